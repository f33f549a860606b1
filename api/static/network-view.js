// Where one looks: which picture, how large its box is, how far in, and what a wheel, a mouse and two fingers do to it.
import { unpackPicture } from "./network-data.js";
import { makePicture } from "./network-picture.js";

export const LEAST = 0.5;
export const MOST = 4;
const WIDEST_FIRST = 1.25; // how much larger than laid out a picture is where there is room
const WIDE = 640; // pixels from which on there is room for the wide picture
const STEP = 1.1; // of a turn of the wheel
const MANY = 60; // nodes, from which on a picture is not drawn again with each move
const SETTLED = 120; // milliseconds without a move after which it is
const STILL = 4; // pixels that a mouse may move within a click

const round = (value, parts) => Math.round(value * parts) / parts;
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** The picture that fits in *room* pixels, and the scale at which it is shown at first: letters keep their size. */
export function choosePicture(data, room) {
  const name = room >= WIDE ? "wide" : "narrow";
  data.made ??= {};
  data.made[name] ??= makePicture(unpackPicture(data, name));
  const picture = data.made[name];
  return { picture, scale: clamp(room / picture.width, 1, WIDEST_FIRST) };
}

/**
 * The view of *network* in *box*: it is moved and scaled here alone, and *changed* hears of each move.
 *
 * A picture of much is not drawn again with each move: the browser moves what was drawn, until one stops.
 */
export class View {
  #drawn = null; // the view that is drawn; it is moved on from there
  #timer = 0;

  constructor(network, box, changed) {
    Object.assign(this, { network, box, changed, first: { scale: 1, x: 0, y: 0 }, picture: null, now: null });
    this.canvas = box.querySelector("canvas");
  }

  /** Take *picture* at the scale *first*, give the box its height, and look at *wanted*, or else at all of it. */
  take(picture, scale, room, wanted) {
    this.picture = picture;
    const [width, height] = [Math.max(room, Math.ceil(picture.width * scale)), Math.ceil(picture.height * scale)];
    this.first = { scale, x: picture.width / 2, y: picture.height / 2 };
    this.network.setSize(`${width}px`, `${height}px`);
    this.moveTo(wanted ?? this.first, false);
  }

  get isFirst() {
    return Object.entries(this.first).every(([name, value]) => Math.abs(this.now[name] - value) < 0.005);
  }

