// What a page does besides: it copies its address, prints all its rows, and says in its forms what its rows are of.
"use strict";
{
  // After Back a browser may fill in what was chosen last; the fields are to say what this page shows.
  window.addEventListener("pageshow", () => document.querySelectorAll("main form.choose, header form.plans").forEach((form) => form.reset()));

  function copy(event) {
    const link = event.currentTarget;
    const said = link.parentElement.querySelector("[role=status]");
    if (!navigator.clipboard) return; // then it is a link to what would have been copied
    event.preventDefault();
    navigator.clipboard.writeText(link.href).then(() => { said.textContent = link.dataset.done; }, () => { window.location = link.href; });
  }
  document.querySelectorAll("[data-copy]").forEach((link) => link.addEventListener("click", copy));

  document.querySelectorAll("[data-print]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    window.print();
  }));

  // Paper has every row. A page is printed as soon as this handler ends, so that it cannot but wait for them.
  function bringAllRows() {
    const answer = document.querySelector("[data-whole]");
    if (!answer) return;
    const request = new XMLHttpRequest();
    try {
      request.open("GET", answer.dataset.whole, false);
      request.send();
    } catch { return; } // then the paper says which rows it has
    const whole = request.status === 200 && new DOMParser().parseFromString(request.responseText, "text/html");
    const rows = whole && whole.querySelector("#answer tbody, #rows .scroll tbody");
    const shown = answer.querySelector(".scroll tbody");
    if (!rows || !shown) return;
    shown.replaceWith(document.importNode(rows, true));
    answer.querySelectorAll(".leaves").forEach((it) => it.classList.add("screen-only"));
    delete answer.dataset.whole;
  }
  window.addEventListener("beforeprint", bringAllRows);
}
