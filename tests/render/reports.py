"""What the tests of pages and PDFs share: a report with every kind of block, hostile words in each, and how to read it."""

import datetime as dt
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO

from projections.render.blocks import Block, Drawing, Facts, Grid, Heading, Items, Level, NewPage, Paragraph, Signature
from projections.render.documents.report import Colophon, Report, report

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    "$x$ `raw` *strong* _soft_ @label \\u{1F600} // comment /* */",
    "{{ report.title }} {% raw %}",
    "]]> &amp; &#60; \" ' = ~ --- ...",
    "x" * 200,
    "שם \u202eabc\u202c name",
    "José Ünïçødé ﬁ",
)
LONG = "7" * 400 + "/" + "3" * 400
COLOPHON = Colophon(
    "Acme <b>",
    dt.date(2006, 5, 1),
    None,
    7,
    dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.UTC),
    "0123456789abcdef" * 4,
)


def drawing(title: str = "Price") -> Drawing:
    """.0033, then .0026."""
    levels = [
        Level(dt.date(2005, 10, 3), Fraction("0.0033"), title),
        Level(dt.date(2006, 3, 2), Fraction("0.0026"), title),
    ]
    return Drawing(title, f"{title} described", levels, dt.date(2006, 12, 31))


def everything(words: str) -> list[Block]:
    """Each kind of block, saying these words."""
    return [
        Heading(words, 1),
        Heading(words),
        Heading(words, 3),
        Paragraph(words),
        Items([words, words]),
        Grid([words, "number"], [[words, "1,234.5…"], ["-", "-5"]]),
        Facts([(words, words), ("exactly", LONG)]),
        drawing(words),
        NewPage(),
        Signature(words, [words]),
    ]


def shown(words: str) -> str:
    """Words as a page shows them: the signs that would turn what follows around are written out."""
    return words.replace("\u202e", r"\u202e").replace("\u202c", r"\u202c")


def report_of(words: str) -> Report:
    """A report of every kind of block."""
    return report(words, everything(words), COLOPHON)


def words_of(pdf: bytes) -> str:
    """What a PDF says."""
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(page.extract_text() for page in pages)


class Parsed(HTMLParser):
    """A page read again: which tags it has, with their attributes, and what it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.said.append(data)

    @property
    def names(self) -> set[str]:
        return {tag for tag, _ in self.tags}
