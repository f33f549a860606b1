// Suggestions while one types in the search box: a combobox with a list (ARIA 1.2). Without this, the form works as well.
"use strict";
{
  const form = document.querySelector("form[role=search]");
  const input = form.querySelector("input");
  const texts = { none: form.dataset.none, one: form.dataset.one, many: form.dataset.many };
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const WAIT = 150; // milliseconds without a key before one is taken to have stopped typing
  const SHORTCUT = "samendoen.shortcut"; // whether "/" goes to the box: WCAG 2.1.4 asks that it can be turned off
  let timer = 0;
  let latest = 0; // the number of the last question, so that an older answer is dropped
  let chosen = -1;

  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  status.className = "unseen";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of [
    ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id],
  ]) input.setAttribute(name, value);

  const options = () => list.children;

  function choose(place) {
    options()[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options()[chosen];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    clearTimeout(timer);
    latest += 1;
    choose(-1);
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
  }

  function makeOption(suggestion, place) {
    const option = document.createElement("li");
    const kind = document.createElement("span");
    option.id = `suggestion-${place}`;
    option.dataset.href = suggestion.href;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    kind.className = "kind";
    kind.textContent = [suggestion.kind_label, suggestion.plan_label].filter(Boolean).join(" · ");
    option.append(document.createTextNode(`${suggestion.label} `), kind);
    return option;
  }

  function show(suggestions) {
    choose(-1);
    list.replaceChildren(...suggestions.map(makeOption));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    const text = [texts.none, texts.one][suggestions.length] ?? texts.many;
    status.textContent = text.replace("{n}", suggestions.length);
  }

  async function ask() {
    const query = input.value.trim();
    if (!query) return close();
    const mine = (latest += 1);
    const address = new URLSearchParams({ q: query, lang: document.documentElement.lang });
    for (const plan of form.querySelectorAll("input[name=plan]")) address.append("plan", plan.value);
    try {
      // Without cookies: to ask in the language of this page is not to choose that language from now on.
      const answer = await fetch(`${form.dataset.suggestions}?${address}`, { credentials: "omit" });
      const suggestions = answer.ok ? (await answer.json()).suggestions : [];
      if (mine === latest && document.activeElement === input) show(suggestions);
    } catch {
      if (mine === latest) close();
    }
  }

  function go(option) {
    if (option?.dataset.href) window.location.assign(option.dataset.href);
  }

  function move(step) {
    if (list.hidden) return void ask();
    const count = options().length;
    // Past either end one is in the text again, with nothing chosen.
    choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
  }

  const KEYS = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => chosen >= 0 && go(options()[chosen]),
    Escape: () => !list.hidden && close(),
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Home" || event.key === "End") return choose(-1);
    // Where a key has nothing to do here it does what it always does: Enter searches, Escape empties the box.
    if (KEYS[event.key] && KEYS[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // or the box would lose the focus, and close
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]")));

  const wanted = () => {
    try { return localStorage.getItem(SHORTCUT) !== "off"; } catch { return true; }
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !wanted()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  const shortcut = document.querySelector(".shortcut");
  if (shortcut) {
    const box = shortcut.querySelector("input");
    box.checked = wanted();
    box.addEventListener("change", () => {
      try { localStorage.setItem(SHORTCUT, box.checked ? "on" : "off"); } catch { /* then it is not remembered */ }
    });
    shortcut.hidden = false;
  }
}
