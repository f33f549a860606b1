// Put Yasgui in the place of the plain form. It asks our own endpoint only, completes with our own terms, and shows an
// answer as a table, or as the chart and the network that our server draws. Where anything fails the form stays.
import { endpoint, lastQueries, makeElement, makeFault, page, state } from "./editor-page.js";
import { Chart, Network } from "./editor-pictures.js";
import { complete } from "./editor-terms.js";
import { housekeep } from "./editor-words.js";

const plain = document.getElementById("plain");
const section = document.getElementById("editor");

/** The table of Yasr, which sorts and filters by plain text: by HTML, a text that looks like it would be parsed. */
function makePlainTable(Table) {
  return class extends Table {
    label = page.views.table;

    getColumns() {
      const escape = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
      return super.getColumns().map((column) => ({
        ...column,
        render: (term, kind, ...more) =>
          term?.value !== undefined && ["filter", "sort", undefined].includes(kind)
            ? escape(term.value)
            : column.render(term, kind, ...more),
      }));
    }
  };
}

function visualise(Yasr) {
  Object.assign(Yasr.plugins.table.defaults.tableConfig.language, page.table);
  Yasr.plugins.table.defaults.openIriInNewWindow = false;
  Yasr.registerPlugin("table", makePlainTable(Yasr.plugins.table));
  Yasr.registerPlugin("chart", Chart);
  Yasr.registerPlugin("network", Network);
  for (const name of Object.keys(Yasr.plugins)) {
    if (!["table", "chart", "network", "response", "boolean", "error"].includes(name)) delete Yasr.defaults.plugins[name];
  }
  Yasr.defaults.plugins.table.dynamicConfig = { compact: true, isEllipsed: false };
  Yasr.defaults.pluginOrder = ["table", "chart", "network", "response"];
  Yasr.defaults.errorRenderers = [async (error) => makeFault(error.text)];
  Yasr.defaults.maxPersistentResponseSize = 0; // what was answered by another version of the data is no answer now
  Yasr.defaults.prefixes = state.terms.prefixes;
}

/** The bar below the editor of *tab*: the button that asks, and what came of it. */
function makeBar(tab) {
  const said = makeElement("span", { className: "said" });
  said.setAttribute("role", "status");
  const button = makeElement("button", { type: "button", textContent: page.ask, className: "ask" });
  button.addEventListener("click", () => {
    const yasqe = tab.getYasqe();
    if (yasqe.req) yasqe.abortQuery();
    else yasqe.query().catch(() => {});
  });
  const taken = makeElement("p", { className: "downloads" });
  const line = makeElement("p", { className: "asking" }, button, " ", said);
  tab.getYasqe().rootEl.after(line);
  tab.getYasr().headerEl.before(taken);
  tab.getYasqe().getInputField().setAttribute("aria-label", page.query);
  tab.getYasqe().getInputField().setAttribute("aria-describedby", "keys");
  tab.getYasr().documentationLink?.remove();
  return { said, taken, button };
}

const bars = new WeakMap();
function findBar(tab) {
  if (!bars.has(tab) && tab.getYasqe()) bars.set(tab, makeBar(tab));
  return bars.get(tab);
}

/** The URL of what *tab* asked last, as `more` says. */
function makeUrl(tab, more) {
  const found = new URL(endpoint);
  found.searchParams.set("query", lastQueries.get(tab));
  for (const [name, value] of Object.entries(more)) found.searchParams.set(name, value);
  return found.href;
}

/** Keep what is seen in the URL, so that it can be mailed, and opened again without a script. */
function remember(tab) {
  const view = tab.getYasr().getSelectedPluginName();
  const there = makeUrl(tab, view === "table" || view === "response" ? {} : { view });
  if (there.length < 8000) history.replaceState(null, "", there);
}

