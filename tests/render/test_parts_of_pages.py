"""Blocks as a part of a page under a strict policy: no style and no id in it, tables that are named, words that lead."""

import datetime as dt
import re
from fractions import Fraction

import pytest

from projections.render.blocks import Contents, Curves, Facts, Grid, Heading, Items, Note, Paragraph, Title
from projections.render.charts.heat_map import PALETTE
from projections.render.html import as_fragment, css_of_shades
from projections.render.marks.marked import Linked, Shaded, Struck, Toned, reasoned
from projections.render.marks.why import Why

from .reports import HOSTILE, Parsed, everything, shown

DAY = dt.date(2006, 3, 1)


def address(why: Why) -> str:
    return f"/{why.kind}/{why.of}{'' if why.on is None else f'?on={why.on}'}"


def hostile(words: str) -> list:
    marked = reasoned(words, Why("entry", words))
    grid = Grid(
        (words, "n"),
        [
            (marked, reasoned(Struck(words), Why("holder", words, DAY))),
            (reasoned(Toned.of(words, "wrong"), Why("step", "1")), Shaded.of(words, *PALETTE[3])),
        ],
    )
    curve = Curves(words, words, [(words, [(Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))])])
    sentence = f"{words} is named (4E(3), A22)"
    said = [
        Title(marked),
        Paragraph(reasoned(sentence, Why("entry", words))),
        Note(sentence),
        Items([marked, sentence]),
    ]
    return [*everything(words), *said, grid, grid, Facts([(words, marked)]), curve]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_name_holds_is_text_in_a_part_of_a_page(words: str) -> None:
    made = as_fragment(hostile(words), address)
    page = Parsed(made)
    assert page.names == {tag for tag, _ in Parsed(as_fragment(hostile("plain"), address)).tags}
    attributes = [pair for _, some in page.tags for pair in some.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("style", "id", "src")]
    assert "<style" not in made
    seen = shown(words)
    assert "".join(page.said).count(seen) > 20
    # an address is an attribute to its end, whatever it holds
    assert {value for name, value in attributes if name == "href"} == {
        f"/entry/{words}", f"/holder/{words}?on={DAY}", "/step/1", "/clause/4E(3)", "/reading/A22",
    }  # fmt: skip


def test_without_addresses_nothing_leads_anywhere() -> None:
    assert "a" not in Parsed(as_fragment(hostile("plain"))).names
    assert "a" not in Parsed(as_fragment(hostile("plain"), lambda _: "")).names
    assert "a" not in Parsed(as_fragment([Items([Linked.to("paper", "paper.pdf")])], address)).names


def test_a_table_is_named_as_the_heading_above_it_and_so_is_the_region_that_scrolls() -> None:
    grid = Grid(("step", "after"), [("1", "0.0026")])
    made = as_fragment([grid, Heading("A & B"), grid, grid, Title("C"), grid])
    named = ["Table", "A & B", "A & B (2)", "C"]
    tags = Parsed(made).tags
    assert [some["aria-label"] for tag, some in tags if tag == "table"] == named
    regions = [some for tag, some in tags if tag == "div"]
    assert regions == [
        {"class": "grid", "tabindex": "0", "role": "region", "aria-label": name} for name in named
    ]  # fmt: skip


def heads_of(grid: Grid) -> list[tuple[str, str | None]]:
    return [(tag, some.get("scope")) for tag, some in Parsed(as_fragment([grid])).tags if tag in ("td", "th")]


def test_the_first_column_heads_its_rows_where_it_names_them() -> None:
    column, row, cell = ("th", "col"), ("th", "row"), ("td", None)
    assert heads_of(Grid(("step", "after"), [("1", "2"), ("2", "2")])) == [column, column, row, cell, row, cell]
    assert heads_of(Grid((), [("in effect", "2")])) == [row, cell]
    # a line that goes on with the row above has no name, the same name twice is none, and one column names nothing
    assert heads_of(Grid((), [("1", "sale"), ("", "voided")])) == [row, cell, cell, cell]
    assert heads_of(Grid((), [("Fund", "1"), ("Fund", "2")])) == [cell] * 4
    assert heads_of(Grid((), [("Fund",)])) == [cell]
    assert heads_of(Grid(("a", "b"), [])) == [column, column]


def test_headings_stand_as_much_lower_as_is_asked_and_never_too_low() -> None:
    made = as_fragment([Title("a"), Heading("b"), Heading("c", 3), Title("d", 2)], heading_offset=2)
    assert re.findall(r"<h(\d)>", made) == ["3", "4", "5", "4"]
    assert re.findall(r"<h(\d)>", as_fragment([Heading("c", 3)], heading_offset=5)) == ["6"]


def test_a_list_of_contents_is_left_out_with_its_ids() -> None:
    made = as_fragment([Contents(), Heading("a"), Heading("a")])
    assert "<nav" not in made
    assert "id=" not in made


def test_the_colours_of_a_heat_map_are_classes_with_rules() -> None:
    cells = [Shaded.of("0.0026", *pair) for pair in PALETTE]
    made = as_fragment([Grid((), [("x", *cells, Shaded.of("1", "#123456", "#ffffff"))])])
    classes = [some["class"] for tag, some in Parsed(made).tags if tag == "td"]
    assert classes == [*(f"number shade-{number}" for number in range(10)), "number"]
    rules = re.findall(r"\.shade-(\d) \{ background: (#\w{6}); color: (#\w{6}); \}", css_of_shades())
    assert [(one, two) for _, one, two in rules] == list(PALETTE)


def linked(made: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]*)">([^<]*)</a>', made)


def test_a_figure_leads_whole_and_of_several_names_each() -> None:
    several = reasoned("sale-3, sale-4", Why("entry", "sale-3"), Why("entry", "sale-4"))
    row = (reasoned("3,367", Why("step", "3")), several, reasoned(Struck("0.0033"), Why("step", "2")), "0.0026")
    made = as_fragment([Grid((), [row])], address)
    assert linked(made) == [
        ("/step/3", "3,367"), ("/entry/sale-3", "sale-3"), ("/entry/sale-4", "sale-4"), ("/step/2", "0.0033"),
    ]  # fmt: skip
    assert '<s><a href="/step/2">0.0033</a></s>' in made


def test_a_sentence_leads_by_what_it_names_and_else_whole() -> None:
    blocks = [
        Paragraph(reasoned("sale-3 moved it (4E)", Why("entry", "sale-3"))),
        Note(reasoned("the term is over (A66).", Why("rule", "past_its_term"))),
        Paragraph("as sale-3 has it, and not sale-4"),
        Paragraph("Fund has it"),
    ]
    known = {"Fund": Why("holder", "Fund")}
    grid = Grid((), [(reasoned("sale-3", Why("entry", "sale-3")), "0.0033")])
    assert linked(as_fragment([*blocks, grid], address, known=known)) == [
        ("/entry/sale-3", "sale-3"),
        ("/clause/4E", "4E"),
        ("/rule/past_its_term", "the term is over ("),
        ("/reading/A66", "A66"),
        ("/entry/sale-3", "sale-3"),  # since the table beside it leads there
        ("/holder/Fund", "Fund"),
        ("/entry/sale-3", "sale-3"),
    ]
