"""The letters of the examples as PDF and for Word, opened again: their figures, the page of the signature, no ids in them."""

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as Line
from pypdf import PdfReader

from ledger.engine.book import open_book
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from projections.answers.history import history_of
from projections.documents.letter import envelope_of
from projections.documents.notices.adjustment import AdjustmentNotice, adjustment_notice
from projections.documents.notices.events import EventNotice, event_notice
from projections.render.blocks import Block
from projections.render.documents.notices import adjustment, events
from projections.render.documents.report import Colophon, report
from projections.render.docx.document import as_docx
from projections.render.numbers import dollars, long_date
from projections.render.pdf import as_pdf
from projections.render.text import as_text
from tests.ledger.engine import NOON, judge

from .golden import EXAMPLES, log_of

COLOPHON = Colophon("Acme", None, None, 7, NOON, "0123456789abcdef" * 4)
CODES = re.compile(r"\b[AX]\d+\b|\b4[A-JL]\(|\b4[EFGHD]\b|[a-z]+_[a-z]+|\b\d{4}-\d\d-\d\d\b")
"""What belongs in an annex: readings, clauses of the calculation, codes of the program, days as numbers."""
EVENTS = {"dividends-and-distributions": "dividend", "american-technologies-group": "reorganization"}


def addressed(log: list[Recorded]) -> list[Recorded]:
    """The same log, with an address of everybody, and the paper of the Company."""
    book = open_book(log)
    for holder in [*book.state.series_d, *{one.holder for one in book.state.conversions}]:
        given = {"type": "address_changed", "effective": "2005-01-01", "holder": holder, "address": ["1 Main", "Town"]}
        book.record(read_entry(given), NOON)
    paper = {
        "type": "letterhead_changed",
        "effective": "2005-01-01",
        "address": ["2 Road", "City"],
        "signatory": "J. Roe",
    }
    book.record(read_entry(paper), NOON)
    return book.log


def letters(example: str) -> Iterator[tuple[AdjustmentNotice, list[Any]]]:
    """Every notice of an adjustment of an example, to each holder and to all."""
    log = addressed(log_of(example))
    for day in dict.fromkeys(step.effective for step in history_of(open_book(log))):
        notice = adjustment_notice(log, on=day)
        yield notice, list(notice.holders)
        for one in notice.holders[:1]:
            yield notice, [one]


def announced(example: str) -> EventNotice:
    return event_notice(addressed(log_of(example)), EVENTS[example])


def flat(text: str) -> str:
    return " ".join(text.split())


