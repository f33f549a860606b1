// What the parts of the editor share: the texts of the page, our endpoint, what is kept while one works, and faults.
/** What the page hands the editor. */
export const page = JSON.parse(document.getElementById("texts").textContent);
/** Our endpoint, with the graphs that the URL of the page names. */
export const endpoint = new URL(page.endpoint);
for (const [name, graphs] of Object.entries(page.args)) for (const graph of graphs) endpoint.searchParams.append(name, graph);
/** The query that each tab asked last, which is what its answer is of. */
export const lastQueries = new WeakMap();
/** The editor once it is there, and the terms that it completes with. */
export const state = { yasgui: undefined, terms: { terms: [], prefixes: {}, pages: {} } };

export const makeElement = (name, about = {}, ...children) => {
  const element = Object.assign(document.createElement(name), about);
  element.append(...children);
  return element;
};

export const findTab = (yasr) => Object.values(state.yasgui._tabs).find((tab) => tab.getYasr() === yasr);

/** What our server says is wrong, or what it means that it says nothing. */
export function makeFault(text) {
  const said = makeElement("div", { className: "fault" });
  said.setAttribute("role", "alert");
  try {
    const problem = JSON.parse(text);
    if (typeof problem.detail !== "string") throw new TypeError(text);
    said.append(makeElement("p", { textContent: problem.detail }));
    if (problem.limit) said.append(makeElement("p", {}, `${page.limit} `, makeElement("code", { textContent: problem.limit }), "."));
  } catch {
    said.append(makeElement("p", { textContent: /abort/i.test(text) ? page.stopped : page.failed }));
  }
  return said;
}
