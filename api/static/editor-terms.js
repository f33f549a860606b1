// Completion with the terms of our model and our prefixes, and the way from our IRIs to our pages.
import { makeElement, state } from "./editor-page.js";

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The page of an IRI, where it is one of ours. */
export function findPage(iri) {
  if (Object.hasOwn(state.terms.pages, iri)) return state.terms.pages[iri];
  const { things, model } = state.terms.bases;
  if (iri.startsWith(things)) return `/id/${iri.slice(things.length)}`;
  return iri.startsWith(model) ? `/def#${iri.slice(model.length)}` : iri;
}

/** The terms that fit what was typed: by name first, then by label. */
function listFitting(kind, typed) {
  const wanted = fold(typed);
  if (state.terms.terms.some((term) => term.name === typed)) return [];
  const rank = (term) => {
    const [name, label] = [fold(term.name), fold(term.label)];
    if (name.startsWith(wanted)) return 0;
    if (name.split(":")[1].startsWith(wanted) || label.startsWith(wanted)) return 1;
    return label.includes(wanted) || name.includes(wanted) ? 2 : 3;
  };
  const found = state.terms.terms.filter((term) => term.kind === kind).map((term) => [rank(term), term]);
  return found.filter(([place]) => place < 3).sort((one, other) => one[0] - other[0]).map(([, term]) => term.name);
}

/** Show a completion with its label, and its definition to one who points at it. */
function renderHint(element, _hints, hint) {
  const term = state.terms.terms.find((it) => it.name === hint.text);
  element.append(makeElement("code", { textContent: term.name }), " ", makeElement("span", { textContent: term.label }));
  element.title = term.definition;
}

/** Let the editor complete with our terms, and with nothing that another host has to be asked for. */
export function complete(Yasqe) {
  for (const [kind, base] of [["class", "class"], ["property", "property"]]) {
    const completer = {
      name: `samendoen-${kind}`,
      persistenceId: null,
      bulk: false,
      autoShow: true,
      get: (_yasqe, token) => listFitting(kind, token.string.trim()),
      preProcessToken: (_yasqe, token) => token,
      postProcessSuggestion: (_yasqe, _token, name) => name,
      postprocessHints: (_yasqe, hints) => hints.map((hint) => ({ ...hint, render: renderHint })),
    };
    Yasqe.forkAutocompleter(base, completer, false);
  }
  const prefixes = Object.entries(state.terms.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "samendoen-prefixes", persistenceId: null, get: () => prefixes }, false);
  // Those of Yasgui's own ask another host what fits what is typed.
  for (const name of ["class", "property", "prefixes"]) delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = ["samendoen-prefixes", "variables", "samendoen-class", "samendoen-property"];
}
