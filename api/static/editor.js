// Put Yasgui in the place of the plain form. It asks our own endpoint only, completes with our own terms, and shows an
// answer as a table, or as the chart and the network that our server draws. Where anything fails the form stays.
"use strict";
{
  const told = JSON.parse(document.getElementById("texts").textContent);
  const plain = document.getElementById("plain");
  const section = document.getElementById("editor");
  /** Our endpoint, with the graphs that the address of the page names. */
  const endpoint = new URL(told.endpoint);
  for (const [name, graphs] of Object.entries(told.args)) for (const graph of graphs) endpoint.searchParams.append(name, graph);
  const NUMBER = /#(integer|decimal|float|double|long|int|short|byte|(non)?(positive|negative)Integer|unsigned\w+)$/i;
  const IDS = "https://w3id.org/samendoen/id/";
  const DEF = "https://w3id.org/samendoen/def#";
  const SVG = "http://www.w3.org/2000/svg";
  /** The query that each tab asked last, which is what its answer is of. */
  const asked = new WeakMap();
  let yasgui;
  let terms = { terms: [], prefixes: {}, pages: {} };

  const made = (name, about = {}, ...children) => {
    const element = Object.assign(document.createElement(name), about);
    element.append(...children);
    return element;
  };
  const tabOf = (yasr) => Object.values(yasgui._tabs).find((tab) => tab.getYasr() === yasr);
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** The page of an IRI, where it is one of ours. */
  function pageOf(iri) {
    if (Object.hasOwn(terms.pages, iri)) return terms.pages[iri];
    if (iri.startsWith(IDS)) return `/id/${iri.slice(IDS.length)}`;
    return iri.startsWith(DEF) ? `/def#${iri.slice(DEF.length)}` : iri;
  }

  /** What our server says is wrong, or what it means that it says nothing. */
  function fault(text) {
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

  /** Whether an SVG has only what our server draws: nothing in it runs, and nothing is fetched. */
  function ours(svg) {
    const known = new Set(["svg", "g", "a", "title", "text", "rect", "circle", "line"]);
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
      this.value = told.value;
      this.label = told.views[this.name];
    }

    canHandleResults() {
      return Boolean(this.yasr.results) && !this.yasr.results.hasError();
    }

    getIcon() {
      return undefined;
    }

    /** The columns of numbers, of which a chart shows one. */
    numbers() {
      const rows = this.yasr.results.getBindings() ?? [];
      return this.yasr.results.getVariables().filter((name) => {
        const found = rows.map((row) => row[name]).filter(Boolean);
        return found.length > 0 && found.every((term) => NUMBER.test(term.datatype ?? ""));
      });
    }

    async draw() {
      const box = made("div");
      this.yasr.resultsEl.append(box);
      const body = new URLSearchParams({ query: asked.get(tabOf(this.yasr)) ?? "", view: this.name, value: this.value });
      for (const [name, graphs] of Object.entries(told.args)) for (const graph of graphs) body.append(name, graph);
      const headers = { Accept: "image/svg+xml, application/problem+json;q=0.9" };
      try {
        const response = await fetch(told.picture, { method: "POST", body, headers });
        const text = await response.text();
        box.replaceChildren(...(response.ok ? this.shown(text) : [this.why(response.status, text)]));
      } catch {
        box.replaceChildren(fault(""));
      }
    }

    /** What to show of the SVG in *text*; the server may say why there is none. */
    shown(text) {
      const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      if (svg.localName !== "svg" || !ours(svg)) return [fault("")];
      const frame = made("div", { className: "scroll picture", tabIndex: 0 }, document.importNode(svg, true));
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", this.label);
      this.svg = text;
      this.yasr.updateExportHeaders();
      return [...this.choice(), frame];
    }

    why(status, text) {
      const said = fault(text);
      if (status === 422) said.className = "gap";
      return said;
    }

    /** The columns of numbers to choose from. */
    choice() {
      const numbers = this.name === "chart" ? this.numbers() : [];
      if (numbers.length < 2) return [];
      const select = made("select", {}, ...numbers.map((name) => made("option", { textContent: name })));
      select.value = numbers.includes(this.value) ? this.value : numbers[0];
      select.addEventListener("change", () => {
        this.value = select.value;
        this.yasr.resultsEl.replaceChildren();
        this.draw().then(() => this.yasr.resultsEl.querySelector("select")?.focus());
      });
      return [made("p", { className: "values" }, made("label", {}, `${told.values} `, select))];
    }

    download(name) {
      return this.svg
        ? { getData: () => this.svg, contentType: "image/svg+xml", title: "Download result", filename: `${name}.svg` }
        : undefined;
    }
  }
  class Chart extends Picture {
    name = "chart";
    label = told.views.chart;
  }
  class Network extends Picture {
    name = "network";
    label = told.views.network;
  }

  /** The terms that fit what was typed: by name first, then by label. */
  function fitting(kind, typed) {
    const wanted = folded(typed);
    if (terms.terms.some((term) => term.name === typed)) return [];
    const rank = (term) => {
      const [name, label] = [folded(term.name), folded(term.label)];
      if (name.startsWith(wanted)) return 0;
      if (name.split(":")[1].startsWith(wanted) || label.startsWith(wanted)) return 1;
      return label.includes(wanted) || name.includes(wanted) ? 2 : 3;
    };
    const found = terms.terms.filter((term) => term.kind === kind).map((term) => [rank(term), term]);
    return found.filter(([place]) => place < 3).sort((one, other) => one[0] - other[0]).map(([, term]) => term.name);
  }

  /** Show a completion with its label, and its definition to one who points at it. */
  function rendered(element, _hints, hint) {
    const term = terms.terms.find((it) => it.name === hint.text);
    element.append(made("code", { textContent: term.name }), " ", made("span", { textContent: term.label }));
    element.title = term.definition;
  }

  function complete(Yasqe) {
    for (const [kind, base] of [["class", "class"], ["property", "property"]]) {
      const completer = {
        name: `samendoen-${kind}`,
        persistenceId: null,
        bulk: false,
        autoShow: true,
        get: (_yasqe, token) => fitting(kind, token.string.trim()),
        preProcessToken: (_yasqe, token) => token,
        postProcessSuggestion: (_yasqe, _token, name) => name,
        postprocessHints: (_yasqe, hints) => hints.map((hint) => ({ ...hint, render: rendered })),
      };
      Yasqe.forkAutocompleter(base, completer, false);
    }
    const prefixes = Object.entries(terms.prefixes).map(([name, address]) => `${name}: <${address}>`);
    Yasqe.forkAutocompleter("prefixes", { name: "samendoen-prefixes", persistenceId: null, get: () => prefixes }, false);
    // Those of Yasgui's own ask another host what fits what is typed.
    for (const name of ["class", "property", "prefixes"]) delete Yasqe.Autocompleters[name];
    Yasqe.defaults.autocompleters = ["samendoen-prefixes", "variables", "samendoen-class", "samendoen-property"];
  }

  /** The table of Yasr, which sorts and filters by plain text: by HTML, a text that looks like it would be parsed. */
  function plainly(Table) {
    return class extends Table {
      label = told.views.table;

      getColumns() {
        const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
        return super.getColumns().map((column) => ({
          ...column,
          render: (term, kind, ...more) =>
            term?.value !== undefined && ["filter", "sort", undefined].includes(kind)
              ? escaped(term.value)
              : column.render(term, kind, ...more),
        }));
      }
    };
  }

  function visualise(Yasr) {
    Object.assign(Yasr.plugins.table.defaults.tableConfig.language, told.table);
    Yasr.plugins.table.defaults.openIriInNewWindow = false;
    Yasr.registerPlugin("table", plainly(Yasr.plugins.table));
    Yasr.registerPlugin("chart", Chart);
    Yasr.registerPlugin("network", Network);
    for (const name of Object.keys(Yasr.plugins)) {
      if (!["table", "chart", "network", "response", "boolean", "error"].includes(name)) delete Yasr.defaults.plugins[name];
    }
    Yasr.defaults.plugins.table.dynamicConfig = { compact: true, isEllipsed: false };
    Yasr.defaults.pluginOrder = ["table", "chart", "network", "response"];
    Yasr.defaults.errorRenderers = [async (error) => fault(error.text)];
    Yasr.defaults.maxPersistentResponseSize = 0; // what was answered by another version of the data is no answer now
    Yasr.defaults.prefixes = terms.prefixes;
  }

  /** Say in the language of the page what Yasgui says in English, and lead from our IRIs to our pages. */
  function housekeep(root) {
    for (const node of root.querySelectorAll("a.iri[href]:not([data-led])")) {
      node.dataset.led = "";
      node.href = pageOf(node.getAttribute("href"));
      node.removeAttribute("target");
    }
    for (const node of root.querySelectorAll("[title], [aria-label], [placeholder]")) {
      for (const name of ["title", "aria-label", "placeholder"]) {
        const text = told.said[node.getAttribute(name)];
        if (text && text !== node.getAttribute(name)) node.setAttribute(name, text);
      }
    }
    for (const node of root.querySelectorAll("span, li, option, td, button, .notification")) {
      const text = node.childElementCount === 0 && told.said[node.textContent];
      if (text && text !== node.textContent && !node.closest(".CodeMirror-code, td .nonIri")) node.textContent = text;
    }
    for (const name of Object.keys(told.views)) {
      for (const button of root.querySelectorAll(`.select_${name}`)) labelled(button, told.views[name]);
    }
    const unnamed = { ".tab input": told.said["Rename Tab"], ".controlbar input": "SPARQL", ".yasr_results textarea": told.views.response };
    for (const [selector, text] of Object.entries(unnamed)) {
      for (const node of root.querySelectorAll(`${selector}:not([aria-label])`)) node.setAttribute("aria-label", text);
    }
    for (const head of root.querySelectorAll(".yasr_results th:not([scope])")) head.setAttribute("scope", "col");
  }

  function labelled(button, text) {
    const pressed = String(button.classList.contains("selected"));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    if (button.title !== text) {
      button.title = text;
      button.setAttribute("aria-label", text);
      button.querySelector("span").textContent = text;
    }
  }

  /** The bar below the editor of *tab*: the button that asks, and what came of it. */
  function bar(tab) {
    const said = made("span", { className: "said" });
    said.setAttribute("role", "status");
    const button = made("button", { type: "button", textContent: told.ask, className: "ask" });
    button.addEventListener("click", () => {
      const yasqe = tab.getYasqe();
      if (yasqe.req) yasqe.abortQuery();
      else yasqe.query().catch(() => {});
    });
    const taken = made("p", { className: "downloads" });
    const line = made("p", { className: "asking" }, button, " ", said);
    tab.getYasqe().rootEl.after(line);
    tab.getYasr().headerEl.before(taken);
    tab.getYasqe().getInputField().setAttribute("aria-label", told.query);
    tab.getYasqe().getInputField().setAttribute("aria-describedby", "keys");
    tab.getYasr().documentationLink?.remove();
    return { said, taken, button };
  }

  const bars = new WeakMap();
  function barOf(tab) {
    if (!bars.has(tab) && tab.getYasqe()) bars.set(tab, bar(tab));
    return bars.get(tab);
  }

  /** The address of what *tab* asked last, as `more` says. */
  function address(tab, more) {
    const found = new URL(endpoint);
    found.searchParams.set("query", asked.get(tab));
    for (const [name, value] of Object.entries(more)) found.searchParams.set(name, value);
    return found.href;
  }

  /** Keep what is seen in the address, so that it can be mailed, and opened again without a script. */
  function remember(tab) {
    const view = tab.getYasr().getSelectedPluginName();
    const there = address(tab, view === "table" || view === "response" ? {} : { view });
    if (there.length < 8000) history.replaceState(null, "", there);
  }

  function answered(tab) {
    const { said, taken, button } = barOf(tab);
    button.textContent = told.ask;
    const results = tab.getYasr().results;
    if (results.hasError()) {
      said.textContent = "";
      taken.replaceChildren();
      return;
    }
    const rows = results.getBindings();
    const kind = results.getType() === "ttl" ? told.graph : rows ? told.rows : told.truth;
    said.textContent = results.getType() === "ttl" || !rows ? "" : rows.length === 1 ? told.one : told.many.replace("#", rows.length);
    const links = Object.entries(kind).map(([format, text]) => made("a", { href: address(tab, { format }), textContent: text }));
    taken.replaceChildren(`${told.take}: `, ...links.flatMap((link, place) => (place ? [" · ", link] : [link])));
    remember(tab);
  }

  function listen() {
    yasgui.on("query", (_yasgui, tab) => {
      asked.set(tab, tab.getYasqe().getValue());
      barOf(tab).said.textContent = told.busy;
      barOf(tab).button.textContent = told.stop;
    });
    yasgui.on("queryResponse", (_yasgui, tab) => setTimeout(() => answered(tab)));
    yasgui.on("tabSelect", (_yasgui, id) => barOf(yasgui.getTab(id)));
    yasgui.on("tabAdd", () => setTimeout(() => barOf(yasgui.getTab())));
    yasgui.on("tabChange", (_yasgui, tab) => { if (asked.has(tab) && tab.getYasr()?.results) remember(tab); });
  }

  /** Open what the page starts with, over whatever is kept of earlier visits; the tab of the same name is used again. */
  function open() {
    const query = document.getElementById("query").value;
    const name = told.name || told.query;
    const same = Object.values(yasgui._tabs).find((tab) => tab.getName() === name);
    if (same) {
      same.show();
      yasgui.selectTabId(same.getId());
      same.setQuery(query);
      return same;
    }
    return yasgui.addTab(true, { name, yasqe: { value: query } });
  }

  /** Make the editor, and take the form away once it is there. */
  function start() {
    complete(Yasgui.Yasqe);
    visualise(Yasgui.Yasr);
    section.hidden = false;
    yasgui = new Yasgui(document.getElementById("yasgui"), {
      autofocus: false,
      copyEndpointOnNewTab: false,
      endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint.href }] },
      persistenceId: `samendoen_${told.release}`,
      populateFromUrl: false,
      autoAddOnInit: false,
      tabName: told.query,
      // What is a function is never kept, so that a browser that was here before does what this page says.
      requestConfig: {
        endpoint: endpoint.href,
        method: () => "POST",
        acceptHeaderSelect: () => "application/sparql-results+json, application/problem+json;q=0.9",
        acceptHeaderGraph: () => "application/n-triples, application/problem+json;q=0.9",
      },
      yasqe: { value: document.getElementById("query").value, showQueryButton: false, resizeable: true, editorHeight: "21rem" },
      yasr: { defaultPlugin: told.asked ? told.view : "table" },
    });
    listen();
    new MutationObserver(() => housekeep(section)).observe(section, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "title"] });
    // What it would tell of a mistake it writes as HTML with a style, which this page does not take.
    section.addEventListener("mouseover", (event) => { if (event.target.closest(".parseErrorIcon")) event.stopPropagation(); }, true);
    for (const tab of Object.values(yasgui._tabs)) tab.setEndpoint(endpoint.href);
    const first = told.from || told.asked || yasgui.persistentConfig.getTabs().length === 0 ? open() : yasgui.getTab();
    barOf(first);
    housekeep(section);
    document.getElementById("form").remove();
    if (told.answered) {
      document.getElementById("answer").remove();
      first.getYasr().selectPlugin(told.view);
      first.getYasqe().query().catch(() => {});
    }
    section.dataset.ready = "";
  }

  if (window.Yasgui) {
    fetch(told.terms)
      .then((response) => response.json())
      .then((found) => { terms = found; start(); })
      .catch((error) => { section.hidden = true; plain.hidden = false; console.error(error); });
  }
}
