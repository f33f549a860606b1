// The network that the page carries as data, drawn by vis-network: places come with it, so nothing moves by itself.
import { drawEdge, drawNode } from "./network-drawing.js";
import { listenToKeys, listInOrder } from "./network-keys.js";
import { Layer } from "./network-layer.js";
import { Panel, readPlace } from "./network-panel.js";
import { findEdgeAt, findNodeAt, findOther, lightAround, listNeighbours } from "./network-picture.js";
import { choosePicture, listenToPointers, View } from "./network-view.js";

const find = (id) => document.getElementById(id);
const box = find("network");
const status = find("network-status");
const tip = find("network-tip");
const data = JSON.parse(find("network-data").textContent);
const texts = JSON.parse(find("network-texts").textContent);
const font = getComputedStyle(box).fontFamily;
const ZOOM = { larger: 1.25, smaller: 0.8 };

/** Fill the places that *text* names with *values*. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
const count = (one, many, number) => fill(number === 1 ? one : many, { count: number });

const page = {
  picture: null, view: null, texts,
  cursor: { node: "", edge: "" }, // where the keys are
  pointed: { node: "", edge: "" }, // where the mouse is
  say: (text) => { status.textContent = text; },
  pointTo, open, close,
  find: () => find("network-find")?.focus(),
};

const nodes = new vis.DataSet([]);
const network = new vis.Network(box, { nodes, edges: new vis.DataSet([]) }, {
  physics: false, autoResize: false, layout: { randomSeed: 1 },
  interaction: { dragNodes: false, dragView: false, zoomView: false, selectable: false, hover: false },
});
const panel = new Panel(find("panel"), texts.panel, (heading) => {
  page.say(heading);
  network.redraw();
}, () => page.view.moveTo(readPlace() ?? page.view.first, false));
page.view = new View(network, box, () => {
  const { scale, x, y } = page.view.now;
  panel.remember(page.view.isFirst ? null : { zoom: scale.toFixed(3), x: x.toFixed(1), y: y.toFixed(1) });
});

/** Whether the keys are in the picture, and show where. */
const hasKeys = () => document.activeElement === box && box.matches(":focus-visible");

/** What is lit: what is pointed at, or where the keys are, or else what the panel is about; null where nothing is. */
function findLight() {
  const at = page.pointed.node || page.pointed.edge ? page.pointed : hasKeys() ? page.cursor : null;
  const around = at && lightAround(page.picture, at);
  if (around) return around;
  const lit = panel.lit;
  return lit && { nodes: new Set(lit.nodes), edges: new Set(lit.edges), marked: lit.marked };
}

let light = null;
const lines = new Layer();

function drawEdges(ctx) {
  light = findLight();
  const cursor = hasKeys() ? page.cursor.edge : "";
  lines.show(ctx, page.picture, Boolean(light));
  for (const id of light?.edges ?? []) {
    const edge = page.picture.edges.get(id);
    if (edge) drawEdge(ctx, edge, page.picture.directed, { isLit: true, isMarked: light.marked === id, isCursor: cursor === id });
  }
}

const look = (node) => ({
  font,
  isDim: Boolean(light) && !light.nodes.has(node.id),
  isMarked: light?.marked === node.id,
  isCursor: hasKeys() && page.cursor.node === node.id && !page.cursor.edge,
});

/** The nodes as vis-network takes them: each draws itself, as large as its symbol and label together. */
const toVisNode = (node) => ({
  id: node.id, x: node.x, y: node.y, fixed: true, shape: "custom",
  ctxRenderer: ({ ctx }) => ({
    drawNode: () => drawNode(ctx, node, look(node)),
    nodeDimensions: { width: node.whole[0], height: node.whole[1] },
  }),
});

function describeNode(id) {
  const node = page.picture.nodes.get(id);
  const order = listInOrder(page.picture);
  return fill(texts.node, {
    name: node.title, kind: texts.kinds[node.kind] ?? "", ties: count(texts.tie, texts.ties, listNeighbours(node).length),
    at: order.indexOf(node) + 1, all: order.length,
  });
}

function describeEdge(id, from = "") {
  const edge = page.picture.edges.get(id);
  const one = from && !page.picture.directed ? from : edge.from;
  const [name, other] = [one, findOther(edge, one)].map((end) => page.picture.nodes.get(end).title);
  const about = edge.about.join("; ");
  return fill(about ? texts.line : texts.bare, { one: name, other, basis: texts.bases[edge.basis] ?? edge.basis, about });
}

/** Put the keys at a node, or at a line of it, and say what is there. */
function pointTo({ node, edge = "" }) {
  if (!page.picture.nodes.has(node)) return;
  page.cursor = { node, edge };
  page.view.reveal(edge ? page.picture.edges.get(edge).at(0.5) : page.picture.nodes.get(node));
  page.say(edge ? describeEdge(edge, node) : describeNode(node));
  network.redraw();
}

