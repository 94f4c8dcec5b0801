// The workbench beside its pages: shortcuts, what submits itself, and word that the ledger has grown.
// Every page is complete without it.

const SHORTCUTS = "seriesd-shortcuts";

const shortcutsAreOn = () => localStorage.getItem(SHORTCUTS) !== "off";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

let went = false;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !shortcutsAreOn()) return;
  if (went) {
    went = false;
    document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    return;
  }
  if (event.key === "g") {
    went = true;
    setTimeout(() => { went = false; }, 1500);
    return;
  }
  const found = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (found === null) return;
  event.preventDefault();
  if (found.matches("input")) { found.focus(); found.select(); } else found.click();
});

for (const form of document.querySelectorAll("form[data-submits]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

for (const box of document.querySelectorAll("input[data-shortcuts-on]")) {
  box.checked = shortcutsAreOn();
  box.addEventListener("change", () => localStorage.setItem(SHORTCUTS, box.checked ? "on" : "off"));
}

document.documentElement.classList.add("scripted");

const { number, events } = document.body.dataset;
if (events !== undefined) {
  // what was recorded since this page was made is told as well
  const source = new EventSource(`${events}?after=${number}`);
  source.addEventListener("grown", (message) => {
    const told = JSON.parse(message.data);
    if (told.number <= Number(number)) return;
    const news = document.getElementById("news");
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Show";
    news.replaceChildren(`${told.says} `, link);
    news.hidden = false;
  });
  addEventListener("pagehide", () => source.close());
}
