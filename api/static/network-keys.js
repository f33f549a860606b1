// Walk through the picture by keyboard: it is one stop for Tab, and within it the arrows go from thing to thing.
import { findOther } from "./network-picture.js";

const ZOOM = 1.25;
const PAUSE = 700; // milliseconds without a key before the next letter begins a new name
const AWAY = 2.5; // how much further what lies aside counts than what lies ahead
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The nodes in the order in which one reads: from the top, and from the left where that is the same. */
export const listInOrder = (picture) => [...picture.nodes.values()].sort((one, other) => one.y - other.y || one.x - other.x);

/** The nearest node from *node* in the direction (*dx*, *dy*); null where there is none. */
export function findNext(picture, node, [dx, dy]) {
  let [best, least] = [null, Infinity];
  for (const other of picture.nodes.values()) {
    const [along, aside] = [(other.x - node.x) * dx + (other.y - node.y) * dy, (other.x - node.x) * dy + (other.y - node.y) * dx];
    const far = along + AWAY * Math.abs(aside);
    if (other !== node && along > 1 && far < least) [best, least] = [other, far];
  }
  return best;
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The next node after *from* whose name begins with *typed*, or else one with a word in it that does. */
function findByLetters(picture, from, typed) {
  const order = listInOrder(picture);
  const start = order.indexOf(from) + (typed.length > 1 ? 0 : 1);
  const turned = [...order.slice(start), ...order.slice(0, start)];
  return turned.find((node) => plain(node.title).startsWith(typed))
    ?? turned.find((node) => plain(node.title).split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed)));
}

/** Let the keys walk through what *page* shows in *box*: it has the picture, the cursor and what can be done. */
export function listenToKeys(page, box) {
  let typed = "";
  let timer = 0;
  const here = () => page.picture.nodes.get(page.cursor.node);

  /** Go to the line that comes *step* further among those of this node, in the order of what they lead to. */
  function walkLines(step) {
    const node = here();
    if (!node?.edges.length) return;
    const place = (edge) => page.picture.nodes.get(findOther(edge, node.id));
    const lines = node.edges.toSorted((one, other) => place(one).y - place(other).y || place(one).x - place(other).x || (one.id < other.id ? -1 : 1));
    const now = lines.findIndex((it) => it.id === page.cursor.edge);
    const next = now < 0 ? (step > 0 ? 0 : lines.length - 1) : (now + step + lines.length) % lines.length;
    page.pointTo({ node: node.id, edge: lines[next].id });
  }

  function type(letter) {
    clearTimeout(timer);
    timer = setTimeout(() => { typed = ""; }, PAUSE);
    typed += plain(letter);
    const found = findByLetters(page.picture, here(), typed);
    if (found) page.pointTo({ node: found.id });
    else page.say(page.texts.none);
  }

  const order = () => listInOrder(page.picture);
  const keys = {
    Home: () => page.pointTo({ node: order()[0].id }),
    End: () => page.pointTo({ node: order().at(-1).id }),
    "[": () => walkLines(-1),
    "]": () => walkLines(1),
    Enter: () => page.open(page.cursor.edge ? { edge: page.cursor.edge } : { node: page.cursor.node }, true),
    Escape: () => (page.cursor.edge ? page.pointTo({ node: page.cursor.node }) : page.close()),
    "+": () => page.view.zoom(ZOOM),
    "=": () => page.view.zoom(ZOOM),
    "-": () => page.view.zoom(1 / ZOOM),
    0: () => page.view.reset(),
    "/": () => page.find(),
  };

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (ARROWS[key]) {
      const next = here() ? findNext(page.picture, here(), ARROWS[key]) : order()[0];
      page.pointTo({ node: next?.id ?? page.cursor.node });
    } else if (keys[key]) keys[key]();
    else if (/^\p{L}$/u.test(key)) type(key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
