// What stands in for `network-panel.js` in a file that has no server to ask: what one looks at is lit, and said.

import { unpackPicture } from "./network-data.js";

/** What *looked* at lights in *picture*: a node and what it is tied to, or an edge and its ends; null for neither. */
function findLit(picture, { node, edge }) {
  const edges = picture.edges.filter((it) => (edge ? it.id === edge : it.from === node || it.to === node));
  if (edge ? !edges.length : !picture.nodes.some((it) => it.id === node)) return null;
  const ends = edges.flatMap((it) => [it.from, it.to]);
  return { nodes: [...new Set(edge ? ends : [node, ...ends])], edges: edges.map((it) => it.id), marked: edge || node };
}

/** The name of what is *lit* in *picture*: of the node, or of both ends of the edge. */
function findName(picture, lit) {
  const names = new Map(picture.nodes.map((it) => [it.id, it.title]));
  return names.get(lit.marked) ?? lit.nodes.map((id) => names.get(id)).join(" – ");
}

/** The panel of a page: *changed* hears what is looked at; nothing of it is in the address. */
export class Panel {
  constructor(element, path, changed) {
    this.element = element ?? document.createElement("aside");
    this.changed = changed;
    this.lit = null;
    this.picture = unpackPicture(JSON.parse(document.getElementById("network-data").textContent), "wide");
  }

  makeHref(looked) {
    return JSON.stringify(looked);
  }

  async open(href) {
    this.lit = findLit(this.picture, JSON.parse(href));
    this.element.classList.toggle("is-open", Boolean(this.lit));
    this.changed(this.lit ? findName(this.picture, this.lit) : "");
  }

  remember() {}
}

export const readPlace = () => null;
