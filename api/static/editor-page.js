// What the parts of the editor share: the texts of the page, our endpoint, what is kept while one works, and faults.
/** What the page tells the editor. */
export const told = JSON.parse(document.getElementById("texts").textContent);
/** Our endpoint, with the graphs that the address of the page names. */
export const endpoint = new URL(told.endpoint);
for (const [name, graphs] of Object.entries(told.args)) for (const graph of graphs) endpoint.searchParams.append(name, graph);
/** The query that each tab asked last, which is what its answer is of. */
export const asked = new WeakMap();
/** The editor once it is there, and the terms that it completes with. */
export const state = { yasgui: undefined, terms: { terms: [], prefixes: {}, pages: {} } };

export const made = (name, about = {}, ...children) => {
  const element = Object.assign(document.createElement(name), about);
  element.append(...children);
  return element;
};

export const tabOf = (yasr) => Object.values(state.yasgui._tabs).find((tab) => tab.getYasr() === yasr);

/** What our server says is wrong, or what it means that it says nothing. */
export function fault(text) {
  const said = made("div", { className: "fault" });
  said.setAttribute("role", "alert");
  try {
    const problem = JSON.parse(text);
    if (typeof problem.detail !== "string") throw new TypeError(text);
    said.append(made("p", { textContent: problem.detail }));
    if (problem.limit) said.append(made("p", {}, `${told.limit} `, made("code", { textContent: problem.limit }), "."));
  } catch {
    said.append(made("p", { textContent: /abort/i.test(text) ? told.stopped : told.failed }));
  }
  return said;
}
