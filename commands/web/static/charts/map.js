/** A map of scenarios: its cells in their colours, and two sliders that go over the grid and say what a cell says. */
import { inksOf, whenInksChange } from "./inks.js";
import { element } from "./say.js";

/** The room over the map for the names of its columns. */
const TOP = 22;

/** A slider over the values of an axis, with its title and the value that it stands at. */
function slider(axis, at) {
  const label = element("label", "", "chart-slider");
  const input = element("input");
  const said = element("output", axis.values[at]);
  Object.assign(input, { type: "range", min: 0, max: axis.values.length - 1, step: 1, value: at });
  label.append(element("span", axis.title), input, said);
  const told = () => {
    said.value = axis.values[input.value];
    input.setAttribute("aria-valuetext", said.value);
  };
  told();
  return { label, input, told };
}

/** The scale of the colours, with the lowest, the middle and the highest figure below it. */
function scale(chart) {
  const made = element("div", "", "chart-scale");
  const bar = element("div", "", "chart-bar");
  for (const [colour] of chart.colours) {
    const part = element("i");
    part.style.background = colour;
    bar.append(part);
  }
  if (chart.base_at !== null) {
    const base = element("b");
    base.style.left = `${chart.base_at}%`;
    bar.append(base);
  }
  const says = element("div", "", "chart-ends");
  says.append(...chart.scale.map((one) => element("span", one)));
  made.append(bar, says, element("p", chart.base, "chart-caption"));
  return made;
}

class LiveMap {
  constructor(chart, room) {
    this.chart = chart;
    const [row, column] = chart.base_cell ?? [0, 0];
    this.down = slider(chart.down, row);
    this.across = slider(chart.across, column);
    this.canvas = element("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", chart.describes);
    this.said = element("output", "", "chart-figure");
    this.said.setAttribute("aria-live", "polite");
    const figure = element("p", "", "chart-result");
    figure.append(element("span", chart.figure), this.said);
    const sliders = element("div", "", "chart-sliders");
    sliders.append(this.down.label, this.across.label);
    this.room = element("div", "", "chart-map");
    this.room.append(this.canvas);
    room.append(sliders, figure, this.room, scale(chart));
    this.#listen();
    this.show();
  }

  /** The cell at which the sliders stand. */
  get cell() {
    return [Number(this.down.input.value), Number(this.across.input.value)];
  }

  show() {
    const [row, column] = this.cell;
    this.down.told();
    this.across.told();
    this.said.value = this.chart.says[row][column];
    this.draw();
  }

  draw() {
    const { down, across } = this.chart;
    const width = Math.max(240, Math.floor(this.room.clientWidth));
    const dot = devicePixelRatio;
    const ctx = this.canvas.getContext("2d");
    const inks = inksOf(this.room);
    ctx.font = inks.font;
    const longest = Math.max(...down.values.map((name) => ctx.measureText(name).width));
    // the names of the rows have room beside the map, or none
    this.left = longest + 10 < width / 4 ? longest + 10 : 0;
    const cells = Math.round(Math.min(420, Math.max(160, down.values.length * 34)));
    const height = cells + TOP;
    Object.assign(this.canvas, { width: width * dot, height: height * dot });
    this.canvas.style.height = `${height}px`;
    ctx.scale(dot, dot);
    Object.assign(ctx, { font: inks.font, textBaseline: "middle" });
    this.size = [(width - this.left) / across.values.length, cells / down.values.length];
    this.#names(ctx, inks);
    this.#cells(ctx, inks);
    if (this.chart.base_cell) this.#frame(ctx, this.chart.base_cell, inks.tones.wrong, 2);
    this.#frame(ctx, this.cell, inks.paper, 5);
    this.#frame(ctx, this.cell, inks.ink, 2.5);
  }

  /** Beside the rows and over the columns their values, so many as have room. */
  #names(ctx, inks) {
    const [wide, high] = this.size;
    ctx.fillStyle = inks.soft;
    ctx.textAlign = "right";
    const rows = Math.ceil(15 / high);
    this.chart.down.values.forEach((name, row) => {
      if (this.left && row % rows === 0) ctx.fillText(name, this.left - 8, TOP + (row + 0.5) * high);
    });
    ctx.textAlign = "center";
    const longest = Math.max(...this.chart.across.values.map((name) => ctx.measureText(name).width));
    const columns = Math.ceil((longest + 10) / wide);
    this.chart.across.values.forEach((name, column) => {
      if (column % columns === 0 || columns === 1) ctx.fillText(name, this.left + (column + 0.5) * wide, TOP / 2);
    });
  }

  #cells(ctx, inks) {
    const [wide, high] = this.size;
    const roomy = high >= 18 && this.chart.says.every((row) => row.every((one) => ctx.measureText(one).width + 8 <= wide));
    const gap = wide > 6 && high > 6 ? 1 : 0;
    this.chart.colour.forEach((row, down) =>
      row.forEach((colour, across) => {
        const [x, y] = [this.left + across * wide, TOP + down * high];
        const [fill, ink] = colour === null ? [inks.rule, inks.ink] : this.chart.colours[colour];
        ctx.fillStyle = fill;
        ctx.fillRect(x, y, wide - gap, high - gap);
        if (!roomy) return;
        ctx.fillStyle = ink;
        ctx.fillText(this.chart.says[down][across], x + wide / 2, y + high / 2);
      }),
    );
  }

  #frame(ctx, [row, column], colour, width) {
    const [wide, high] = this.size;
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.strokeRect(this.left + column * wide + 1.5, TOP + row * high + 1.5, wide - 4, high - 4);
  }

  #listen() {
    for (const { input } of [this.down, this.across]) input.addEventListener("input", () => this.show());
    this.canvas.addEventListener("click", (event) => {
      const box = this.canvas.getBoundingClientRect();
      const [wide, high] = this.size;
      // a place beside the map is that of the cell next to it: a slider goes no further than its ends
      this.down.input.value = Math.floor((event.clientY - box.top - TOP) / high);
      this.across.input.value = Math.floor((event.clientX - box.left - this.left) / wide);
      this.show();
    });
    let width = 0;
    new ResizeObserver(([entry]) => {
      if (entry.contentRect.width === width) return;
      width = entry.contentRect.width;
      this.draw();
    }).observe(this.room);
    whenInksChange(() => this.draw());
  }
}

/** @param {any} chart @param {HTMLElement} room @returns {LiveMap} */
export const drawMap = (chart, room) => new LiveMap(chart, room);
