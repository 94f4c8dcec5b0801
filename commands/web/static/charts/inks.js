/** Colours and type, as the style sheet has them for the page as it is now: light or dark. */

/**
 * @param {Element} room
 * @returns {{curves: string[], parts: string[], ink: string, soft: string, rule: string, paper: string, between: string,
 *   tones: Record<string, string>, font: string}}
 */
export function inksOf(room) {
  const style = getComputedStyle(room);
  const ink = (name) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    curves: Array.from({ length: 8 }, (_, number) => ink(`curve-${number}`)),
    parts: Array.from({ length: 8 }, (_, number) => `color-mix(in srgb, ${ink(`curve-${number}`)} 78%, ${ink("paper")})`),
    ink: ink("ink"),
    soft: ink("soft"),
    rule: ink("rule"),
    paper: ink("paper"),
    between: ink("between"),
    tones: { good: ink("good"), heed: ink("heed"), wrong: ink("wrong") },
    font: `12px ${style.fontFamily}`,
  };
}

/**
 * Calls back when the page changes between light and dark, by the system or by its own switch.
 * @param {() => void} changed
 */
export function whenInksChange(changed) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["class", "data-theme", "style"] });
}