  /** Look from *scale*, *x* and *y*, as the address says it, so that it leads back to the same pixels. */
  moveTo({ scale, x, y }, said = true) {
    const [across, down] = [clamp(x, 0, this.picture.width), clamp(y, 0, this.picture.height)];
    const inside = clamp(scale, LEAST, MOST);
    this.now = said ? { scale: round(inside, 1000), x: round(across, 10), y: round(down, 10) } : { scale: inside, x: across, y: down };
    clearTimeout(this.#timer);
    if (!said || this.picture.nodes.size <= MANY) this.draw();
    else {
      const { scale: before, x: left, y: top } = this.#drawn;
      const moved = [(left - this.now.x) * this.now.scale, (top - this.now.y) * this.now.scale];
      this.canvas.style.transform = `translate(${moved[0]}px, ${moved[1]}px) scale(${this.now.scale / before})`;
      this.#timer = setTimeout(() => this.draw(), SETTLED);
    }
    if (said) this.changed();
  }

  /** Draw the view that is now. */
  draw() {
    const { scale, x, y } = this.now;
    this.#drawn = this.now;
    this.network.moveTo({ scale, position: { x, y }, animation: false });
    if (this.canvas.style.transform) {
      this.network.redraw();
      this.canvas.style.transform = "";
    }
  }

  /** Where in the picture *place* in the box is. */
  toPicture({ x, y }) {
    const { width, height } = this.box.getBoundingClientRect();
    return { x: this.now.x + (x - width / 2) / this.now.scale, y: this.now.y + (y - height / 2) / this.now.scale };
  }

  /** Where in the box *place* in the picture is. */
  toBox({ x, y }) {
    const { width, height } = this.box.getBoundingClientRect();
    return { x: width / 2 + (x - this.now.x) * this.now.scale, y: height / 2 + (y - this.now.y) * this.now.scale };
  }

  /** Scale by *factor*, with what is at *place* in the box staying there; its middle, where none is named. */
  zoom(factor, place) {
    const now = this.now;
    const scale = clamp(now.scale * factor, LEAST, MOST);
    const fixed = place ? this.toPicture(place) : now;
    const part = now.scale / scale;
    this.moveTo({ scale, x: fixed.x + (now.x - fixed.x) * part, y: fixed.y + (now.y - fixed.y) * part });
  }

  pan(dx, dy) {
    const { scale, x, y } = this.now;
    this.moveTo({ scale, x: x - dx / scale, y: y - dy / scale });
  }

  reset() {
    this.moveTo(this.first);
  }

  /** Make sure that what is at (*x*, *y*) of the picture is in the box, and the box there in the window, above *floor*. */
  reveal({ x, y }, floor = window.innerHeight) {
    const inside = this.toBox({ x, y });
    const { width, height } = this.box.getBoundingClientRect();
    if (inside.x < 0 || inside.y < 0 || inside.x > width || inside.y > height) this.moveTo({ ...this.now, x, y });
    const { top } = this.box.getBoundingClientRect();
    const place = top + this.toBox({ x, y }).y;
    if (place < 40 || place > floor - 40) window.scrollBy({ top: place - floor / 2 });
  }
}

const placeIn = (box, { clientX, clientY }) => {
  const { left, top } = box.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
};

/** Ctrl and the wheel scale; the wheel alone scrolls the page, as everywhere. */
function listenToWheel(view, box) {
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    view.zoom(event.deltaY < 0 ? STEP : 1 / STEP, placeIn(box, event));
  }, { passive: false });
}

/** A mouse that is dragged moves the picture; *pointed* hears where one points, and *clicked* where one clicks. */
function listenToMouse(view, box, { pointed, clicked }) {
  let from = null;
  let dragged = false;
  box.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType === "mouse" && event.button === 0) from = { x: event.clientX, y: event.clientY };
  });
  box.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse") return;
    if (!from) return pointed(placeIn(box, event));
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!dragged && Math.hypot(dx, dy) <= STILL) return;
    if (!dragged) box.setPointerCapture(event.pointerId);
    dragged = true;
    pointed(null);
    from = { x: event.clientX, y: event.clientY };
    view.pan(dx, dy);
  });
  for (const name of ["pointerup", "pointercancel"]) box.addEventListener(name, () => { from = null; });
  box.addEventListener("pointerleave", () => pointed(null));
  box.addEventListener("click", (event) => {
    if (!dragged) clicked(placeIn(box, event));
    dragged = false;
  });
}

/** Two fingers scale and move the picture; one scrolls the page. */
function listenToFingers(view, box) {
  let last = null;
  const measure = ([one, other]) => ({
    far: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    clientX: (one.clientX + other.clientX) / 2,
    clientY: (one.clientY + other.clientY) / 2,
  });
  box.addEventListener("touchstart", (event) => {
    last = event.touches.length === 2 ? measure(event.touches) : null;
    if (last) event.preventDefault();
  }, { passive: false });
  box.addEventListener("touchmove", (event) => {
    if (!last || event.touches.length !== 2) return;
    event.preventDefault();
    const next = measure(event.touches);
    view.zoom(next.far / last.far, placeIn(box, next));
    view.pan(next.clientX - last.clientX, next.clientY - last.clientY);
    last = next;
  }, { passive: false });
  for (const name of ["touchend", "touchcancel"]) box.addEventListener(name, () => { last = null; });
}

export function listenToPointers(view, box, heard) {
  listenToWheel(view, box);
  listenToMouse(view, box, heard);
  listenToFingers(view, box);
}
