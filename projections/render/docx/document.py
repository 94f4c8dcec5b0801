"""A report as a document for Word: styles, headings, tables with repeated heads, a foot with the number of the page.

All words are text: nothing in them is markup. The same log gives the same bytes.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from projections.render.blocks import (
    Alert,
    Block,
    Contents,
    Curves,
    Drawing,
    Facts,
    Grid,
    Heading,
    HeatMap,
    Items,
    Letterhead,
    Lines,
    NewPage,
    Note,
    Paragraph,
    Quotation,
    Signature,
    Space,
    Title,
    Verbatim,
)
from projections.render.charts.drawing import caption_of
from projections.render.documents.letter import SUBJECT
from projections.render.documents.report import Report
from projections.render.docx.tables import PAGE, SMALL, SOFT, as_text, bordered, put_facts, put_grid
from projections.render.html import drawn

_FONT, _SIZE, _BLACK = "Times New Roman", Pt(10.5), RGBColor(0, 0, 0)
_HEADINGS = {1: Pt(15), 2: Pt(12.5), 3: Pt(11), 4: Pt(11)}
_FIRST_YEAR = 1980  # a zip file knows no earlier one


def as_docx(report: Report) -> bytes:
    """The document."""
    made = Document()
    _prepare(made, report)
    writing = _Writing(made)
    for block in report.blocks:
        writing.put(block)
    written = io.BytesIO()
    made.save(written)
    return _of_a_moment(written, report.moment)


def _of_a_moment(written: io.BytesIO, moment: datetime) -> bytes:
    """The same files, of the moment of the report and not of now."""
    stamp = (max(moment.year, _FIRST_YEAR), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    packed = io.BytesIO()
    with ZipFile(written) as given, ZipFile(packed, "w", ZIP_DEFLATED) as again:
        for name in given.namelist():
            again.writestr(ZipInfo(name, stamp), given.read(name), ZIP_DEFLATED)
    return packed.getvalue()


# -- the page, the styles, the foot -----------------------------------------------------------------------------------


def _prepare(made: Made, report: Report) -> None:
    about = made.core_properties
    about.title, about.author, about.comments = as_text(report.title)[:255], as_text(report.company)[:255], ""
    about.created = about.modified = report.moment.replace(tzinfo=None, microsecond=0)
    about.last_modified_by = about.author
    section = made.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    _styles(made)
    _foot(section.footer.paragraphs[0], report.foot)


def _styles(made: Made) -> None:
    normal: Any = made.styles["Normal"]
    _font(normal, _SIZE)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.05
    normal.paragraph_format.widow_control = True
    for level, size in _HEADINGS.items():
        style: Any = made.styles[f"Heading {level}"]
        _font(style, size, bold=level < len(_HEADINGS), italic=level == len(_HEADINGS))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12 if level > 1 else 6), Pt(5)
        style.paragraph_format.keep_with_next = True
    bullet: Any = made.styles["List Bullet"]
    _font(bullet, _SIZE)
    bullet.paragraph_format.space_after = Pt(3)
    cell: Any = made.styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    _font(cell, SMALL)
    cell.paragraph_format.space_after, cell.paragraph_format.line_spacing = Pt(0), 1.0


def _font(style: Any, size: Pt, *, bold: bool = False, italic: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, size, bold, italic
    style.font.color.rgb = _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    fonts.set(qn("w:cs"), _FONT)


def _foot(line: Line, said: Sequence[str]) -> None:
    line.style = "Normal"
    line.paragraph_format.tab_stops.add_tab_stop(PAGE, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run("\n".join(map(as_text, said)))
    line.add_run("\t")
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        line.add_run(words)
        _field(line, field)
    for run in line.runs:
        run.font.size, run.font.color.rgb = Pt(8), SOFT


def _field(line: Line, name: str) -> None:
    """A number that Word counts."""
    for kind in ("begin", None, "separate", "shown", "end"):
        run = line.add_run("1" if kind == "shown" else "")
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = name
        elif kind == "shown":
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001  the library has no word for a field


# -- the blocks -------------------------------------------------------------------------------------------------------


class _Writing:
    """A document as it is written: a page begins with whatever comes next."""

    def __init__(self, made: Made) -> None:
        self._made = made
        self._new_page = False
        self._writers: Mapping[type, Callable[[Any], None]] = {
            Title: self._heading,
            Heading: self._heading,
            Paragraph: self._paragraph,
            Note: self._note,
            Alert: self._alert,
            Items: self._items,
            Grid: self._table,
            Facts: self._table,
            Verbatim: self._verbatim,
            Letterhead: self._letterhead,
            Lines: self._lines,
            Signature: self._signature,
            Drawing: self._drawing,
            Curves: self._drawing,
            HeatMap: self._drawing,
            Quotation: self._quotation,
            Contents: lambda _: None,
            Space: lambda _: None,
            NewPage: self._page,
        }

    def put(self, block: Block) -> None:
        """Write a block."""
        self._writers[type(block)](block)

    def _line(self, style: str | None = None) -> Line:
        line = self._made.add_paragraph(style=style)
        if self._new_page:
            line.paragraph_format.page_break_before, self._new_page = True, False
        return line

    def _said(self, words: str, style: str | None = None) -> Line:
        line = self._line(style)
        line.add_run(as_text(words))
        return line

    def _paragraph(self, block: Paragraph) -> None:
        self._said(block.text).paragraph_format.keep_with_next = block.text.endswith(":") or None

    def _page(self, _: NewPage) -> None:
        self._new_page = True

    def _heading(self, block: Heading | Title) -> None:
        begins = self._new_page
        line = self._said(block.text, f"Heading {min(block.level, len(_HEADINGS))}")
        if begins or block.text.startswith(SUBJECT):
            line.runs[0].font.size = _HEADINGS[1 if begins else 2]

    def _note(self, block: Note) -> None:
        _small(self._said(block.text))

    def _alert(self, block: Alert) -> None:
        line = self._said(block.text)
        line.runs[0].font.bold = True
        bordered(line, "top", "left", "bottom", "right")

    def _items(self, block: Items) -> None:
        for item in block.items:
            self._said(item, "List Bullet")

    def _verbatim(self, block: Verbatim) -> None:
        line = self._said("\n".join(block.lines))
        line.runs[0].font.name, line.runs[0].font.size = "Courier New", Pt(8)

    def _letterhead(self, block: Letterhead) -> None:
        said = [", ".join(lines) for lines in (block.lines, block.contact) if lines]
        name = self._said(block.company)
        name.runs[0].font.size, name.runs[0].font.bold = Pt(15), True
        lines = [name, *map(self._said, said)]
        for line in lines:
            line.alignment, line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(1)
        for line in lines[1:]:
            _small(line)
        bordered(lines[-1], "bottom")
        lines[-1].paragraph_format.space_after = Pt(14)

    def _lines(self, block: Lines) -> None:
        line = self._said("\n".join(block.lines))
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(9)
        line.paragraph_format.keep_together = True

    def _signature(self, block: Signature) -> None:
        lines = [self._said(words) for words in (block.closing, block.on_behalf_of) if words]
        for line in lines:
            line.paragraph_format.space_before = Pt(8)
        for name in block.lines:
            line = self._said(f"{name}:\t")
            line.paragraph_format.tab_stops.add_tab_stop(Inches(3.4), leader=WD_TAB_LEADER.LINES)
            line.paragraph_format.space_before = Pt(12)
            lines.append(line)
        lines += [self._said(name) for name in block.below]
        for line in lines:
            line.paragraph_format.space_after, line.paragraph_format.keep_together = Pt(0), True
        for line in lines[:-1]:
            line.paragraph_format.keep_with_next = True

    def _quotation(self, block: Quotation) -> None:
        """Set in from both sides, with whose words they are below."""
        words = [*block.words, *filter(None, [block.left_out])]
        lines = [self._said(one) for one in words]
        for line in lines:
            line.paragraph_format.keep_with_next = True
            line.runs[0].font.italic = True
        lines.append(self._said(f"— {block.whose}"))
        _small(lines[-1])
        for line in lines:
            line.paragraph_format.left_indent = line.paragraph_format.right_indent = Inches(0.4)

    def _drawing(self, block: Drawing | Curves | HeatMap) -> None:
        title = self._said(block.title)
        title.paragraph_format.keep_with_next = True
        _small(title)
        run = self._line().add_run()
        run.add_picture(io.BytesIO(_picture(drawn(block))), width=PAGE)
        for about in run._r.iter(qn("wp:docPr")):  # noqa: SLF001  the library has no word for what a picture shows
            about.set("descr", as_text(block.describes))
        if caption := caption_of(block):
            _small(self._said(caption))

    def _table(self, block: Grid | Facts) -> None:
        if self._new_page:  # a table cannot begin a page by itself
            self._line().paragraph_format.space_after = Pt(0)
        if isinstance(block, Facts):
            put_facts(self._made, block)
        else:
            put_grid(self._made, block)


def _small(line: Line) -> None:
    for run in line.runs:
        run.font.size, run.font.color.rgb = SMALL, SOFT


def _picture(svg: str) -> bytes:
    """A drawing as points of colour, since what opens such documents does not draw it everywhere."""
    import typst

    page = (
        b'#set page(width: 16cm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made: Any = typst.compile(page, format="png", ppi=220, sys_inputs={"svg": svg})
    return bytes(made)