/** Open the panel of *looked*: a node, or a line; by keyboard one goes there. */
function open(looked, isFocused = false) {
  if (looked.node) page.cursor = { node: looked.node, edge: "" };
  tip.hidden = true;
  return panel.open(panel.makeHref(looked), isFocused).then(() => uncover(looked));
}

/** Where the panel lies over the page, bring what is looked at to where it is not. */
function uncover({ node, edge }) {
  if (getComputedStyle(panel.element).position !== "fixed") return;
  const at = node ? page.picture.nodes.get(node) : page.picture.edges.get(edge)?.at(0.5);
  if (at) page.view.reveal(at, panel.element.getBoundingClientRect().top);
}

function close() {
  box.focus({ preventScroll: true });
  return panel.element.classList.contains("is-open") ? panel.open(panel.makeHref({})) : undefined;
}

const findAt = (place) => {
  const { x, y } = page.view.toPicture(place);
  const node = findNodeAt(page.picture, x, y);
  const edge = node ? null : findEdgeAt(page.picture, x, y, page.view.now.scale);
  return { node: node?.id ?? "", edge: edge?.id ?? "" };
};

/** Show the name and the reasons of what is pointed at, beside the pointer. */
function showTip(place) {
  const { node, edge } = page.pointed;
  tip.hidden = !node && !edge;
  box.style.cursor = tip.hidden ? "" : "pointer";
  if (tip.hidden) return;
  tip.textContent = node ? describeNode(node).replace(/,[^,]*$/u, "") : describeEdge(edge);
  const left = Math.min(place.x + 14, box.clientWidth - tip.offsetWidth - 4);
  tip.style.left = `${Math.max(left, 4)}px`;
  tip.style.top = `${box.offsetTop + place.y + 18}px`;
}

listenToPointers(page.view, box, {
  pointed(place) {
    const next = place ? findAt(place) : { node: "", edge: "" };
    const isSame = next.node === page.pointed.node && next.edge === page.pointed.edge;
    page.pointed = next;
    showTip(place);
    if (!isSame) network.redraw();
  },
  clicked(place) {
    const found = findAt(place);
    if (found.node || found.edge) open(found.node ? { node: found.node } : { edge: found.edge });
  },
});
listenToKeys(page, box);
box.addEventListener("focus", () => {
  if (!hasKeys()) return;
  pointTo({ node: page.picture.nodes.has(page.cursor.node) ? page.cursor.node : listInOrder(page.picture)[0].id });
});
box.addEventListener("blur", () => network.redraw());

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => page.view.zoom(ZOOM[button.dataset.zoom]));
}
document.querySelector("[data-fit]").addEventListener("click", () => page.view.reset());

panel.element.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-look]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  panel.open(link.href, true);
});
panel.element.addEventListener("submit", (event) => {
  event.preventDefault();
  panel.open(`${window.location.pathname}?${new URLSearchParams(new FormData(event.target))}`, true);
});
panel.element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tip.hidden = true;
  if (event.key === " " && event.target.matches?.("a[role=switch]")) {
    event.preventDefault();
    event.target.click();
  }
});

const same = (text) => text.trim().toLowerCase();
find("network-find")?.form.addEventListener("submit", (event) => {
  const wanted = same(find("network-find").value);
  const listed = [...page.picture.nodes.values()];
  const found = listed.find((node) => same(node.title) === wanted) ?? listed.find((node) => wanted && same(node.title).includes(wanted));
  if (!found) return; // then the server says where it is
  event.preventDefault();
  page.view.reveal(found);
  open({ node: found.id });
});

/** Take the picture that fits in the page now. */
function fit() {
  const room = box.parentElement.clientWidth;
  const { picture, scale } = choosePicture(data, room);
  if (picture !== page.picture) {
    page.picture = picture;
    nodes.clear();
    nodes.add([...picture.nodes.values()].map(toVisNode));
  }
  page.view.take(picture, scale, room, readPlace());
}

let width = 0;
new ResizeObserver(() => {
  if (box.parentElement.clientWidth !== width) {
    width = box.parentElement.clientWidth;
    fit();
  }
}).observe(box.parentElement);
width = box.parentElement.clientWidth;
document.body.classList.add("scripted");
fit();
box.querySelector(".vis-network").removeAttribute("tabindex");
box.querySelector("canvas").setAttribute("aria-hidden", "true");
network.once("afterDrawing", () => { box.dataset.drawn = "true"; });
network.on("beforeDrawing", drawEdges);
network.redraw();
