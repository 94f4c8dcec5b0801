"""Tables of a document for Word, and what its paragraphs and tables have in common: lines, sizes, words as text."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line

from projections.render.blocks import Facts, Grid, flush_right
from projections.render.documents.report import set_for_pages
from projections.render.marks.marked import Shaded, Struck

SMALL, SOFT = Pt(9), RGBColor(0x55, 0x52, 0x4B)
PAGE = Inches(6.5)
"""How wide what is written is: a page of 8.5 inches without its margins."""

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no such document can hold."""
_BEHIND_BORDERS = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
)
"""What stands behind borders in the properties of a paragraph; Word asks for the order."""


def as_text(words: str) -> str:
    """Words as the document can hold them."""
    return _NO_XML.sub("\ufffd", set_for_pages(words))


def put_grid(made: Made, block: Grid) -> None:
    """A table, its head on each page that it goes on to."""
    if not block.columns and not block.rows:
        return
    right = flush_right(block)
    head = [block.columns] if block.columns else []
    table = _table(made, _widths(block.rows, head))
    for number, row in enumerate([*head, *block.rows], start=-len(head)):
        cells = _row(table, repeated=number < 0)
        for cell, words, flush in zip(cells, row, right, strict=True):
            _fill(cell, words, flush=flush, strong=number < 0 or number in block.strong, together=number < 0)
    _after(made)


def put_facts(made: Made, block: Facts) -> None:
    """A table of names and what they say, the names as wide as they are long."""
    wide = min(0.42, max(0.16, 0.014 * max((len(name) for name, _ in block.pairs), default=0)))
    table = _table(made, [wide, 1 - wide])
    for pair in block.pairs:
        cells = _row(table)
        for cell, words in zip(cells, pair, strict=True):
            _fill(cell, words)
        cells[0].paragraphs[0].runs[0].font.color.rgb = SOFT
    _after(made)


def _after(made: Made) -> None:
    """A little space: two tables without any paragraph between them would be one."""
    line = made.add_paragraph(style="Table Text")
    line.paragraph_format.line_spacing = Pt(7)


def _widths(rows: Sequence[Sequence[str]], head: Sequence[Sequence[str]]) -> list[float]:
    """The parts of the page that the columns take: each has room for its longest word, and shares what is left.

    A head may stand on several lines, so that its words alone count.
    """
    columns = list(zip(*head, *rows, strict=True))
    words = [_AROUND + max(_length(word) for cell in cells for word in (*_words(cell), "")) for cells in columns]
    cells_of = list(zip(*rows, strict=True)) or columns
    whole = [max(_AROUND + max(map(len, cells)), word) for cells, word in zip(cells_of, words, strict=True)]
    spare = max(0, _LINE - sum(words))
    wanted = sum(whole) - sum(words)
    widths = [one + (more - one) * min(1, spare / (wanted or 1)) for one, more in zip(words, whole, strict=True)]
    return [width / sum(widths) for width in widths]


def _length(word: str) -> int:
    """How long a word is; the dots behind a number that goes on are as wide as two digits, and some more."""
    return len(word) + 2 * word.count("…")


def _words(cell: str) -> Iterator[str]:
    """What a line keeps together: words, and of a long one that is made of several, such as an id, its parts."""
    for word in cell.split():
        yield from [word] if len(word) <= _LONGEST_WORD else re.split("(?<=-)", word)


_AROUND, _LINE = 3, 105
"""The space around the words of a cell, and how much a line of the page has room for, in signs."""
_LONGEST_WORD = 24


def _table(made: Made, parts: Sequence[float]) -> Table:
    """A table whose columns take these parts of the page."""
    table: Table = made.add_table(rows=0, cols=len(parts))
    table.autofit = False
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Emu(int(PAGE * part))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_border(side, "BBB7AE"))
    about: Any = table._tbl.tblPr  # noqa: SLF001  the library has no word for borders
    about.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    return table


def _row(table: Table, *, repeated: bool = False) -> Sequence[_Cell]:
    """A row that no page breaks; that of the head stands on each page."""
    row: Any = table.add_row()  # type: ignore[no-untyped-call]
    for name in ("w:cantSplit", *(("w:tblHeader",) if repeated else ())):
        row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  likewise
    cells: Sequence[_Cell] = row.cells
    return cells


def _fill(cell: _Cell, words: str, *, flush: bool = False, strong: bool = False, together: bool = False) -> None:
    line = cell.paragraphs[0]
    line.style = "Table Text"
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(1.5)
    if flush:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.paragraph_format.keep_with_next = together or None
    run = line.add_run(as_text(words))
    run.font.bold, run.font.strike = strong or None, isinstance(words, Struck) or None
    if isinstance(words, Shaded):
        run.font.color.rgb = RGBColor.from_string(words.ink.removeprefix("#").upper())
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("fill", words.colour.removeprefix("#"))):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  likewise


def bordered(line: Line, *sides: str) -> None:
    """Draw lines at these sides of a paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.extend(_border(side, "000000", space="5") for side in sides)
    about: Any = line._p.get_or_add_pPr()  # noqa: SLF001  likewise
    about.insert_element_before(borders, *_BEHIND_BORDERS)


def _border(side: str, colour: str, space: str = "0") -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "6"), ("space", space), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border
