"""A report as a page and as a PDF, both opened again."""

import re
from fractions import Fraction
from io import BytesIO
from xml.dom.minidom import parseString

import pytest
from pypdf import PdfReader

from projections.render.blocks import Grid, Heading, Items, is_numeric
from projections.render.charts.axes import label_of, tick_of
from projections.render.charts.drawing import svg
from projections.render.documents.report import report
from projections.render.html import as_html
from projections.render.markdown import as_markdown
from projections.render.pdf import as_pdf
from projections.render.text import as_text

from .reports import COLOPHON, HOSTILE, LONG, Parsed, drawing, everything, report_of, shown, words_of

HARMLESS = {tag for tag, _ in Parsed(as_html(report_of("plain"))).tags}


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_name_holds_is_text_on_a_page(words):
    page = Parsed(as_html(report_of(words)))
    assert page.names == HARMLESS
    assert "script" not in page.names
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    # title, three headings, paragraph, two items, the head of a column, a cell, a fact's name and value, the drawing's
    # title three times (caption, title, mark) and what it describes, whom a signature is for and its line
    assert "".join(page.said).count(shown(words)) == 18 - 1


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_name_holds_is_text_in_a_pdf(words):
    said = words_of(as_pdf(report_of(words)))
    # in which order letters that run from the right stand in the file is the reader's affair
    for part in re.findall(r"[!-~]+", words):
        assert part in re.sub(r"\s", "", said)
    assert "root:" not in said


def test_a_page_needs_no_script_and_no_other_file():
    page = Parsed(as_html(report_of("plain")))
    assert page.names.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert not [name for _, attributes in page.tags for name in attributes if name in ("src", "href", "style")]
    assert "url(" not in as_html(report_of("plain"))


def test_a_page_is_a_document_with_tables_that_have_heads():
    page = Parsed(as_html(report_of("plain")))
    assert ("html", {"lang": "en"}) in page.tags
    assert [attributes.get("class") for tag, attributes in page.tags if tag == "th"] == [None, "number"]
    assert {"main", "footer", "h1", "h2", "h3", "ul", "dl", "figure", "svg", "thead", "tbody"} <= page.names


def test_both_clocks_and_the_head_of_the_log_stand_at_the_foot():
    for said in ("".join(Parsed(as_html(report_of("plain"))).said), words_of(as_pdf(report_of("plain")))):
        joined = re.sub(r"\s+", " ", said)
        assert "As of 2006-05-01. As known 2026-01-02T03:04:05.000678Z: 7 entries." in joined
        assert COLOPHON.head in joined.replace(" ", "")


def test_a_pdf_is_tagged_and_says_so():
    reader = PdfReader(BytesIO(as_pdf(report_of("plain"))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]) == "en"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "plain"


def test_a_row_longer_than_a_page_goes_on_and_any_other_stands_on_one():
    words = [f"w{number}" for number in range(3_000)]
    rows = [("short", f"{one} " * 300) for one in "abcdefghijklmnopqrstuvwxyz"]
    pages = PdfReader(BytesIO(as_pdf(report("x", [Heading("x", 1), Grid(("a", "b"), rows)], COLOPHON)))).pages
    found = [
        {letter for letter in "abcdefghijklmnopqrstuvwxyz" if f"{letter} {letter} " in page.extract_text()}
        for page in pages
    ]
    assert len(found) > 1
    assert sum(map(len, found)) == len(rows)
    whole = words_of(as_pdf(report("x", [Heading("x", 1), Grid(("a", "b"), [("long", " ".join(words))])], COLOPHON)))
    assert set(words) <= set(whole.split())


def test_the_same_report_is_the_same_bytes():
    assert as_pdf(report_of("plain")) == as_pdf(report_of("plain"))
    assert as_html(report_of("plain")) == as_html(report_of("plain"))


def test_a_rational_of_hundreds_of_digits_stays_on_the_page():
    pdf = as_pdf(report_of("plain"))
    assert LONG in re.sub(r"\s", "", words_of(pdf))
    for page in PdfReader(BytesIO(pdf)).pages:
        assert max(map(len, page.extract_text().splitlines())) < 120
    text = as_text(everything("plain"))
    assert max(len(line) for line in text.splitlines() if LONG not in line) <= 100
    assert LONG in text, "no number is broken in text: it could be read as two"


def test_columns_of_numbers_stand_flush_right():
    assert is_numeric(["1,234.5", "-", "", "-0.0026275…", "+3"])
    assert not is_numeric(["-", ""])
    assert not is_numeric(["1,234", "4E(3)"])
    assert not is_numeric(["2006-03-01"])


def test_every_kind_of_block_has_words_in_text_and_in_markdown():
    for said in (as_text(everything("plain")), as_markdown(everything("plain"))):
        assert said.count("plain") >= 13
        assert "_" * 10 in said.replace("\\", "")


def test_an_empty_list_and_an_empty_table_leave_nothing_behind():
    empty = report("empty", [Items([]), Grid(["a"], [])], COLOPHON)
    assert "ul" not in Parsed(as_html(empty)).names
    assert "a" in words_of(as_pdf(empty))


@pytest.mark.parametrize(
    ("highest", "tick"),
    [
        ("0.0033", "0.001"),
        ("24.02", "5"),
        ("0.0026", "0.001"),
        ("900000", "200000"),
        ("100", "20"),
        ("0.8", "0.2"),
        ("0", "1"),
    ],
)
def test_the_grid_of_a_drawing_has_round_numbers(highest, tick):
    assert tick_of(Fraction(highest)) == Fraction(tick)
    assert Fraction(label_of(Fraction(tick)).replace(",", "")) == Fraction(tick)


def test_a_drawing_is_well_formed_and_names_its_marks():
    root = parseString(svg(drawing("<b>")))  # noqa: S318  our own
    titles = [title.firstChild.data for title in root.getElementsByTagName("title")]
    assert titles == ["<b>", "2006-03-02: <b>"]
    assert [it.firstChild.data for it in root.getElementsByTagName("desc")] == ["<b> described"]
    assert {title.parentNode.tagName for title in root.getElementsByTagName("title")} == {"svg", "circle"}
