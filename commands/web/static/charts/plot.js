/** A document as uPlot draws it: the points of all curves side by side, axes with the words of the document, marks. */
import uPlot from "../vendor/uPlot.esm.js";
import { thinned } from "./marks.js";

const DAY = 86400;
const DASHES = [[], [7, 4], [2, 3]];
const DAYS = [1, 2, 7, 30, 60, 90, 180, 365, 730, 1825, 3650, 9125, 18250, 36500].map((days) => days * DAY);

/** What a day is on the axis of uPlot, which counts seconds; an amount is what it is. */
export const scaleOf = (chart) => (chart.across.days ? DAY : 1);

/**
 * The points of several curves in steps beside each other: where one has none it is as high as before, and where several
 * lie at one place all of them are kept.
 * @param {{x: number[], y: (number|null)[]}[]} curves @returns {number[][]}
 */
export function together(curves) {
  const rows = curves.map(() => []);
  const across = [];
  const next = curves.map(() => 0);
  for (;;) {
    const x = Math.min(...curves.map((curve, number) => curve.x[next[number]] ?? Infinity));
    if (x === Infinity) return [across, ...rows];
    const ends = curves.map((curve, number) => {
      let end = next[number];
      while (curve.x[end] === x) end += 1;
      return end;
    });
    const most = Math.max(...ends.map((end, number) => end - next[number]));
    for (let row = 0; row < most; row += 1) {
      across.push(x);
      curves.forEach((curve, number) => {
        const at = Math.min(next[number] + row, ends[number] - 1);
        rows[number].push(at < 0 ? null : curve.y[at]);
      });
    }
    ends.forEach((end, number) => (next[number] = end));
  }
}

/** A day as it is written, shorter where the lines are months or years apart. */
function dayNames(splits, apart) {
  const letters = apart >= 365 * DAY ? 4 : apart >= 28 * DAY ? 7 : 10;
  return splits.map((seconds) => new Date(seconds * 1000).toISOString().slice(0, letters));
}

/** So many of the lines that what stands beside them has room. */
function roomy(ticks, labels, width, letters) {
  const every = Math.max(1, Math.ceil((ticks.length * letters) / Math.max(1, width)));
  return [ticks.filter((_, at) => at % every === 0), labels.filter((_, at) => at % every === 0)];
}

function axisAcross(chart, inks) {
  const axis = { stroke: inks.soft, font: inks.font, size: 34, gap: 8, grid: { show: false } };
  const ticks = { stroke: inks.rule, width: 1, size: 5 };
  if (chart.across.days) {
    const values = (_, splits, __, ___, apart) => dayNames(splits, apart);
    return { ...axis, ticks, incrs: DAYS, space: 88, values };
  }
  const longest = 7 * Math.max(...chart.across.labels.map((label) => label.length)) + 24;
  const shown = (plot) => roomy(chart.across.ticks, chart.across.labels, plot.bbox.width / devicePixelRatio, longest);
  return { ...axis, ticks, splits: (plot) => shown(plot)[0], values: (plot) => shown(plot)[1] };
}

function axisUp(heights, inks) {
  const longest = Math.max(...heights.labels.map((label) => label.length));
  return {
    stroke: inks.soft,
    font: inks.font,
    size: Math.min(120, 7 * longest + 16),
    gap: 6,
    grid: { stroke: inks.rule, width: 1 },
    ticks: { show: false },
    splits: () => heights.ticks,
    values: () => heights.labels,
    filter: (_, splits) => splits,
  };
}

function seriesOf(chart, inks) {
  const last = chart.curves.length - 1;
  return chart.curves.map((_, number) => {
    if (chart.kind === "parts") {
      // the whole first, and each part over what lies above it
      const part = last - number;
      return { ...line(chart, inks.paper, 1), fill: inks.parts[part % 8], fillTo: () => 0 };
    }
    return { ...line(chart, inks.curves[number % 8], 2), dash: DASHES[Math.min(number, 2)] };
  });
}

const line = (chart, stroke, width) => ({
  stroke,
  width,
  spanGaps: false,
  // a step lies on whole pixels; a slope that did would be jagged
  pxAlign: chart.kind === "lines" ? 0 : 1,
  points: { show: false },
  paths: chart.kind === "lines" ? uPlot.paths.linear() : uPlot.paths.stepped({ align: 1 }),
});

/** Draws the lines where share units change, and the marks. */
function drawOver(chart, inks, plot) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - 20 * devicePixelRatio, bbox.width, bbox.height + 24 * devicePixelRatio);
  ctx.clip();
  drawLines(chart, inks, plot);
  // what agrees lies below what does not
  for (const marks of chart.marks) drawMarks(chart, marks, inks, plot);
  ctx.restore();
}

/** What lies between the two handles, behind the curve. */
function drawBetween(chart, inks, plot) {
  if (!chart.between) return;
  const { ctx, bbox } = plot;
  const [left, right] = chart.between.map((x) => plot.valToPos(x * scaleOf(chart), "x", true));
  const [from, to] = [Math.max(left, bbox.left), Math.min(right, bbox.left + bbox.width)];
  ctx.fillStyle = inks.between;
  if (to > from) ctx.fillRect(from, bbox.top, to - from, bbox.height);
}