function showAnswer(tab) {
  const { said, taken, button } = findBar(tab);
  button.textContent = page.ask;
  const results = tab.getYasr().results;
  if (results.hasError()) {
    said.textContent = "";
    taken.replaceChildren();
    return;
  }
  const rows = results.getBindings();
  const kind = results.getType() === "ttl" ? page.graph : rows ? page.rows : page.truth;
  said.textContent = results.getType() === "ttl" || !rows ? "" : rows.length === 1 ? page.one : page.many.replace("#", rows.length);
  const links = Object.entries(kind).map(([format, text]) => makeElement("a", { href: makeUrl(tab, { format }), textContent: text }));
  taken.replaceChildren(`${page.take}: `, ...links.flatMap((link, place) => (place ? [" · ", link] : [link])));
  remember(tab);
}

function listen() {
  state.yasgui.on("query", (_yasgui, tab) => {
    lastQueries.set(tab, tab.getYasqe().getValue());
    findBar(tab).said.textContent = page.busy;
    findBar(tab).button.textContent = page.stop;
  });
  state.yasgui.on("queryResponse", (_yasgui, tab) => setTimeout(() => showAnswer(tab)));
  state.yasgui.on("tabSelect", (_yasgui, id) => findBar(state.yasgui.getTab(id)));
  state.yasgui.on("tabAdd", () => setTimeout(() => findBar(state.yasgui.getTab())));
  state.yasgui.on("tabChange", (_yasgui, tab) => { if (lastQueries.has(tab) && tab.getYasr()?.results) remember(tab); });
}

/** Open what the page starts with, over whatever is kept of earlier visits; the tab of the same name is used again. */
function open() {
  const query = document.getElementById("query").value;
  const name = page.name || page.query;
  const same = Object.values(state.yasgui._tabs).find((tab) => tab.getName() === name);
  if (same) {
    same.show();
    state.yasgui.selectTabId(same.getId());
    same.setQuery(query);
    return same;
  }
  return state.yasgui.addTab(true, { name, yasqe: { value: query } });
}

/** Make the editor, and take the form away once it is there. */
function start() {
  complete(Yasgui.Yasqe);
  visualise(Yasgui.Yasr);
  section.hidden = false;
  state.yasgui = new Yasgui(document.getElementById("yasgui"), {
    autofocus: false,
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint.href }] },
    persistenceId: `samendoen_${page.release}`,
    populateFromUrl: false,
    autoAddOnInit: false,
    tabName: page.query,
    // What is a function is never kept, so that a browser that was here before does what this page says.
    requestConfig: {
      endpoint: endpoint.href,
      method: () => "POST",
      acceptHeaderSelect: () => "application/sparql-results+json, application/problem+json;q=0.9",
      acceptHeaderGraph: () => "application/n-triples, application/problem+json;q=0.9",
    },
    yasqe: { value: document.getElementById("query").value, showQueryButton: false, resizeable: false, lineWrapping: true, editorHeight: "21rem" },
    yasr: { defaultPlugin: page.asked ? page.view : "table" },
  });
  listen();
  new MutationObserver(() => housekeep(section)).observe(section, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "title"] });
  // What it would say of a mistake it writes as HTML with a style, which this page does not take.
  section.addEventListener("mouseover", (event) => { if (event.target.closest(".parseErrorIcon")) event.stopPropagation(); }, true);
  for (const tab of Object.values(state.yasgui._tabs)) tab.setEndpoint(endpoint.href);
  const first = page.from || page.asked || state.yasgui.persistentConfig.getTabs().length === 0 ? open() : state.yasgui.getTab();
  findBar(first);
  housekeep(section);
  document.getElementById("form").remove();
  if (page.answered) {
    document.getElementById("answer").remove();
    first.getYasr().selectPlugin(page.view);
    first.getYasqe().query().catch(() => {});
  }
  section.dataset.ready = "";
}

if (window.Yasgui) {
  fetch(page.terms)
    .then((response) => response.json())
    .then((found) => { state.terms = found; start(); })
    .catch((error) => { section.hidden = true; plain.hidden = false; console.error(error); });
}
