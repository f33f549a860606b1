// The picture as the page carries it, with all that drawing, pointing and walking through it need worked out once.

/** Where a thing stands in one of two networks that are compared. */
export const LEFT = "left";
export const RIGHT = "right";
const SVG = "http://www.w3.org/2000/svg";

/** The way of a line: to draw along, to point at, and its points, from 0 at its beginning to 1 at its end. */
function makeWay(path) {
  const measured = document.createElementNS(SVG, "path");
  measured.setAttribute("d", path);
  const length = measured.getTotalLength();
  const points = new Map(); // kept, for a line is drawn again with each move
  function at(part) {
    if (!points.has(part)) points.set(part, measured.getPointAtLength(length * part));
    return points.get(part);
  }
  return { shape: new Path2D(path), length, at };
}

/** A picture of *data*: its nodes and edges by id, and of each node the edges that it has, as they are drawn. */
export function makePicture(data) {
  const nodes = new Map(data.nodes.map((node) => [node.id, { ...node, edges: [] }]));
  const edges = new Map();
  for (const about of data.edges) {
    const edge = { ...about, ...makeWay(about.path) };
    edges.set(edge.id, edge);
    for (const end of new Set([edge.from, edge.to])) nodes.get(end).edges.push(edge);
  }
  return { ...data, nodes, edges };
}

/** The other end of *edge* than the node *id*. */
export const findOther = (edge, id) => (edge.from === id ? edge.to : edge.from);

/** The ids of the nodes that *node* has an edge with; an edge to itself counts for none. */
export const listNeighbours = (node) =>
  [...new Set(node.edges.map((edge) => findOther(edge, node.id)))].filter((id) => id !== node.id);

/** What is lit together with a node, or with a line: itself and what it is tied to. */
export function lightAround(picture, { node, edge }) {
  if (edge && picture.edges.has(edge)) {
    const { from, to } = picture.edges.get(edge);
    return { nodes: new Set([from, to]), edges: new Set([edge]), marked: edge };
  }
  if (node && picture.nodes.has(node)) {
    const around = picture.nodes.get(node);
    return { nodes: new Set([node, ...listNeighbours(around)]), edges: new Set(around.edges.map((it) => it.id)), marked: node };
  }
  return null;
}

const measuring = document.createElement("canvas").getContext("2d");
/** How far from a line, in pixels of the screen, one may point and still mean it. */
const NEAR = [1, 4, 8];

/** The line at (*x*, *y*) of *picture*, seen at *scale*: the nearest of those within reach, the last drawn first. */
export function findEdgeAt(picture, x, y, scale) {
  const edges = [...picture.edges.values()].reverse();
  for (const near of NEAR) {
    for (const edge of edges) {
      measuring.lineWidth = edge.width + (2 * near) / scale;
      if (measuring.isPointInStroke(edge.shape, x, y)) return edge;
    }
  }
  return null;
}

/** The node at (*x*, *y*) of *picture*: in its symbol, or in its label. */
export function findNodeAt(picture, x, y) {
  for (const node of picture.nodes.values()) {
    const [symbol, box] = [node.symbol, node.box];
    const inSymbol = Math.hypot(x - node.x - symbol[0], y - node.y - symbol[1]) <= symbol[2] + 3;
    const inBox = x >= node.x + box[0] && x <= node.x + box[0] + box[2] && y >= node.y + box[1] && y <= node.y + box[1] + box[3];
    if (inSymbol || inBox) return node;
  }
  return null;
}
