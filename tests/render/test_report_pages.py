"""The report on a company on paper: every page of it, opened again."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from commands.api.ledger import open_ledger
from commands.exports.company_report import company_report_of
from commands.journal import read_journal
from projections.documents.company_report import company_report
from projections.render.blocks import Drawing, Facts, Grid, Heading, Note
from projections.render.documents.company_report.document import blocks
from projections.render.documents.company_report.first_page import _to_be_watched, first_page
from projections.render.documents.report import report as made
from projections.render.numbers import exactly_in_brief, number
from projections.render.paper import PAGE, fit, width
from projections.render.pdf import as_pdf
from tests.commands.test_what_if import SALE, START
from tests.docs.examples import FOLDER, names

from .large import ON, large
from .reports import COLOPHON, Parsed
from .test_company_report import colophon, flat

LEAST_LINES = 8
"""So many lines at least stand on a page that is not the last."""
LAST_LINES = 4


@dataclass(frozen=True, repr=False)
class Printed:
    """A report: its pages as lines without what stands at their foot, and the report itself."""

    pages: list[list[str]]
    pdf: bytes
    report: object
    headings: set[str]


@pytest.fixture(scope="module", params=[*names(), "large"])
def printed(request, tmp_path_factory) -> Printed:
    folder = tmp_path_factory.mktemp("printed")
    with open_ledger(str(folder / "ledger.db")) as ledger:
        if request.param == "large":
            ledger.record(large())
        else:
            ledger.record([line.entry for line in read_journal(str(FOLDER / f"{request.param}.yaml"))])
        pdf = company_report_of(ledger, ON, None)
        report = company_report(ledger.log(), ON)
        found = blocks(report, colophon(ledger.log(), ON))
    headings = {flat(block.text) for block in found if isinstance(block, Heading)}
    return Printed([list(_lines(page)) for page in PdfReader(BytesIO(pdf)).pages], pdf, report, headings)


def _lines(page) -> Iterator[str]:
    foot = re.compile(r"As of \d{4}-\d\d-\d\d\. As known .*|Head of the log: [0-9a-f]{64}|\d+ / \d+")
    for line in page.extract_text().splitlines():
        if line.strip() and not foot.fullmatch(line.strip()):
            yield line.strip()


def test_the_first_page_is_the_answer(printed: Printed) -> None:
    report, first = printed.report, flat(" ".join(printed.pages[0]))
    assert f"{report.company}: {report.terms.series}" in first
    assert "As of the close of 2022-12-31, as known 20" in first
    assert f"Conversion Price in effect {exactly_in_brief(report.price.in_effect)}" in first
    if report.price.common_per_share is not None:
        assert exactly_in_brief(report.price.common_per_share) in first
    assert f"outstanding {number(report.holders.common_outstanding)}" in first
    assert f"Fully diluted {number(report.holders.totals.fully_diluted)}" in first
    for said in ("What hangs on a reading", "Open and overdue", "Asserted balances", "To be known"):
        assert said in first
    # what follows begins on the next page, so the first one ends with the chart and how to read it
    assert "Conversion Price in effect" not in flat(" ".join(printed.pages[1]))
    assert ("Conversion Price" in printed.pages[0]) == bool(report.steps)


def test_what_hangs_on_a_reading_names_contested_readings_without_a_switch(tmp_path: Path) -> None:
    """One sale below the price rests on A1, A11 and A43, which are contested; no switch of the terms moves it."""
    for entries, said in (
        ([], "no switch moves a figure"),
        ([SALE], "no switch moves a figure; 3 contested readings without a switch, listed further on"),
    ):
        with open_ledger(str(tmp_path / f"{len(entries)}.db")) as ledger:
            ledger.record([*START, *entries])
            report = company_report(ledger.log(), dt.date(2006, 6, 1))
        assert dict(_to_be_watched(report))["What hangs on a reading"] == said


def test_no_page_is_nearly_empty(printed: Printed) -> None:
    for page in printed.pages[:-1]:
        assert len(page) >= LEAST_LINES, page
    assert len(printed.pages[-1]) >= LAST_LINES
    assert "Head of the log" in " ".join(printed.pages[-1])


def test_no_heading_stands_last_on_a_page(printed: Printed) -> None:
    company = printed.report.company
    for page in printed.pages:
        lines = [line for line in page if line != company]
        assert lines[-1] not in printed.headings, lines[-1]


def test_there_is_a_list_of_contents_past_four_pages(printed: Printed) -> None:
    assert (printed.pages[1][0] == "Contents") == (len(printed.pages) > 4)


def test_a_table_over_several_pages_has_its_head_on_each_and_never_a_single_row(tmp_path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(large())
        pdf = company_report_of(ledger, ON, None)
    pages = [list(_lines(page)) for page in PdfReader(BytesIO(pdf)).pages]
    due = re.compile(r"(\d{4}-\d\d-\d\d|-) (overdue|waiting|open) ")
    rows = [sum(bool(due.match(line)) for line in page) for page in pages]
    spread = [(page, count) for page, count in zip(pages, rows, strict=True) if count]
    assert len(spread) > 1
    for page, count in spread:
        assert "due state what clause about holder" in page
        assert count >= 3


def test_letters_of_tables_are_of_eight_points_or_more(printed: Printed) -> None:
    sizes: dict[float, int] = {}

    def noted(text, _, matrix, __, size) -> None:
        if text.strip():
            shown = round(size * abs(matrix[3] or 1), 1)
            sizes[shown] = sizes.get(shown, 0) + len(text)

    for page in PdfReader(BytesIO(printed.pdf)).pages:
        page.extract_text(visitor_text=noted)
    # the foot alone is smaller, and marks in the drawing of the price
    assert min(sizes) >= 7
    small = sum(count for size, count in sizes.items() if size < 8)
    assert small < 400 * len(printed.pages)


def test_what_a_table_on_paper_has_no_room_for_becomes_records() -> None:
    narrow = Grid(("a", "b"), [("one", "1")])
    assert fit(narrow).size == 9.2
    many = Grid([f"column {n}" for n in range(14)], [["1,234,567,890.12"] * 14])
    assert fit(many).size is None
    middle = Grid([f"column {n}" for n in range(9)], [["1,234,567"] * 9])
    found = fit(middle)
    assert found.size is not None
    assert found.size >= 8
    assert 9 * width("1,234,567") * found.size <= PAGE
    assert found.head[0] == "column 0"


@pytest.mark.parametrize(
    "block",
    [
        Grid(("a", "b"), [("x", "word " * 400)] * 8),
        Grid(("a", "b", "c"), [("word " * 140,) * 3] * 9),
        Grid(("a", "b"), [("x", "word " * 3000)] * 3),
        Grid([f"column {n}" for n in range(14)], [["1,234,567,890"] * 13 + ["word " * 2500]] * 2),
        Facts([("n", "word " * 3000)] * 3),
    ],
    ids=["rows of a third of a page", "three wide columns", "rows longer than a page", "records", "facts"],
)
def test_nothing_of_a_long_cell_is_lost_on_paper(block: Grid | Facts) -> None:
    pages = PdfReader(BytesIO(as_pdf(made("long", [Heading("Long"), block], COLOPHON)))).pages
    rows = block.rows if isinstance(block, Grid) else block.pairs
    wanted = sum(cell.count("word") for row in rows for cell in row)
    assert len(pages) > 1
    assert sum(page.extract_text().count("word") for page in pages) == wanted


def test_notes_under_an_answer_stay_together_on_paper() -> None:
    turned = 0
    for rows in range(42, 58):
        found = [Grid(("a", "b"), [(f"row {n}", "1") for n in range(rows)]), *(Note(f"note {n}") for n in range(3))]
        pages = PdfReader(BytesIO(as_pdf(made("notes", found, COLOPHON)))).pages
        notes = [page.extract_text().count("note ") for page in pages]
        assert sorted(notes) == [0] * (len(pages) - 1) + [3]
        turned += notes[-1] == 3 and len(pages) > 1
    assert turned


def test_the_page_for_the_web_says_the_same_and_lists_its_parts(tmp_path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(large())
        page = Parsed(company_report_of(ledger, ON, None, "html").decode())
        report = company_report(ledger.log(), ON)
    said = flat(" ".join(page.said))
    assert exactly_in_brief(report.price.in_effect) in said
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    parts = [f"#{attributes['id']}" for tag, attributes in page.tags if tag == "h2" and "id" in attributes]
    assert links == parts
    assert len(links) > 8
    assert [number(one.fully_diluted) in said for one in report.holders.holders.values()] == [True] * 40


def test_the_first_page_says_what_fails_and_what_is_overdue(tmp_path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(large())
        log = ledger.log()
    report = company_report(log, ON)
    facts = dict(pair for block in first_page(report, colophon(log, ON)) for pair in getattr(block, "pairs", ()))
    common = next(one.common for one in reversed(report.outstanding) if str(one.since) <= "2022-06-30")
    assert facts["Asserted balances"] == (
        f"1 of 1 asserted differ; transfer-agent: 123 shares of Common outstanding are asserted, and the ledger has "
        f"{common:,} there: {common - 123:,} too many"
    )
    overdue = sum(one.state(ON) == "overdue" for one in report.obligations)
    assert facts["Open and overdue"].startswith(f"{overdue} overdue, ")
    assert "the oldest is the adjustment notice of 2015-" in facts["Open and overdue"]
    drawings = [block for block in first_page(report, colophon(log, ON)) if isinstance(block, Drawing)]
    assert [drawing.until for drawing in drawings] == [ON]
