/** A chart of curves on the page: drawn, drawn anew as its room changes, pointed at, and gone through with the keys. */
import { inksOf, whenInksChange } from "./inks.js";
import { inOrder, nearest } from "./marks.js";
import { plotOf, scaleOf } from "./plot.js";
import { Say, element } from "./say.js";

const CLOSE = 24;
const KEYS = "Left and right go from mark to mark, Home and End to the first and the last, Enter opens one; plus and minus show less or more time, zero all of it.";
let numbered = 0;

/** @param {HTMLElement} room */
function sizeOf(room) {
  const width = Math.max(240, Math.floor(room.clientWidth));
  return { width, height: Math.round(Math.min(400, Math.max(240, width * 0.42))) };
}

/** What stands over the chart: what its heights are, and a button where they can be in equal ratios. */
function head(chart, toggled) {
  const made = element("div", "", "chart-head");
  made.append(element("span", chart.unit, "chart-unit"));
  if (chart.log) {
    const button = element("button", "log scale", "chart-log");
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(pressed));
      toggled(pressed);
    });
    made.append(button);
  }
  return made;
}

function legend(chart) {
  const list = element("ul", "", "chart-legend");
  chart.curves.forEach((curve, number) => {
    const item = element("li", curve.name);
    item.prepend(element("i", "", `chart-swatch of-${number % 8} ${chart.kind === "parts" ? "" : `dash-${number % 3}`}`));
    list.append(item);
  });
  return list;
}

/** The place that can be pointed at and that takes the keys. */
function focusable(chart) {
  const made = element("div", "", "chart-plot");
  const hint = element("p", KEYS, "chart-hint");
  hint.id = `chart-hint-${(numbered += 1)}`;
  made.tabIndex = 0;
  made.setAttribute("role", "group");
  made.setAttribute("aria-roledescription", "chart");
  made.setAttribute("aria-label", [chart.title, chart.describes].filter(Boolean).join(". "));
  made.setAttribute("aria-describedby", hint.id);
  return [made, hint];
}

/** A chart of curves, while it is on the page. */
class Live {
  constructor(chart, room) {
    this.chart = chart;
    this.scale = scaleOf(chart);
    this.order = inOrder(chart.marks);
    this.shown = -1;
    this.ratios = false;
    const [plot, hint] = focusable(chart);
    this.room = plot;
    room.append(head(chart, (pressed) => this.#rescale(pressed)), plot, hint);
    if (chart.curves.length > 1) room.append(legend(chart));
    if (chart.caption) room.append(element("p", chart.caption, "chart-caption"));
    this.draw();
    this.#listen();
  }

  /** Draws it as large as its room is, and shows what was seen and shown before. */
  draw() {
    const seen = this.plot && this.zoomed ? { min: this.plot.scales.x.min, max: this.plot.scales.x.max } : null;
    this.plot?.destroy();
    this.say?.remove();
    const made = plotOf(this.chart, this.room, inksOf(this.room), sizeOf(this.room), this.ratios, seen);
    this.plot = made.plot;
    this.whole = made.whole;
    this.say = new Say(this.room, this.plot.over);
    this.#points();
    if (this.shown >= 0) this.show(this.shown);
  }

  get zoomed() {
    const { min, max } = this.plot.scales.x;
    return min > this.whole.min || max < this.whole.max;
  }

  /** Shows the mark with this number in the order, and brings it into sight. */
  show(number) {
    this.shown = number;
    const { set, at } = this.order[number];
    const marks = this.chart.marks[set];
    const [x, y] = [marks.x[at] * this.scale, marks.y[at]];
    this.#bring(x);
    const named = this.chart.kind === "steps" && this.chart.curves.length > 1 ? this.chart.curves[marks.curve].name : "";
    const up = y === null ? null : this.plot.valToPos(y, "y");
    this.say.show(named, marks, at, this.chart.kind !== "steps", this.plot.valToPos(x, "x"), up);
    const detail = { number, set, at, title: marks.titles[at], href: marks.href?.[at] ?? "" };
    this.room.dispatchEvent(new CustomEvent("chart:mark", { bubbles: true, detail }));
  }

  hide() {
    this.shown = -1;
    this.say.hide();
  }

  /** Shows these days, at once: where a mark lies is asked right after. */
  #see(seen) {
    this.plot.batch(() => this.plot.setScale("x", seen));
  }

  /** Shades what lies between two places. */
  between(from, to) {
    this.chart.between = [from, to];
    this.plot.redraw(false);
  }

  /** Goes where a mark leads, which is never another host. */
  follow(apart = false) {
    if (this.shown < 0) return;
    const { set, at } = this.order[this.shown];
    const href = this.chart.marks[set].href?.[at];
    const to = href ? new URL(href, location.href) : null;
    if (!to || to.origin !== location.origin) return;
    if (apart) open(to, "_blank", "noopener");
    else location.assign(to);
  }

  #bring(x) {
    const { min, max } = this.plot.scales.x;
    if (x >= min && x <= max) return;
    const half = (max - min) / 2;
    this.#see({ min: x - half, max: x + half });
  }

