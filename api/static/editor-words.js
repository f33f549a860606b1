// The words of Yasgui in the language of the page, and what a screen reader needs to know of its parts.
import { page } from "./editor-page.js";
import { findPage } from "./editor-terms.js";

/** Say in the language of the page what Yasgui says in English, and lead from our IRIs to our pages. */
export function housekeep(root) {
  for (const node of root.querySelectorAll("a.iri[href]:not([data-led])")) {
    node.dataset.led = "";
    node.href = findPage(node.getAttribute("href"));
    node.removeAttribute("target");
  }
  for (const node of root.querySelectorAll("[title], [aria-label], [placeholder]")) {
    for (const name of ["title", "aria-label", "placeholder"]) {
      const text = page.said[node.getAttribute(name)];
      if (text && text !== node.getAttribute(name)) node.setAttribute(name, text);
    }
  }
  for (const node of root.querySelectorAll("span, li, option, td, button, .notification")) {
    const text = node.childElementCount === 0 && page.said[node.textContent];
    if (text && text !== node.textContent && !node.closest(".CodeMirror-code, td .nonIri")) node.textContent = text;
  }
  for (const name of Object.keys(page.views)) {
    for (const button of root.querySelectorAll(`.select_${name}`)) labelButton(button, page.views[name]);
  }
  const unnamed = { ".tab input": page.said["Rename Tab"], ".controlbar input": "SPARQL", ".yasr_results textarea": page.views.response, ".tableSizer": page.said["Page size: "] };
  for (const [selector, text] of Object.entries(unnamed)) {
    for (const node of root.querySelectorAll(`${selector}:not([aria-label])`)) node.setAttribute("aria-label", text);
  }
  // What stands among tabs has to be one (WAI-ARIA 1.2, tablist): the button that makes one too.
  for (const node of root.querySelectorAll("[role=tablist] .addTab:not([role])")) {
    node.setAttribute("role", "tab");
    node.setAttribute("aria-selected", "false");
  }
  for (const head of root.querySelectorAll(".yasr_results th:not([scope])")) head.setAttribute("scope", "col");
}

function labelButton(button, text) {
  const pressed = String(button.classList.contains("selected"));
  if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  if (button.title !== text) {
    button.title = text;
    button.setAttribute("aria-label", text);
    button.querySelector("span").textContent = text;
  }
}
