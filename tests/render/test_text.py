"""Blocks as text: what gives way where there is little room, and what never does."""

import re
import shlex
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.render.blocks import (
    Block,
    Curves,
    Drawing,
    Facts,
    Grid,
    Heading,
    Level,
    Note,
    Paragraph,
    Title,
    Verbatim,
)
from projections.render.markdown import as_markdown
from projections.render.marks.marked import Shaded, Struck
from projections.render.text import Layout, as_text
from projections.render.words import Style, length, typed, wrapped

HOLDERS = Grid(
    ("holder", "Series D", "Common"),
    [("Ada", "1,000", "26"), ("Laurus Master Fund", "0", "2,387,912"), ("outstanding", "1,000", "2,387,938")],
    right=(1, 2),
    strong=(2,),
)
RATIONAL = "1321257447/550000000000"


def lines(*blocks: Block, width: int | None = None, **layout: object) -> list[str]:
    return as_text(blocks, Layout(width, None, "", mentions=False, **layout)).splitlines()  # type: ignore[arg-type]


def test_a_table_that_fits_stands_in_columns():
    assert lines(HOLDERS) == [
        "holder              Series D     Common",
        "Ada                    1,000         26",
        "Laurus Master Fund         0  2,387,912",
        "outstanding            1,000  2,387,938",
    ]
    assert lines(HOLDERS, width=39) == lines(HOLDERS)


def test_long_cells_are_wrapped_between_words():
    told = Grid(("on", "what happened"), [("2006-03-01", "5,000,000 shares of Common were issued to Fund")])
    assert lines(told, width=40) == [
        "on          what happened",
        "2006-03-01  5,000,000 shares of Common",
        "            were issued to Fund",
    ]


def test_a_short_cell_is_wrapped_before_the_columns_are_given_up():
    assert lines(HOLDERS, width=34)[:4] == [
        "holder         Series D     Common",
        "Ada               1,000         26",
        "Laurus Master         0  2,387,912",
        "Fund",
    ]


def test_what_does_not_fit_becomes_a_record_for_each_row():
    assert lines(HOLDERS, width=28)[:7] == [
        "holder:   Ada",
        "Series D: 1,000",
        "Common:   26",
        "",
        "holder:   Laurus Master Fund",
        "Series D: 0",
        "Common:   2,387,912",
    ]


def test_a_sum_and_a_first_cell_without_a_name_stand_over_their_record():
    assert lines(HOLDERS, width=28)[8:] == ["outstanding", "  Series D: 1,000", "  Common:   2,387,938"]
    strong = lines(HOLDERS, width=28, style=Style(emphasis=True))
    assert strong[8] == "\x1b[1moutstanding\x1b[0m"
    beside = Grid(("", "as it is", "what if"), [("in effect", "0.0024022863…", "0.0025543313…")])
    assert lines(beside, width=30) == ["in effect", "  as it is: 0.0024022863…", "  what if:  0.0025543313…"]
    headless = Grid((), [("in effect", "0.0026", RATIONAL), ("after the close", "0.0026", RATIONAL)])
    assert lines(headless, width=30) == [
        *("  in effect", "    0.0026", f"    {RATIONAL}", ""),
        *("  after the close", "    0.0026", f"    {RATIONAL}"),
    ]
    below = Grid(("on", "", "shares"), [("2006-01-01", "issued to Fund", "5"), ("", "A: in all", "5")], strong=(1,))
    assert lines(below, width=16)[-2:] == ["A: in all", "  shares: 5"]


def test_a_command_goes_on_behind_a_backslash_outside_quotes():
    line = '  seriesd correct sale shares=5 --reason "a comma  was read" --yes    the comma'
    assert typed(line, None) == [line]
    assert typed(line, 200) == [line]
    assert typed(line, 66) == [line.partition("    the")[0], "      the comma"]
    assert typed(line, 44) == [
        "  seriesd correct sale shares=5 --reason \\",
        '      "a comma  was read" --yes',
        "      the comma",
    ]
    assert typed("", 9) == [""]
    command = Verbatim(["seriesd price --on 2006-03-02"], commands=True)
    assert lines(command, width=24) == ["  seriesd price --on \\", "      2006-03-02"]
    assert lines(Verbatim(["seriesd price --on 2006-03-02"]), width=24) == ["  seriesd price --on 2006-03-02"]


@given(st.lists(st.sampled_from(["seriesd", "--on", "2006-03-02", '"a b"', "x=1/3"]), min_size=1), st.integers(16, 40))
def test_a_folded_command_is_the_same_to_a_shell(words: list[str], width: int) -> None:
    made = typed(" ".join(words), width)
    assert shlex.split("\n".join(made).replace("\\\n", "")) == shlex.split(" ".join(words))
    assert all(len(line) <= width for line in made)


def test_a_number_has_a_line_of_its_own_before_it_is_broken():
    rows = Grid(("exact",), [(RATIONAL,)])
    assert lines(rows, width=20) == ["exact:", f"  {RATIONAL}"]
    assert wrapped(f"it is {RATIONAL} then", 12) == ["it is", RATIONAL, "then"]
    assert wrapped(f"{'7' * 30} and more", 12) == ["7" * 30, "and more"]


