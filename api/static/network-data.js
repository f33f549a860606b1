// The pictures of a network as the server packed them for the page (`api/networks/packing.py`), unpacked.

function unpackNode([id, title, kind, side, opens, shape, color], [numbers, anchor, lines]) {
  const [x, y, width, height, dx, dy, radius, ...box] = numbers;
  const places = { x, y, whole: [width, height], symbol: [dx, dy, radius], box };
  return { id, title, kind, side, opens, shape, color, ...places, anchor, lines };
}

function unpackEdge(data, [one, other, basis, side, width, weight, about], path) {
  const [from, to] = [data.nodes[one][0], data.nodes[other][0]];
  return {
    id: `${from} ${to} ${basis} ${side}`, from, to, basis, side, width, weight, path,
    about: about.map((place) => data.abouts[place]),
  };
}

/** The picture called *name* in *data*: its size, its nodes and its edges, each with its own id. */
export function unpackPicture(data, name) {
  const { width, height, nodes, paths } = data[name];
  return {
    width, height, directed: data.directed,
    nodes: data.nodes.map((node, place) => unpackNode(node, nodes[place])),
    edges: data.edges.map((edge, place) => unpackEdge(data, edge, paths[place])),
  };
}
