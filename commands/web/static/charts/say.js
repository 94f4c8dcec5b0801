/** What a mark says, beside it: its title and its fields, which a screen reader is told as well. */

/** @param {string} tag @param {string} [words] @param {string} [kind] */
export function element(tag, words = "", kind = "") {
  const made = document.createElement(tag);
  made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

/**
 * The words of a mark.
 * @param {string} of whose mark it is, where there are several curves
 * @param {import("./marks.js").Marks} marks @param {number} at @param {boolean} coloured whether each field is a curve
 */
function worded(of, marks, at, coloured) {
  const parts = [];
  if (of) parts.push(element("p", of, "chart-of"));
  parts.push(element("p", marks.titles[at], "chart-title"));
  const list = element("dl");
  let found = "";
  marks.fields.forEach(({ name, says }, number) => {
    if (!says[at]) return;
    if (!name) found = says[at];
    else list.append(pair(name, says[at], coloured ? number : null));
  });
  parts.push(list);
  if (found) parts.push(element("p", found, `chart-found ${marks.tones?.[at] ?? ""}`));
  return parts;
}

/** @param {string} name @param {string} says @param {number|null} curve whose colour stands before the name */
function pair(name, says, curve) {
  const row = element("div");
  const term = element("dt", name);
  if (curve !== null) term.prepend(element("i", "", `chart-swatch of-${curve % 8}`));
  row.append(term, element("dd", says));
  return row;
}

const NARROW = 480;
const GAP = 14;

/** A box beside the mark that is shown, or below the chart where it is narrow; and a dot or a line on the mark. */
export class Say {
  /** @param {HTMLElement} room of the chart @param {HTMLElement} over where in it the marks lie */
  constructor(room, over) {
    this.room = room;
    this.over = over;
    this.box = element("div", "", "chart-say");
    this.box.setAttribute("role", "status");
    this.box.setAttribute("aria-live", "polite");
    this.dot = element("div", "", "chart-dot");
    this.dot.setAttribute("aria-hidden", "true");
    over.append(this.dot);
    room.append(this.box);
    this.hide();
  }

  hide() {
    this.box.classList.remove("shown");
    this.dot.hidden = true;
  }

  remove() {
    this.box.remove();
  }

  /**
   * @param {string} of @param {import("./marks.js").Marks} marks @param {number} at @param {boolean} coloured
   * @param {number} x @param {number|null} y where the mark lies; without a height it is a line across all of them
   */
  show(of, marks, at, coloured, x, y) {
    this.box.replaceChildren(...worded(of, marks, at, coloured));
    this.dot.hidden = false;
    this.dot.className = `chart-dot ${y === null ? "line" : ""} ${marks.tones?.[at] ?? ""}`;
    this.dot.style.transform = `translate(${x}px, ${y ?? 0}px)`;
    this.box.classList.add("shown");
    const narrow = this.room.clientWidth < NARROW;
    this.box.classList.toggle("below", narrow);
    if (narrow) this.box.style.transform = "";
    else this.#beside(x, y ?? this.over.clientHeight / 4);
  }

  /** To the right of the mark where there is room, else to the left. */
  #beside(x, y) {
    const { offsetWidth: wide, offsetHeight: high } = this.box;
    const { clientWidth, clientHeight, offsetLeft, offsetTop } = this.over;
    const right = x + GAP + wide <= clientWidth ? x + GAP : x - GAP - wide;
    const left = offsetLeft + Math.min(Math.max(right, 0), Math.max(0, clientWidth - wide));
    const top = offsetTop + Math.min(Math.max(y - high / 2, 0), Math.max(0, clientHeight - high));
    this.box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }
}
