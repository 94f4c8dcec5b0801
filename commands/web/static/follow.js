// A page that follows a handle without being left: what is of the new address is taken over, the rest stays as it is.

let asking;

/**
 * Load an address and take over these places of it, and its address; with them both clocks and every link of the frame.
 * Tells the new heading to whoever listens (`told`). Where that fails the browser goes there.
 */
export async function follow(address, places, told) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    take(page, places);
    history.replaceState(history.state, "", address);
    told.textContent = document.querySelector(`${places[0]} h1`).textContent;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

function take(page, places) {
  for (const place of [...places, ".clocks", ".menu", "body > footer"]) {
    document.querySelector(place).replaceWith(document.adoptNode(page.querySelector(place)));
  }
  document.querySelector(".elsewhen-note")?.remove();
  const note = page.querySelector(".elsewhen-note");
  if (note !== null) document.querySelector("main").prepend(document.adoptNode(note));
  const on = document.querySelector(".clocks [name=on]").value;
  for (const field of document.querySelectorAll("header input[type=hidden][name=on]")) field.value = on;
  document.title = page.title;
  for (const place of places) window.htmx?.process(document.querySelector(place));
}
