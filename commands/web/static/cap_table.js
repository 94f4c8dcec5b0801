// The cap table through time: one handle that goes from day to day. Without it the days before and behind are links.
import { follow } from "./follow.js";

const WAIT = 150;

const days = JSON.parse(document.getElementById("scrub-days").textContent);

if (days.length > 1) {
  const range = document.getElementById("scrub-day");
  const said = document.getElementById("scrub-said");
  let waiting;

  const tell = () => {
    said.textContent = days[range.value];
    range.setAttribute("aria-valuetext", days[range.value]);
  };

  /** The address of the page on a day: what else it asks stays, but for which of the holders. */
  const addressOf = (day) => {
    const asked = new URLSearchParams(location.search);
    asked.set("on", day);
    asked.delete("part");
    if ((asked.get("since") ?? "") > day) asked.delete("since");
    return `${range.dataset.address}?${asked}`;
  };

  range.addEventListener("input", () => {
    tell();
    clearTimeout(waiting);
    waiting = setTimeout(
      () => follow(addressOf(days[range.value]), ["#cap-table"], document.getElementById("scrub-told")),
      WAIT,
    );
  });
  tell();
  document.getElementById("scrub").hidden = false;
}