function drawLines(chart, inks, plot) {
  const { ctx, bbox } = plot;
  const dot = devicePixelRatio;
  let free = -Infinity;
  ctx.font = inks.font.replace("12px", `${11 * dot}px`);
  ctx.fillStyle = inks.soft;
  ctx.strokeStyle = inks.soft;
  ctx.lineWidth = dot;
  ctx.setLineDash([3 * dot, 3 * dot]);
  ctx.textAlign = "left";
  for (const { x, says } of chart.lines) {
    const at = Math.round(plot.valToPos(x * scaleOf(chart), "x", true)) + 0.5;
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(at, bbox.top - 12 * dot);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    const wide = ctx.measureText(says).width;
    const left = at + 4 * dot + wide > bbox.left + bbox.width ? at - 4 * dot - wide : at + 4 * dot;
    if (left > free) {
      ctx.fillText(says, left, bbox.top - 6 * dot);
      free = left + wide + 6 * dot;
    }
  }
  ctx.setLineDash([]);
}

function drawMarks(chart, marks, inks, plot) {
  const scale = scaleOf(chart);
  const { min, max } = plot.scales.x;
  const pixel = (at) => [plot.valToPos(marks.x[at] * scale, "x", true), plot.valToPos(marks.y[at], "y", true)];
  const found = thinned(marks, min / scale, max / scale, pixel, 3 * devicePixelRatio);
  const crowded = found.length * 5 > plot.bbox.width / devicePixelRatio;
  // marks that cannot be told apart make the line no more than a little thicker
  const [size, edge] = (marks.tones ? [4.5, 1.5] : crowded ? [1.4, 0] : [3.4, 1.5]).map((it) => it * devicePixelRatio);
  for (const tone of ["", "good", "heed", "wrong"]) {
    const some = found.filter((one) => one.tone === tone);
    const fill = tone ? inks.tones[tone] : inks.curves[marks.curve % 8];
    drawShapes(plot.ctx, some, SHAPES[tone], size, { fill, edge, paper: inks.paper });
  }
}

function drawShapes(ctx, places, shape, size, { fill, edge, paper }) {
  if (!places.length) return;
  ctx.beginPath();
  for (const { x, y } of places) shape(ctx, x, y, size);
  ctx.fillStyle = fill;
  ctx.strokeStyle = paper;
  ctx.lineWidth = edge;
  if (edge) ctx.stroke();
  ctx.fill();
}

const polygon = (...corners) => (ctx, x, y, size) => {
  corners.forEach(([right, up], at) => ctx[at ? "lineTo" : "moveTo"](x + right * size, y - up * size));
  ctx.closePath();
};

function circle(ctx, x, y, size) {
  ctx.moveTo(x + size, y);
  ctx.arc(x, y, size, 0, 2 * Math.PI);
}

/** How a mark stands is told by its shape as well as by its colour. */
const SHAPES = {
  "": circle,
  good: circle,
  heed: polygon([0, 1.25], [1.25, 0], [0, -1.25], [-1.25, 0]),
  wrong: polygon([0, 1.35], [1.25, -0.85], [-1.25, -0.85]),
};

/**
 * @param {any} chart @param {HTMLElement} room @param {ReturnType<import("./inks.js").inksOf>} inks
 * @param {{width: number, height: number}} size @param {boolean} ratios whether heights are in equal ratios
 * @param {{min: number, max: number}|null} seen what was seen before it was drawn anew
 */
export function plotOf(chart, room, inks, size, ratios, seen) {
  const scale = scaleOf(chart);
  const [low, high] = [chart.across.low * scale, chart.across.high * scale];
  const pad = chart.kind === "steps" ? (high - low || 2 * scale) * 0.02 : high > low ? 0 : scale;
  const whole = [low - pad, high + pad];
  const heights = ratios ? chart.log : chart.heights;
  const within = (_, min, max) => (min === null || (min <= low && max >= high) ? whole : [min, max]);
  const options = {
    ...size,
    padding: [chart.lines.length ? 22 : 10, 28, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { x: false, y: false, points: { show: false }, drag: { x: chart.across.days, y: false, dist: 8 } },
    scales: {
      x: { time: chart.across.days, range: within },
      y: { range: [heights.low, heights.high], distr: ratios ? 3 : 1 },
    },
    axes: [axisAcross(chart, inks), axisUp(heights, inks)],
    series: [{}, ...seriesOf(chart, inks)],
    hooks: { drawClear: [(plot) => drawBetween(chart, inks, plot)], draw: [(plot) => drawOver(chart, inks, plot)] },
  };
  const [across, ...rows] = together(chart.curves);
  const data = [across.map((x) => x * scale), ...(chart.kind === "parts" ? rows.reverse() : rows)];
  const plot = new uPlot(options, data, room);
  if (seen) plot.batch(() => plot.setScale("x", seen));
  return { plot, whole: { min: whole[0], max: whole[1] } };
}
