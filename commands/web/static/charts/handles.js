/**
 * Two handles below a chart, between the moments of knowledge or the days of its document, or else the days of its marks.
 */
import { element } from "./say.js";

/** @typedef {{names: string[], values: string[], says: string[], places?: number[]}} Stops */

/** @param {any} chart @returns {Stops} */
function stopsOf(chart) {
  if (chart.stops) return chart.stops;
  const places = [...new Set(chart.marks.flatMap((marks) => marks.x))].sort((a, b) => a - b);
  const days = places.map((place) => new Date(place * 86400000).toISOString().slice(0, 10));
  return { names: ["earlier", "later"], values: days, says: days, places };
}

/** One handle with its name and what it stands at. */
function handle(name, most, at) {
  const label = element("label", "", "chart-handle");
  const input = element("input");
  const said = element("output");
  Object.assign(input, { type: "range", min: 0, max: most, step: 1, value: at });
  label.append(element("span", name), said);
  return { label, input, said };
}

/**
 * @param {any} chart @param {HTMLElement} figure @param {HTMLElement} room
 * @param {{between?: (from: number, to: number) => void}} live
 */
export function addHandles(chart, figure, room, live) {
  const stops = stopsOf(chart);
  const most = stops.values.length - 1;
  if (most < 1) return;
  const both = [handle(stops.names[0], most, 0), handle(stops.names[1], most, most)];
  const names = element("div", "", "chart-names");
  const track = element("div", "", "chart-track");
  const group = element("div", "", "chart-range");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", stops.names.join(", "));
  both.forEach(({ label, input }, number) => {
    input.id = `${room.querySelector(".chart-hint")?.id ?? "chart"}-${number}`;
    label.htmlFor = input.id;
    names.append(label);
    track.append(input);
  });
  group.append(names, track);
  room.append(group);

  const told = () => {
    const [from, to] = both.map(({ input }) => Number(input.value));
    both.forEach(({ input, said }) => {
      said.value = stops.says[input.value];
      input.setAttribute("aria-valuetext", stops.says[input.value]);
    });
    track.style.setProperty("--from", String(from / most));
    track.style.setProperty("--to", String(to / most));
    if (stops.places) live.between?.(stops.places[from], stops.places[to]);
    return { from: stops.values[from], to: stops.values[to] };
  };
  const [earlier, later] = both.map(({ input }) => input);
  // neither passes the other: the one that is moved stops there
  earlier.addEventListener("input", () => (earlier.value = Math.min(earlier.value, later.value)));
  later.addEventListener("input", () => (later.value = Math.max(earlier.value, later.value)));
  for (const input of [earlier, later]) {
    input.addEventListener("input", told);
    input.addEventListener("change", () => chosen(figure, told()));
  }
  told();
}

/** Tells what was chosen, and loads what the figure names. */
function chosen(figure, detail) {
  figure.dispatchEvent(new CustomEvent("chart:range", { bubbles: true, detail }));
  const { target, href } = figure.dataset;
  if (!target || !href || !window.htmx) return;
  const asked = new URL(href, location.href);
  asked.searchParams.set("earlier", detail.from);
  asked.searchParams.set("later", detail.to);
  window.htmx.ajax("GET", asked.pathname + asked.search, { target, source: figure });
}
