/**
 * Draws every `<figure class="chart" data-chart data-source="…">` of the page, from the document at its source; where
 * what is drawn has no address, the document stands in the figure, in a `<script type="application/json">`.
 *
 * What stands in the figure already, a drawing of the server, is hidden only once the chart is drawn; where anything
 * fails it stays. The shape of a document is that of `commands/web/charts/documents.py`.
 *
 *   data-range    two handles below the chart, which dispatch `chart:range` with {from, to}
 *   data-scrub    one handle that goes through the marks
 *   data-target, data-href   where the answer about two stops is loaded, and from where (`?earlier=…&later=…`)
 *
 * The figure dispatches `chart:drawn`, `chart:mark` with the mark that is shown, and `chart:failed`.
 */
import { drawCurves } from "./curves.js";
import { drawMap } from "./map.js";
import { addHandles } from "./handles.js";
import { addScrubber } from "./scrubber.js";

/** @param {HTMLElement} figure @returns {Promise<any>} */
async function load(figure) {
  const here = figure.querySelector('script[type="application/json"]');
  if (here !== null) return JSON.parse(here.textContent);
  const source = figure.dataset.source ?? "";
  const answer = await fetch(source, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
  return answer.json();
}

/** @param {HTMLElement} figure */
export async function draw(figure) {
  if (figure.dataset.state) return;
  figure.dataset.state = "loading";
  const room = document.createElement("div");
  room.className = "chart-live";
  try {
    const chart = await load(figure);
    // the room has its width only once it stands in the page, and the drawing is hidden by the same class
    figure.append(room);
    figure.dataset.state = "drawn";
    const made = chart.kind === "map" ? drawMap(chart, room) : drawCurves(chart, room);
    if ("range" in figure.dataset) addHandles(chart, figure, room, made);
    if ("scrub" in figure.dataset) addScrubber(chart, room, made);
    figure.dispatchEvent(new CustomEvent("chart:drawn", { bubbles: true }));
  } catch (error) {
    room.remove();
    figure.dataset.state = "failed";
    figure.dispatchEvent(new CustomEvent("chart:failed", { bubbles: true, detail: { error } }));
  }
}

/** @param {ParentNode} within */
function drawAll(within) {
  for (const figure of within.querySelectorAll("figure.chart[data-chart][data-source]")) draw(figure);
}

drawAll(document);
// what htmx puts into the page later
document.addEventListener("htmx:load", (event) => drawAll(event.target.parentNode ?? document));
