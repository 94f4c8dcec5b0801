"""On a telephone no figure is shown in part without a sign: none is cut by its cell, and what scrolls shows that it does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.commands.at_a_terminal import through_a_pipe
from tests.docs.examples import FOLDER
from tests.web.serving import Served, serving

COMPANY = "American_Technologies_Group,_Inc."
PAGES = (
    "what-if?on=2006-02-28&without=laurus-warrants",
    "price?on=2006-02-15",
    "waterfall?on=2006-02-28",
    "cap-table?on=2006-06-12",
    "step/3",
    "letters",
    "journal",
    "today",
    "letters-due",
    "proof",
    "readings",
)
# what a cell shows beside its own room, and figures that go on in a second line
CUT = r"""() => [...document.querySelectorAll(":is(td, th):not(:has(input, select))")].filter((cell) => {
  const words = document.createRange();
  words.selectNodeContents(cell);
  const inside = words.getBoundingClientRect(), room = cell.getBoundingClientRect();
  const lines = new Set([...words.getClientRects()].map((one) => Math.round(one.top))).size;
  const isFigure = /^[-+−]?[\d.,/…%]*\d[\d.,/…%]*$/.test(cell.textContent.trim());
  return inside.width > 0 && /\d/.test(cell.textContent) && (inside.left < room.left - 1 || inside.right > room.right + 1
    || cell.scrollWidth > cell.clientWidth + 1 || (isFigure && lines > 1));
}).map((cell) => cell.textContent)"""
# of each box that is wider than its place: at both ends of the way, and between, which edges are shaded and not covered
EDGES = """() => [...document.querySelectorAll(".grid")].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => {
  const looks = (one, which) => getComputedStyle(one, which), table = box.querySelector("table");
  const shades = ["::before", "::after"].map((one) => looks(box, one));
  const shown = (place) => {
    box.scrollLeft = place;
    const outer = box.getBoundingClientRect(), inner = table.getBoundingClientRect();
    return [inner.left - parseFloat(looks(table, "::before").width) < outer.left - 1,
      inner.right + parseFloat(looks(table, "::after").width) > outer.right + 1];
  };
  const most = box.scrollWidth - box.clientWidth;
  return {name: box.getAttribute("aria-label"), focused: box.tabIndex === 0, overflow: looks(box).overflowX,
    shaded: shades.every((one) => one.position === "sticky" && one.backgroundImage.startsWith("linear-gradient")
      && parseFloat(one.width) >= 8 && parseFloat(one.height) >= table.offsetHeight - 1),
    above: shades.every((one) => Number(one.zIndex) > 0),
    edges: [shown(0), shown(most / 2), shown(most)], bar: box.offsetHeight > box.clientHeight};
})"""
# what stands narrow beside free room: a word that goes on in a second line though its letters would have fitted on one
BROKEN = r"""() => [...document.querySelectorAll("td, th")].flatMap((cell) => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    for (const word of text.data.matchAll(/[^\s\-\/—–]{2,24}/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    book: Path = tmp_path_factory.mktemp("narrow") / "book.db"
    told = through_a_pipe("record", str(FOLDER / "american-technologies-group.yaml"), f"--ledger={book}", "--yes")
    assert told.code == 0, told.err
    with serving(book) as served:
        yield served


@pytest.fixture(scope="module")
def telephone(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce") as made:
        yield made.new_page()


def at(page: Page, site: Served, name: str) -> None:
    answer = page.goto(f"{site.address}/book/{COMPANY}/{name}")
    assert answer is not None
    assert answer.status == 200, name


@pytest.mark.parametrize("name", PAGES)
def test_no_cell_cuts_its_figure_and_no_word_is_broken(name: str, telephone: Page, site: Served) -> None:
    at(telephone, site, name)
    assert telephone.evaluate(CUT) == []
    assert telephone.evaluate(BROKEN) == []


@pytest.mark.parametrize("name", PAGES)
def test_what_scrolls_shows_at_which_edges_there_is_more(name: str, telephone: Page, site: Served) -> None:
    at(telephone, site, name)
    boxes: list[dict[str, Any]] = telephone.evaluate(EDGES)
    for box in boxes:
        assert (box["focused"], box["overflow"], box["shaded"], box["above"]) == (True, "auto", True, True), box
        assert box["edges"] == [[False, True], [True, True], [True, False]], box
    if name in PAGES[:6]:
        assert boxes


def test_rows_are_no_taller_than_their_words_need(telephone: Page, site: Served) -> None:
    for name in PAGES[:6]:
        at(telephone, site, name)
        tallest = (
            "Math.max(...[...document.querySelectorAll('.grid tr')].map((row) => row.getBoundingClientRect().height))"
        )
        assert telephone.evaluate(tallest) < 150, name


def test_the_head_stands_in_one_line_on_a_desk(telephone: Page, site: Served) -> None:
    telephone.set_viewport_size({"width": 1280, "height": 900})
    at(telephone, site, "step/3")
    tops = "['.brand', '.who', '.help'].map((one) => document.querySelector(one).getBoundingClientRect()).map((one) => Math.round((one.top + one.bottom) / 20))"
    assert len(set(telephone.evaluate(tops))) == 1
    assert telephone.evaluate(BROKEN) == []
    telephone.set_viewport_size({"width": 390, "height": 844})
