/** Marks: in which order they are, which is nearest to a place, and which are drawn. */

/**
 * @typedef {{curve: number, x: number[], y: (number|null)[], titles: string[],
 *   fields: {name: string, says: string[]}[], href?: string[], tones?: string[]}} Marks
 * @typedef {{set: number, at: number}} Place which of the sets of marks, and which of its marks
 */

/**
 * The first place in an ascending list whose value is not below the one given; its length where all are.
 * @param {ArrayLike<number>} list @param {number} value
 */
export function firstNotBelow(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * All marks from left to right: of those at one place the sets in their order.
 * @param {Marks[]} sets @returns {Place[]}
 */
export function inOrder(sets) {
  const all = sets.flatMap((marks, set) => marks.x.map((_, at) => ({ set, at })));
  // a set is in order already; only several have to be merged
  return sets.length === 1 ? all : all.sort((a, b) => sets[a.set].x[a.at] - sets[b.set].x[b.at] || a.set - b.set);
}

/**
 * The mark nearest to a point of the screen. From the mark that lies nearest across it goes outwards on both sides, and
 * ends where what is left lies further across than the best one lies in all.
 * @param {Marks[]} sets
 * @param {number} x the place across
 * @param {(x: number) => number} far how many pixels a place across lies from the point, never below zero
 * @param {(y: number|null) => number} high the same of a height; nothing where a mark is of all heights
 * @returns {Place & {distance: number} | null}
 */
export function nearest(sets, x, far, high) {
  let best = null;
  sets.forEach((marks, set) => {
    const start = firstNotBelow(marks.x, x);
    for (const step of [1, -1]) {
      for (let at = step > 0 ? start : start - 1; at >= 0 && at < marks.x.length; at += step) {
        const across = far(marks.x[at]);
        if (best && across > best.distance) break;
        const distance = Math.hypot(across, high(marks.y[at]));
        // at the same place a later set lies on top: a claim on the step that it is about
        const nearer = !best || distance < best.distance || (distance === best.distance && set > best.set);
        if (nearer) best = { set, at, distance };
      }
    }
  });
  return best;
}

/**
 * The marks that are drawn: one for each few pixels, so that none is drawn over another that looks the same. The curve
 * itself is always drawn in full.
 * @param {Marks} marks
 * @param {number} low the first place across that is seen
 * @param {number} high the last
 * @param {(at: number) => [number, number]} pixel where a mark lies
 * @param {number} size of a cell, in pixels
 * @returns {{x: number, y: number, tone: string}[]}
 */
export function thinned(marks, low, high, pixel, size) {
  const taken = new Set();
  const found = [];
  for (let at = firstNotBelow(marks.x, low); at < marks.x.length && marks.x[at] <= high; at += 1) {
    if (marks.y[at] === null) continue;
    const [x, y] = pixel(at);
    const tone = marks.tones?.[at] ?? "";
    const cell = `${Math.round(x / size)},${Math.round(y / size)},${tone}`;
    if (taken.has(cell)) continue;
    taken.add(cell);
    found.push({ x, y, tone });
  }
  return found;
}
