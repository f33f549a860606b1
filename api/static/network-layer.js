// All lines of a picture as one layer: drawn once for a view, so that pointing at things does not draw each again.
import { DIM, drawEdge } from "./network-drawing.js";

const PLAIN = { isDim: false, isLit: false, isMarked: false, isCursor: false };

export class Layer {
  #canvas = document.createElement("canvas");
  #ctx = this.#canvas.getContext("2d");
  #drawn = ""; // how large the layer is, and how the picture on it is seen
  #picture = null;

  /** Put the lines of *picture* on *ctx*, faint where something else is lit. */
  show(ctx, picture, isDim) {
    const [view, { width, height }] = [ctx.getTransform(), ctx.canvas];
    const wanted = [view, width, height].join(" ");
    if (picture !== this.#picture || wanted !== this.#drawn) {
      Object.assign(this.#canvas, { width, height }); // which clears it
      this.#ctx.setTransform(view);
      for (const edge of picture.edges.values()) drawEdge(this.#ctx, edge, picture.directed, PLAIN);
      [this.#picture, this.#drawn] = [picture, wanted];
    }
    ctx.save();
    ctx.resetTransform();
    ctx.globalAlpha = isDim ? DIM : 1;
    ctx.drawImage(this.#canvas, 0, 0);
    ctx.restore();
  }
}
