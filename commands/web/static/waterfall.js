// The assets of a liquidation by hand: one handle, and the page has the exact answer for where it stands.
import { follow } from "./follow.js";

const WAIT = 200;

const range = document.getElementById("assets-by-hand");

if (range !== null) {
  const field = document.getElementById("assets");
  let waiting;

  /** The address of the page with other assets; what is recorded of a liquidation is then not asked about. */
  const addressOf = (assets) => {
    const asked = new URLSearchParams(location.search);
    asked.set("assets", assets);
    asked.delete("liquidation");
    return `${range.dataset.address}?${asked}`;
  };

  range.addEventListener("input", () => {
    field.value = range.value;
    clearTimeout(waiting);
    waiting = setTimeout(() => follow(addressOf(range.value), ["#payouts"], document.getElementById("payouts-told")), WAIT);
  });
  range.closest("[hidden]").hidden = false;
}
