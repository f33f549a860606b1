// The panel beside the picture and the address: what is looked at is in it, so that back works and a link says it all.

/** What an address says of what is looked at, and of where; all else decides which picture there is. */
const LOOKED = ["node", "edge", "start", "end"];
const PLACE = ["zoom", "x", "y"];
const WAIT = 250; // milliseconds without a move before the address says where one is

const without = (search, names) => {
  const left = new URLSearchParams(search);
  for (const name of names) left.delete(name);
  left.sort();
  return String(left);
};

/** The panel in *element*, whose parts a server makes at *path*; *changed* hears of another one, *moved* that one went back. */
export class Panel {
  constructor(element, path, changed, moved) {
    Object.assign(this, { element, path, changed, moved, made: new Map(), latest: 0, timer: 0 });
    this.picture = without(window.location.search, [...LOOKED, ...PLACE]);
    this.made.set(this.search, element.innerHTML);
    window.addEventListener("popstate", () => this.restore());
  }

  get search() {
    return without(window.location.search, PLACE);
  }

  /** What the panel that is shown lights: nodes and lines, and which of them is looked at. */
  get lit() {
    return JSON.parse(this.element.querySelector("[data-lit]")?.dataset.lit ?? "null");
  }

  /** Show what *href* looks at, and remember that one came from elsewhere. */
  async open(href, isFocused = false) {
    const next = new URL(href, window.location.href);
    const now = new URLSearchParams(window.location.search);
    for (const name of PLACE) if (now.has(name)) next.searchParams.set(name, now.get(name));
    next.hash = "";
    if (next.search !== window.location.search) window.history.pushState(null, "", next);
    await this.show(isFocused);
  }

  /** The address that looks at *looked*, and at nothing else, but for one end of a way that still lacks the other. */
  makeHref(looked) {
    const next = new URLSearchParams(window.location.search);
    const isHalf = Boolean(next.get("start")) !== Boolean(next.get("end"));
    const kept = isHalf && Object.keys(looked).length ? ["start", "end"] : [];
    for (const name of LOOKED) if (!kept.includes(name)) next.delete(name);
    for (const [name, value] of Object.entries(looked)) if (value) next.set(name, value);
    return `${window.location.pathname}?${next}`;
  }

  restore() {
    if (without(window.location.search, [...LOOKED, ...PLACE]) !== this.picture) return window.location.reload();
    this.moved();
    return this.show(false);
  }

  async show(isFocused) {
    const mine = (this.latest += 1);
    const search = this.search;
    if (!this.made.has(search)) {
      const answer = await fetch(`${this.path}?${search}`, { headers: { Accept: "text/html" } }).catch(() => null);
      const made = answer ? await answer.text() : "";
      if (mine !== this.latest) return undefined;
      if (!made || made.includes("<html")) return window.location.reload(); // the page itself says what is wrong
      this.made.set(search, made);
    }
    this.element.innerHTML = this.made.get(search);
    const heading = this.element.querySelector("h2");
    const about = this.element.querySelector("[data-lit]");
    document.title = about ? `${heading.textContent} – ${this.element.dataset.title}` : this.element.dataset.title;
    this.element.classList.toggle("is-open", Boolean(about));
    if (isFocused && heading) heading.focus();
    return this.changed(heading?.textContent ?? "");
  }

  /** Say in the address where one is in the picture, once one is there; nothing, where that is the first view. */
  remember(place) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const next = new URL(window.location.href);
      for (const name of PLACE) {
        if (place) next.searchParams.set(name, place[name]);
        else next.searchParams.delete(name);
      }
      window.history.replaceState(null, "", next);
    }, WAIT);
  }
}

/** Where the address says that one is in the picture; null where it does not, or says no numbers. */
export function readPlace() {
  const given = new URLSearchParams(window.location.search);
  const [scale, x, y] = PLACE.map((name) => (given.get(name) ? Number(given.get(name)) : NaN));
  return [scale, x, y].every(Number.isFinite) ? { scale, x, y } : null;
}
