"""Documents for Word, opened again: every kind of block, whatever words are in it."""

import gc
import re
import sys
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pytest
from docx import Document
from docx.oxml.ns import qn

from commands.cli import main
from projections.render.blocks import Alert, Block, Facts, Grid, Letterhead, Lines, NewPage, Paragraph, Quotation
from projections.render.documents.report import report
from projections.render.docx.document import _Writing, as_docx
from projections.render.marks.marked import Shaded, Struck

from .reports import COLOPHON, HOSTILE, everything, report_of, shown


def opened(*blocks: Any) -> Any:
    return Document(BytesIO(as_docx(report("A report", blocks, COLOPHON))))


def all_words(document: Any) -> str:
    texts = [one.text or "" for one in document.element.iter(qn("w:t"))]
    return "".join(texts)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_name_holds_is_text(words: str) -> None:
    document = Document(BytesIO(as_docx(report_of(words))))
    # three headings, a paragraph, two items, a column, a cell, a fact's name and value, a drawing's title, a signature
    assert all_words(document).count(shown(words)) == 13
    assert document.core_properties.title == shown(words)[:255]
    described = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert described == [f"{shown(words)} described"]


def test_signs_that_no_document_can_hold_are_written_out() -> None:
    assert [one.text for one in opened(Paragraph("a\ufffeb\x0bc")).paragraphs][:1] == [r"a\ufffeb\u000bc"]


def test_every_kind_of_block_is_written() -> None:
    """It is a table and not a match, so no type checker names a kind that is missing."""
    assert set(_Writing(Document())._writers) == set(get_args(Block))


def test_words_of_somebody_else_are_set_in_with_whose_they_are() -> None:
    lines = [
        one for one in opened(Quotation(["The price falls."], "certificate.txt", "goes on")).paragraphs if one.text
    ]
    *_, words, left_out, whose = lines
    assert [one.text for one in (words, left_out, whose)] == ["The price falls.", "goes on", "— certificate.txt"]
    assert words.paragraph_format.left_indent == whose.paragraph_format.left_indent > 0


def test_the_styles_are_those_of_word() -> None:
    document = Document(BytesIO(as_docx(report_of("plain"))))
    styles = [one.style.name for one in document.paragraphs]
    assert styles[:6] == ["Heading 1", "Heading 2", "Heading 3", "Normal", "List Bullet", "List Bullet"]


def test_a_head_stands_on_every_page_and_no_row_is_broken() -> None:
    table = opened(Grid(("holder", "shares"), [("ann", "1,000"), ("bob", "20")], strong=(1,))).tables[0]
    assert [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [True, False, False]
    assert all(row._tr.findall(f".//{qn('w:cantSplit')}") for row in table.rows)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["holder", "shares"],
        ["ann", "1,000"],
        ["bob", "20"],
    ]
    assert [row.cells[1].paragraphs[0].alignment for row in table.rows] == [2, 2, 2]
    assert [row.cells[0].paragraphs[0].runs[0].font.bold for row in table.rows] == [True, None, True]


def test_columns_have_room_for_their_longest_word() -> None:
    wide = opened(Grid(("on", "what"), [("2006-03-01", "a sentence of many words " * 9)])).tables[0]
    first, second = (column.width for column in wide.columns)
    assert 0.08 < first / (first + second) < 0.3


def test_cells_are_struck_and_shaded() -> None:
    row = opened(Grid((), [(Struck("gone"), Shaded.of("high", "#aabbcc", "#000000"))])).tables[0].rows[0]
    assert row.cells[0].paragraphs[0].runs[0].font.strike
    assert row.cells[1]._tc.find(f".//{qn('w:shd')}").get(qn("w:fill")) == "aabbcc"


def test_a_page_begins_with_what_comes_next_be_it_a_table() -> None:
    document = opened(Paragraph("one"), NewPage(), Facts([("name", "value")]))
    breaks = [one.paragraph_format.page_break_before for one in document.paragraphs]
    assert breaks.count(True) == 1
    assert document.tables[0].rows[0].cells[1].text == "value"


def test_the_head_of_a_letter_and_what_must_not_be_overlooked() -> None:
    alert, company, address, contact, lines = opened(
        Alert("Look"), Letterhead("Acme", ("1 Road", "Town"), ("555",)), Lines(("Dana", "2 Road"))
    ).paragraphs
    assert alert.runs[0].font.bold
    assert [one.text for one in (company, address, contact)] == ["Acme", "1 Road, Town", "555"]
    assert lines.text == "Dana\n2 Road"


def test_the_foot_counts_pages_and_says_where_it_comes_from() -> None:
    document = Document(BytesIO(as_docx(report("A report", everything("x"), COLOPHON))))
    foot = document.sections[0].footer
    assert COLOPHON.head in foot.paragraphs[0].text
    assert re.findall(r"<w:instrText>(\w+)</w:instrText>", foot._element.xml) == ["PAGE", "NUMPAGES"]


def test_where_the_library_is_not_installed_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [
        one for one in sys.modules if one.split(".")[0] == "docx" or one.startswith("projections.render.docx")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    out = tmp_path / "clauses.docx"
    assert main(["clauses", "-o", str(out)]) == 2
    gc.enable()
    assert "needs docx, which is not installed: pip install 'seriesd[docx]'" in capsys.readouterr().err
    assert not out.exists()
