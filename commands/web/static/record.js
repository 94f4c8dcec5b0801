// The pages that write: a form is sent once, is not left without a question where somebody typed in it, and a file can be
// dropped where one can be chosen.

// What a field holds is held against what the page came with, so that a page on the way back counts as well.
const isTyped = (form) => [...form.elements].some((field) => {
  if (field.type === "hidden" || field.type === "password") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.tagName === "SELECT") {
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  }
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
});

for (const form of document.querySelectorAll("form.entering")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // a page that the browser kept is as good as new
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => {
    if (!sent && (form.dataset.sent !== undefined || isTyped(form))) event.preventDefault();
  });
}

for (const place of document.querySelectorAll("[data-drop]")) {
  const input = place.querySelector("input[type=file]");
  const over = (is) => (event) => {
    event.preventDefault();
    place.classList.toggle("over", is);
  };
  place.addEventListener("dragenter", over(true));
  place.addEventListener("dragover", over(true));
  place.addEventListener("dragleave", over(false));
  place.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
