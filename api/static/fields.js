// Suggestions in the fields of a form that have more to choose from than a list can show. Without this one types a name.
"use strict";
{
  const WAIT = 150; // milliseconds without a key before one is taken to have stopped typing

  function suggestIn(input) {
    const list = document.getElementById(input.getAttribute("list"));
    let timer = 0;
    let latest = 0; // the number of the last question, so that an older answer is dropped

    function makeOption(name) {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }

    async function ask() {
      const mine = (latest += 1);
      const typed = input.value.trim();
      const address = new URL(input.dataset.suggestions, window.location.href);
      address.searchParams.set("q", typed);
      try {
        const answer = typed ? await fetch(address, { credentials: "omit" }) : null;
        const names = answer?.ok ? await answer.json() : [];
        if (mine === latest) list.replaceChildren(...names.map(makeOption));
      } catch { /* then there are no suggestions, and the field takes a name all the same */ }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
  }

  document.querySelectorAll("input[data-suggestions]").forEach(suggestIn);
}