def pages_of(blocks: list[Block]) -> list[str]:
    pdf = as_pdf(report("A letter", blocks, COLOPHON, running=["Acme: a letter"]))
    return [flat(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def word_of(blocks: list[Block]) -> Any:
    return Document(BytesIO(as_docx(report("A letter", blocks, COLOPHON, running=["Acme: a letter"]))))


def said_in(document: Any) -> list[tuple[str, str]]:
    """What a document says in its order: style and words of a paragraph, rows of a table."""
    found = []
    for one in document.iter_inner_content():
        if isinstance(one, Line):
            found.append((one.style.name, flat(one.text)))
        elif isinstance(one, Table):
            found += [("row", flat(" | ".join(cell.text for cell in row.cells))) for row in one.rows]
    return found


def body_of(said: list[tuple[str, str]]) -> str:
    """The letter itself, without its annex."""
    until = next(
        place for place, (style, words) in enumerate(said) if style.startswith("Heading") and words[:5] == "Annex"
    )
    return " ".join(words for _, words in said[:until])


def figures_of(notice: AdjustmentNotice) -> list[str]:
    return [dollars(notice.before), dollars(notice.after), long_date(notice.governs_from)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_paper_of_every_letter_has_its_figures_and_its_signature_on_the_first_page(example: str) -> None:
    for notice, to in letters(example):
        first, second, *_ = pages_of(list(adjustment.letter(notice, to)))
        for figure in (*figures_of(notice), long_date(notice.envelope.dated), "BY FIRST-CLASS MAIL", "2 Road"):
            assert figure in first, figure
        for one in to:
            assert one.holder in first
            assert f"{one.series_d:,}" in first
            assert one.common.after is None or f"{one.common.after:,}" in first
        assert re.search(r"Very truly yours, .* By J\. Roe", first)
        assert not CODES.search(first), CODES.search(first)
        assert second.startswith("Annex: how the price was calculated")


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_letter_opens_in_word_with_its_figures_its_styles_and_its_tables(example: str) -> None:
    for notice, to in letters(example):
        document = word_of(list(adjustment.letter(notice, to)))
        said = said_in(document)
        body = body_of(said)
        for figure in figures_of(notice):
            assert figure in body, figure
        assert not CODES.search(body), CODES.search(body)
        assert [words for style, words in said if style == "Heading 1"] == [f"Re: {adjustment.title(notice)}"]
        annex = next(one for one in document.paragraphs if one.text.startswith("Annex"))
        assert annex.paragraph_format.page_break_before
        for one in to:
            holds = (
                f"{one.series_d:,} | {one.common.before:,} | {one.common.after:,}"
                if len(to) > 1
                else f"{one.series_d:,}"
            )
            assert any(style == "row" and holds in words for style, words in said)
        for fact in notice.facts:
            assert any(words.startswith(f"{fact.id} | On ") for _, words in said)
        heads = [table for table in document.tables if table.rows[0]._tr.findall(f".//{qn('w:tblHeader')}")]
        assert any(table.rows[0].cells[-1].text == "shares" for table in heads) or notice.steps[0].a is None
        assert "PAGE" in document.sections[0].footer._element.xml


@pytest.mark.parametrize("example", EVENTS)
def test_an_event_to_come_is_told_on_one_page_with_what_is_due(example: str) -> None:
    notice = announced(example)
    for to in ([*notice.holders], [notice.holders[0]]):
        blocks = list(events.letter(notice, to))
        first = pages_of(blocks)[0]
        body = body_of(said_in(word_of(blocks)))
        for said in (first, body):
            assert long_date(notice.record_date) in said
            assert long_date(notice.takes_place) in said
            assert all(one.due is None or dollars(one.due) in said for one in to)
            assert not CODES.search(said.replace("4L", "")), CODES.search(said.replace("4L", ""))
        assert "Very truly yours," in first


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_id_of_the_record_stands_in_a_letter(example: str) -> None:
    # of the ids those that are no words of a letter
    ids = [one.id for one in log_of(example) if re.search(r"[-\d]", one.id)]
    for notice, to in letters(example):
        body, _, annex = as_text(adjustment.letter(notice, to)).partition("\nAnnex")
        assert not [name for name in ids if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", body)]
        assert all(fact.id in annex for fact in notice.facts)


@pytest.mark.parametrize(
    ("mailed", "said"),
    [
        ("2006-02-01", "a dividend of $0.0001 in cash will be paid on each share of Common"),
        ("2006-03-01", "a dividend of $0.0001 in cash was paid on each share of Common"),
    ],
)
def test_what_is_past_is_said_as_done_and_what_lies_ahead_as_to_come(mailed: str, said: str, tmp_path: Path) -> None:
    from .company import START, Company
    from .test_events_4l import DIVIDEND

    log = Company(tmp_path, *START, DIVIDEND).log()
    notice = event_notice(log, "dividend", mailed=dt.date.fromisoformat(mailed))
    text = flat(as_text(events.letter(notice, notice.holders[:1])))
    assert said in text
    assert long_date(dt.date.fromisoformat(mailed)) in text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2006-01-01", ("will be adjusted", "will govern", "will be granted")),
        ("2006-01-02", ("has been adjusted", "will govern", "was granted")),
        ("2006-01-03", ("has been adjusted", "governs conversions from January 3, 2006", "was granted")),
    ],
)
def test_an_adjustment_is_told_by_the_date_of_its_letter(given: str, said: tuple[str, ...], tmp_path: Path) -> None:
    from .company import OPTION, START, Company

    notice = adjustment_notice(Company(tmp_path, *START, OPTION).log(), given=dt.date.fromisoformat(given))
    text = flat(as_text(adjustment.letter(notice, notice.holders)))
    assert all(words in text for words in said)


def test_the_address_is_that_of_the_day_of_mailing_under_the_name_of_now(tmp_path: Path) -> None:
    from .company import OPTION, START, Company

    lives = {"type": "address_changed", "effective": "2006-01-01", "holder": "Dana", "address": "1 Main\nTown"}
    company = Company(tmp_path, *START, lives, OPTION)
    known = dt.datetime(2007, 1, 2, 23, tzinfo=dt.UTC)
    company.record(
        {"type": "address_changed", "effective": "2006-02-01", "holder": "Dana", "address": "2 Main\nTown"},
        {"type": "holder_renamed", "effective": "2006-03-01", "from": "Dana", "to": "Dana LLC"},
    )
    by_day = {day: dt.date(2006, *day) for day in ((1, 20), (2, 20), (3, 20))}
    found = [envelope_of(company.log(), day).addresses["Dana LLC"].lines[0] for day in by_day.values()]
    assert found == ["1 Main", "2 Main", "2 Main"]
    notice = adjustment_notice(company.log(), given=dt.date(2006, 1, 20), holder="Dana LLC")
    assert "\n  Dana LLC\n  1 Main\n  Town\n" in as_text(adjustment.letter(notice, notice.holders))
    with company.open() as ledger:
        then = envelope_of(ledger.log(as_known=known), dt.date(2006, 3, 20))
    assert {name: one.lines[0] for name, one in then.addresses.items()} == {"Dana": "1 Main"}


def test_a_letter_to_one_names_no_notice_that_another_got(tmp_path: Path) -> None:
    from .company import SALE, START, Company, sent

    cheap = SALE | {"consideration": {"cash": 6_000}}
    mailed = [sent("sale", "0.003", name, "2006-02-03", id=f"to-{name}") for name in ("Dana", "Fund")]
    notice = adjustment_notice(Company(tmp_path, *START, cheap, *mailed).log(), holder="Dana")
    text = as_text(adjustment.letter(notice, notice.holders))
    assert "It takes the place of a notice mailed on February 3, 2006" in flat(text)
    assert "to-Dana" in text
    assert "to-Fund" not in text


def test_the_same_letter_is_the_same_bytes_in_word_and_holds_no_time_of_today() -> None:
    notice, to = next(letters("unit-sale"))
    made = [as_docx(report("A letter", list(adjustment.letter(notice, to)), COLOPHON)) for _ in range(2)]
    assert made[0] == made[1]
    with ZipFile(BytesIO(made[0])) as files:
        assert {one.date_time[:3] for one in files.infolist()} == {NOON.timetuple()[:3]}
        assert files.testzip() is None


LONG = "The Trustees of the Second Retirement Plan of the Northern and Western Counties, acting through the Custodian"
OPEN = {"by": "board", "basis": "an appraisal", "date": "2006-01-03", "provisional": True}
WANTING: list[dict[str, Any]] = [
    {"type": "certificate_adopted", "effective": "2005-09-06", "company": f"{LONG} Holding", "common_authorized": 10**9},
    {"type": "opening_balance", "effective": "2005-09-06", "holder": "Public", "common": 10_000_000},
    {"type": "series_d_issued", "effective": "2005-10-03", "holder": LONG, "shares": 1_000},
    {"type": "option_granted", "id": "x", "effective": "2006-01-03", "right": "X", "holder": "Adviser",
     "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"property": 1_000}, "determination": OPEN,
     "expires": "2006-02-01"},
    {"type": "common_split", "id": "split", "effective": "2006-03-01", "old": 100, "new": 1},
]  # fmt: skip
"""Two alerts, a right past its term, names of two lines, no address: more than a page at the usual size."""


def sizes_of(blocks: list[Block], page: int) -> dict[float, int]:
    """How many signs of a page are set in which size."""
    found: dict[float, int] = {}

    def visit(text: str, _: Any, matrix: Any, __: Any, size: float) -> None:
        at = round(abs(matrix[3]) * size, 1)
        found[at] = found.get(at, 0) + len(text)

    pdf = PdfReader(BytesIO(as_pdf(report("A letter", blocks, COLOPHON, running=["Acme: a letter"]))))
    pdf.pages[page].extract_text(visitor_text=visit)
    return found


def usual(sizes: dict[float, int]) -> float:
    return max(sizes, key=lambda size: sizes[size])


def test_a_letter_that_needs_a_little_more_than_its_page_is_set_smaller_and_signed_on_it() -> None:
    log = judge(WANTING).log
    for entry in ("x", "split"):
        notice = adjustment_notice(log, entry=entry, given=dt.date(2006, 3, 1))
        blocks = list(adjustment.letter(notice, notice.holders))
        first, second, *_ = pages_of(blocks)
        assert first.startswith("PROVISIONAL.")
        assert "Very truly yours," in first
        assert first.count(LONG) >= 2
        assert second.startswith("Annex: ")
        assert 9.5 <= usual(sizes_of(blocks, 0)) < 10.5
        assert usual(sizes_of(blocks, 1)) == 10.5  # the annex is as it was


def test_a_letter_that_fits_and_one_that_never_would_are_set_as_usual() -> None:
    notice, to = next(letters("first-adjustment"))
    assert usual(sizes_of(list(adjustment.letter(notice, to[:1])), 0)) == 10.5
    many = [
        {"type": "series_d_issued", "effective": "2005-10-03", "holder": f"Holder {n}", "shares": 1} for n in range(90)
    ]
    notice = adjustment_notice(judge([*WANTING[:3], *many, *WANTING[3:]]).log, entry="x", given=dt.date(2006, 3, 1))
    blocks = list(adjustment.letter(notice, notice.holders))
    assert "Very truly yours," not in pages_of(blocks)[0]
    assert max(sizes_of(blocks, 0)) == 15.0
    assert 10.5 in sizes_of(blocks, 0)
