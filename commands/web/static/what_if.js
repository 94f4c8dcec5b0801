// The list of entries to leave out, narrowed by what is typed; without it every entry stands there.

const find = document.getElementById("find-entries");
if (find !== null) {
  const entries = [...document.querySelectorAll("#entries li")];
  const found = document.getElementById("found-entries");
  find.closest("[hidden]").hidden = false;
  find.addEventListener("input", () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const says = entry.textContent.toLowerCase();
      // what is chosen stays in sight
      entry.hidden = !entry.querySelector("input").checked && !words.every((word) => says.includes(word));
      if (!entry.hidden) count += 1;
    }
    found.textContent = words.length ? `${count} of ${entries.length} entries` : "";
  });
}
