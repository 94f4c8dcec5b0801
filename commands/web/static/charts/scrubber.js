/** One handle below a chart that goes through its marks: the days of a cap table, the assets of a liquidation. */
import { element } from "./say.js";

/** @param {any} chart @param {HTMLElement} room @param {{order: {set: number, at: number}[], show: (number: number) => void}} live */
export function addScrubber(chart, room, live) {
  const most = (live.order?.length ?? 0) - 1;
  if (most < 1) return;
  const input = element("input");
  Object.assign(input, { type: "range", min: 0, max: most, step: 1, value: most });
  input.setAttribute("aria-label", chart.title);
  const row = element("div", "", "chart-scrub");
  const said = element("output");
  const told = (number) => {
    const { set, at } = live.order[number];
    said.value = chart.marks[set].titles[at];
    input.setAttribute("aria-valuetext", said.value);
  };
  row.append(input, said);
  room.append(row);
  input.addEventListener("input", () => {
    live.show(Number(input.value));
    told(Number(input.value));
  });
  room.addEventListener("chart:mark", (event) => {
    input.value = event.detail.number;
    told(event.detail.number);
  });
  told(most);
}