  /** Shows so many times as much of the time, around the mark that is shown. */
  #zoom(times) {
    if (!this.chart.across.days) return;
    const { min, max } = this.plot.scales.x;
    const shown = this.order[this.shown];
    const middle = shown ? this.chart.marks[shown.set].x[shown.at] * this.scale : (min + max) / 2;
    const half = ((max - min) / 2) * times;
    const seen = { min: Math.max(this.whole.min, middle - half), max: Math.min(this.whole.max, middle + half) };
    this.#see(times ? seen : this.whole);
    if (shown) this.show(this.shown);
  }

  #rescale(pressed) {
    this.ratios = pressed;
    this.draw();
  }

  #nearest(event) {
    const box = this.plot.over.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const far = (x) => Math.abs(this.plot.valToPos(x * this.scale, "x") - left);
    const high = (y) => (y === null ? 0 : Math.abs(this.plot.valToPos(y, "y") - top));
    const found = nearest(this.chart.marks, this.plot.posToVal(left, "x") / this.scale, far, high);
    if (!found) return null;
    return { number: this.#numberOf(found), distance: found.distance };
  }

  #numberOf({ set, at }) {
    // of one set the order is its own
    if (this.chart.marks.length === 1) return at;
    return this.order.findIndex((one) => one.set === set && one.at === at);
  }

  /** Pointing: what is nearest is shown, and a click on it leads on; with a finger only the second one does. */
  #points() {
    const { over } = this.plot;
    let down = null;
    let fresh = false;
    over.addEventListener("pointermove", (event) => event.buttons || this.#point(event));
    over.addEventListener("pointerdown", (event) => {
      down = [event.clientX, event.clientY];
      fresh = event.pointerType === "touch" && this.#point(event);
    });
    over.addEventListener("click", (event) => {
      const dragged = down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 5;
      const found = dragged || fresh ? null : this.#nearest(event);
      if (!found || found.distance > CLOSE) return;
      this.show(found.number);
      this.follow(event.ctrlKey || event.metaKey);
    });
    over.addEventListener("pointerleave", (event) => event.pointerType === "touch" || this.hide());
  }

  /** Shows what is nearest; whether that is another mark than before. */
  #point(event) {
    const found = this.#nearest(event);
    if (!found || found.number === this.shown) return false;
    this.show(found.number);
    return true;
  }

  #listen() {
    const keys = {
      ArrowRight: () => this.#go(this.shown + 1),
      ArrowLeft: () => this.#go(this.shown < 0 ? this.order.length - 1 : this.shown - 1),
      PageDown: () => this.#go(this.shown + 10),
      PageUp: () => this.#go(this.shown - 10),
      Home: () => this.#go(0),
      End: () => this.#go(this.order.length - 1),
      Enter: () => this.follow(),
      Escape: () => this.hide(),
      "+": () => this.#zoom(0.5),
      "-": () => this.#zoom(2),
      0: () => this.#zoom(0),
    };
    this.room.addEventListener("keydown", (event) => {
      const does = event.ctrlKey || event.metaKey || event.altKey ? null : keys[event.key];
      if (!does) return;
      event.preventDefault();
      event.stopPropagation();
      does();
    });
    this.room.addEventListener("blur", () => this.hide());
    new ResizeObserver(() => this.#fit()).observe(this.room);
    whenInksChange(() => this.draw());
  }

  #go(number) {
    if (this.order.length) this.show(Math.min(Math.max(number, 0), this.order.length - 1));
  }

  #fit() {
    const size = sizeOf(this.room);
    if (size.width === this.plot.width) return;
    this.plot.setSize(size);
    if (this.shown >= 0) this.show(this.shown);
  }
}

/** @param {any} chart @param {HTMLElement} room @returns {Live} */
export const drawCurves = (chart, room) => new Live(chart, room);