def test_a_table_without_a_head_has_no_names():
    prices = Grid((), [("in effect", "0.0026", "13/5000"), ("after the close", "0.0026", "13/5000")])
    assert lines(prices) == ["  in effect        0.0026  13/5000", "  after the close  0.0026  13/5000"]
    assert "in effect" in " ".join(lines(prices, width=20))
    assert as_markdown([prices]).startswith("|  |  |  |\n| --- | --- | --- |\n")


def test_a_cell_of_several_lines_keeps_them():
    assert lines(Grid(("clause", "where"), [("4E", "here\nand there")])) == [
        "clause  where",
        "4E      here",
        "        and there",
    ]


def test_what_stands_no_longer_is_struck_through_or_marked():
    grid = Grid(("entry",), [(Struck("option"),), ("sale",)])
    assert lines(grid) == ["entry", "~~option~~", "sale"]
    assert lines(grid, style=Style(emphasis=True))[1] == "\x1b[9moption\x1b[0m"
    assert "| ~~option~~ |" in as_markdown([grid])


def test_colours_are_for_those_who_want_them():
    grid = Grid(("a",), [(Shaded.of("0.0026", "#440154", "#ffffff"),)])
    assert lines(grid)[1] == "0.0026"
    assert lines(grid, style=Style(emphasis=True))[1] == "0.0026"
    coloured = lines(grid, style=Style(emphasis=True, colours=True))[1]
    assert re.fullmatch(r"\x1b\[[\d;]+m0\.0026\x1b\[0m", coloured)


def test_sums_and_titles_are_strong():
    shown = lines(Title("Balances"), HOLDERS, style=Style(emphasis=True))
    assert shown[0] == "\x1b[1mBalances\x1b[0m"
    assert [line.startswith("\x1b[1m") for line in shown[1:]] == [True, False, False, True]


def test_letters_of_two_places_stand_in_their_columns():
    assert length("株式会社") == 8
    assert length("Zoë – …") == 7
    table = lines(Grid(("holder", "Common"), [("株式会社", "7"), ("Ada", "26")], right=(1,)))
    assert [length(line) for line in table] == [16, 16, 16]


def test_facts_with_long_names_have_lines_of_their_own():
    shown = lines(Facts([("Common per share of Series D", "4,273.5"), ("Date", "2006-03-01")]), width=30)
    assert shown == ["  Common per share of Series D", "                   4,273.5", "  Date             2006-03-01"]


def test_a_drawing_is_drawn_where_it_is_asked_for():
    levels = [Level(date(2005, 10, 3), Fraction("0.0033"), ""), Level(date(2006, 3, 2), Fraction("0.0026"), "")]
    curve = Drawing("The price", "falls", levels, date(2006, 12, 31))
    curves = Curves("Payout", "grows", [("Ada", [(Fraction(0), Fraction(0)), (Fraction(5), Fraction(9))])])
    for chart in (curve, curves):
        (mention,) = lines(chart)
        assert mention == f"  [{chart.title}: a drawing, on the page and in the PDF]"
        drawn = lines(chart, width=60, charts=True)
        assert any(chart.title in line for line in drawn)
        assert len(drawn) > 10
        assert max(map(len, drawn)) <= 60
        assert "\x1b" not in "".join(drawn)


def test_a_title_that_is_wider_than_its_drawing_stands_over_it():
    levels = [Level(date(2005, 10, 3), Fraction("0.0033"), ""), Level(date(2006, 3, 2), Fraction("0.0026"), "")]
    curve = Drawing("Conversion Price, in the share units of the first step", "falls", levels, date(2006, 12, 31))
    for width in (30, 40, 54, 60, 70, 100):
        drawn = lines(curve, width=width, charts=True)
        assert curve.title in " ".join(" ".join(drawn).split()), width
        assert max(map(length, drawn)) <= width


def test_what_is_typed_stays_as_it_is():
    assert lines(Heading("Try"), Verbatim(["seriesd  price"]), width=20) == ["Try", "    seriesd  price"[2:]]
    assert as_markdown([Verbatim(["seriesd  price"])]) == "```text\nseriesd  price\n```\n"


WORDS = st.lists(st.text("abc7,.…/", min_size=1, max_size=12), max_size=12).map(" ".join)


@given(WORDS, st.integers(1, 40))
def test_wrapping_keeps_every_word(text: str, width: int) -> None:
    made = wrapped(text, width)
    assert " ".join(made).split() == text.split()
    assert all(len(line) <= width or " " not in line for line in made)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4), st.sampled_from([20, 33, 60, 200]))
def test_a_table_keeps_every_word_at_any_width(rows: list[tuple[str, str, str]], width: int) -> None:
    shown = lines(Grid(("one", "two", "three"), rows), width=width)
    for word in {word for row in rows for cell in row for word in cell.split()}:
        assert any(word in line.split() for line in shown)
    assert all(len(line) <= width or len(line.split()) == 1 for line in shown)


@pytest.mark.parametrize("block", [Paragraph("so it is " * 30), Note("so it is " * 30)])
def test_prose_has_a_measure_of_its_own(block: Block) -> None:
    text = as_text([block], Layout(width=300, prose=80))
    assert max(map(len, text.splitlines())) <= 80
