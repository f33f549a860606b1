// Draw the nodes and lines of a picture on a canvas. Shape says the same as colour, and dash and mark say the basis.
import { LEFT, RIGHT } from "./network-picture.js";

const INK = "#1d2a33";
const PAPER = "#ffffff";
const LINE = "#6b7780";
const ACCENT = "#0f5e6e";
const CURSOR = "#d98e04";
const SIZE = 14; // pixels that letters are high, as in the picture that the server laid out
export const DIM = 0.14; // how much is left of what is not looked at
/** How a line is dashed by what it rests on; what is stated or agreed is whole. */
const DASHES = { implied: [11, 5], derived: [0.1, 4.5] };
const SIDES = { [LEFT]: "#0f5e6e", [RIGHT]: "#a03a00" };

/** The corners of a shape within a circle of one, in the order in which one goes round. */
const turn = (count, from, deep = 0) => Array.from({ length: deep ? 2 * count : count }, (_, step) => {
  const angle = from + (2 * Math.PI * step) / (deep ? 2 * count : count);
  const far = deep && step % 2 ? deep : 1;
  return [far * Math.cos(angle), far * Math.sin(angle)];
});
const UP = -Math.PI / 2;
const CORNERS = {
  square: turn(4, Math.PI / 4), diamond: turn(4, UP), triangle: turn(3, UP), triangleDown: turn(3, -UP),
  hexagon: turn(6, 0), star: turn(5, UP, 0.45),
};

function traceSymbol(ctx, shape, x, y, radius) {
  ctx.beginPath();
  const corners = CORNERS[shape];
  if (!corners) return ctx.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [place, [dx, dy]] of corners.entries()) {
    if (place) ctx.lineTo(x + radius * dx, y + radius * dy);
    else ctx.moveTo(x + radius * dx, y + radius * dy);
  }
  ctx.closePath();
}

/** The symbol; one that is only in one of two compared networks is filled on that side alone. */
function drawSymbol(ctx, node) {
  const [dx, dy, radius] = node.symbol;
  const [x, y] = [node.x + dx, node.y + dy];
  traceSymbol(ctx, node.shape, x, y, radius);
  ctx.fillStyle = node.side === LEFT || node.side === RIGHT ? PAPER : node.color;
  ctx.strokeStyle = PAPER;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.fill();
  if (node.side === LEFT || node.side === RIGHT) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(node.side === LEFT ? x - 2 * radius : x, y - 2 * radius, 2 * radius, 4 * radius);
    ctx.clip();
    traceSymbol(ctx, node.shape, x, y, radius);
    ctx.fillStyle = node.color;
    ctx.fill();
    ctx.restore();
  }
  traceSymbol(ctx, node.shape, x, y, radius);
  ctx.strokeStyle = node.color;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  if (node.opens) { // it stands for several, and opens: a plus
    ctx.beginPath();
    ctx.moveTo(x - radius / 2, y);
    ctx.lineTo(x + radius / 2, y);
    ctx.moveTo(x, y - radius / 2);
    ctx.lineTo(x, y + radius / 2);
    ctx.strokeStyle = PAPER;
    ctx.lineWidth = 2;
    ctx.stroke();
  }
}

/** The lines of the label, each within the width that the picture keeps for it, whatever the font. */
function drawLabel(ctx, node, font) {
  const [left, top, width, height] = node.box;
  const row = height / Math.max(node.lines.length, 1);
  const x = node.x + left + { start: 0, middle: width / 2, end: width }[node.anchor];
  ctx.font = `${SIZE}px ${font}`;
  ctx.textAlign = { start: "left", middle: "center", end: "right" }[node.anchor];
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = PAPER;
  ctx.fillStyle = INK;
  for (const [place, line] of node.lines.entries()) {
    const y = node.y + top + row * (place + 0.5);
    ctx.strokeText(line, x, y, width);
    ctx.fillText(line, x, y, width);
  }
}

/** A frame round symbol and label: thick and orange where the keys are, thin where it is looked at. */
function drawFrame(ctx, node, { isCursor, isMarked }) {
  if (!isCursor && !isMarked) return;
  const [width, height] = node.whole;
  ctx.beginPath();
  ctx.roundRect(node.x - width / 2 - 4, node.y - height / 2 - 2, width + 8, height + 4, 5);
  ctx.strokeStyle = isCursor ? CURSOR : ACCENT;
  ctx.lineWidth = isCursor ? 3 : 1.5;
  ctx.stroke();
}

export function drawNode(ctx, node, look) {
  ctx.save();
  ctx.globalAlpha = look.isDim ? DIM : 1;
  ctx.setLineDash([]);
  drawSymbol(ctx, node);
  drawLabel(ctx, node, look.font);
  drawFrame(ctx, node, look);
  ctx.restore();
}

/** An arrow at part *part* of the way, in its direction. */
function drawArrow(ctx, edge, part) {
  const [before, here] = [edge.at(Math.max(part - 4 / Math.max(edge.length, 8), 0)), edge.at(part)];
  const size = 5 + edge.width;
  ctx.save();
  ctx.translate(here.x, here.y);
  ctx.rotate(Math.atan2(here.y - before.y, here.x - before.x));
  ctx.beginPath();
  ctx.moveTo(size, 0);
  ctx.lineTo(-size / 2, size / 1.5);
  ctx.lineTo(-size / 2, -size / 1.5);
  ctx.closePath();
  ctx.fill();
  ctx.restore();
}

/** What stands on a line: a square where it is agreed, and half a disc on the side where it is alone. */
function drawMarks(ctx, edge, colour) {
  ctx.fillStyle = colour;
  if (edge.basis === "agreed") {
    const { x, y } = edge.at(0.5);
    const half = 3 + edge.width / 2;
    ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
  }
  if (edge.side === LEFT || edge.side === RIGHT) {
    const { x, y } = edge.at(0.36);
    ctx.beginPath();
    ctx.arc(x, y, 6, 0, 2 * Math.PI);
    ctx.fillStyle = PAPER;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5;
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, 6, Math.PI / 2, -Math.PI / 2, edge.side === RIGHT);
    ctx.fillStyle = colour;
    ctx.fill();
  }
}

export function drawEdge(ctx, edge, directed, { isDim, isLit, isMarked, isCursor }) {
  const colour = isCursor ? CURSOR : isLit || isMarked ? ACCENT : SIDES[edge.side] ?? LINE;
  ctx.save();
  ctx.globalAlpha = isDim ? DIM : 1;
  ctx.strokeStyle = colour;
  ctx.lineCap = edge.basis === "derived" ? "round" : "butt";
  ctx.lineWidth = Math.max(edge.width, edge.basis === "derived" ? 2 : 1.25) + (isMarked || isCursor ? 1.5 : 0);
  ctx.setLineDash((DASHES[edge.basis] ?? []).map((it, place) => (place ? it + ctx.lineWidth : it)));
  ctx.stroke(edge.shape);
  ctx.setLineDash([]);
  ctx.fillStyle = colour;
  if (directed && edge.from !== edge.to) drawArrow(ctx, edge, edge.basis === "agreed" ? 0.66 : 0.55);
  drawMarks(ctx, edge, colour);
  ctx.restore();
}
