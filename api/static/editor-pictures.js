// Two ways to see an answer that our server draws: a chart and a network.
import { findTab, lastQueries, makeElement, makeFault, page } from "./editor-page.js";

const NUMBER = /#(integer|decimal|float|double|long|int|short|byte|(non)?(positive|negative)Integer|unsigned\w+)$/i;
const SVG = "http://www.w3.org/2000/svg";

/** Whether an SVG has only what our server draws: nothing in it runs, and nothing is fetched. */
function isOurs(svg) {
  const known = new Set(["svg", "g", "a", "title", "text", "rect", "circle", "line", "polygon", "path"]);
  return [svg, ...svg.querySelectorAll("*")].every(
    (it) =>
      it.namespaceURI === SVG &&
      known.has(it.localName) &&
      [...it.attributes].every((own) => !/^(on|style|src)/i.test(own.name) && !/^\s*javascript:/i.test(own.value)),
  );
}

/** A way to see an answer that our server draws. */
class Picture {
  priority = 1;

  constructor(yasr) {
    this.yasr = yasr;
    this.value = page.value;
    this.label = page.views[this.name];
  }

  canHandleResults() {
    return Boolean(this.yasr.results) && !this.yasr.results.hasError();
  }

  getIcon() {
    return undefined;
  }

  /** The columns of numbers, of which a chart shows one. */
  listNumbers() {
    const rows = this.yasr.results.getBindings() ?? [];
    return this.yasr.results.getVariables().filter((name) => {
      const found = rows.map((row) => row[name]).filter(Boolean);
      return found.length > 0 && found.every((term) => NUMBER.test(term.datatype ?? ""));
    });
  }

  async draw() {
    const box = makeElement("div");
    this.yasr.resultsEl.append(box);
    const body = new URLSearchParams({ query: lastQueries.get(findTab(this.yasr)) ?? "", view: this.name, value: this.value });
    for (const [name, graphs] of Object.entries(page.args)) for (const graph of graphs) body.append(name, graph);
    const headers = { Accept: "image/svg+xml, application/problem+json;q=0.9" };
    try {
      const response = await fetch(page.picture, { method: "POST", body, headers });
      const text = await response.text();
      box.replaceChildren(...(response.ok ? this.makeFrame(text) : [this.describeFailure(response.status, text)]));
    } catch {
      box.replaceChildren(makeFault(""));
    }
  }

  /** What to show of the SVG in *text*; the server may say why there is none. */
  makeFrame(text) {
    const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (svg.localName !== "svg" || !isOurs(svg)) return [makeFault("")];
    const frame = makeElement("div", { className: "scroll picture", tabIndex: 0 }, document.importNode(svg, true));
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", this.label);
    this.svg = text;
    this.yasr.updateExportHeaders();
    return [...this.makeChoice(), frame];
  }

  describeFailure(status, text) {
    const said = makeFault(text);
    if (status === 422) said.className = "gap";
    return said;
  }

  /** The columns of numbers to choose from. */
  makeChoice() {
    const numbers = this.name === "chart" ? this.listNumbers() : [];
    if (numbers.length < 2) return [];
    const select = makeElement("select", {}, ...numbers.map((name) => makeElement("option", { textContent: name })));
    select.value = numbers.includes(this.value) ? this.value : numbers[0];
    select.addEventListener("change", () => {
      this.value = select.value;
      this.yasr.resultsEl.replaceChildren();
      this.draw().then(() => this.yasr.resultsEl.querySelector("select")?.focus());
    });
    return [makeElement("p", { className: "values" }, makeElement("label", {}, `${page.values} `, select))];
  }

  download(name) {
    return this.svg
      ? { getData: () => this.svg, contentType: "image/svg+xml", title: "Download result", filename: `${name}.svg` }
      : undefined;
  }
}

export class Chart extends Picture {
  name = "chart";
  label = page.views.chart;
}

export class Network extends Picture {
  name = "network";
  label = page.views.network;
}
