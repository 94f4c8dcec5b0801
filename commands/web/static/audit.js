// A sheet that is dropped on the field is chosen by it, as if somebody had looked for it.

for (const form of document.querySelectorAll("form[data-drops]")) {
  const place = form.querySelector(".drop");
  const field = form.querySelector('input[type="file"]');
  const over = (event) => {
    event.preventDefault();
    place.classList.add("over");
  };
  place.addEventListener("dragenter", over);
  place.addEventListener("dragover", over);
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (event.dataTransfer.files.length === 0) return;
    field.files = event.dataTransfer.files;
    field.focus();
  });
}
