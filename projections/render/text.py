"""Blocks as plain text: for paper, for a pipe, and at the width of any terminal.

No number and no word is ever broken or cut to fit a width. A table gives the space that it has to the cells with many
words; where the longest words alone are wider than a line, each of its rows becomes a record of lines.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from projections.render.blocks import (
    SIGNED,
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
from projections.render.marks.marked import tone_of
from projections.render.seen import seen
from projections.render.tables import table
from projections.render.words import Style, typed, wrapped

_PROSE = 100


class Layout(NamedTuple):
    """How text is set: `width` of a line (None: as long as it comes), `prose` that of sentences, `margin` of tables.

    `charts` draws what else is only mentioned, and left out where it is no document that `mentions` it. A number longer
    than a line goes on beyond it: broken, it could be read as two.
    """

    width: int | None = None
    prose: int | None = _PROSE
    margin: str = "  "
    mentions: bool = True
    charts: bool = False
    style: Style = Style()

    @property
    def rule(self) -> int:
        """How long a line across the page is."""
        return min(self.prose or _PROSE, self.width or _PROSE)


DOCUMENT = Layout()
"""Letters, explanations and reports."""


def as_text(blocks: Iterable[Block], layout: Layout = DOCUMENT) -> str:
    """Plain text."""
    text = "\n".join(line.rstrip() for block in seen(blocks) for line in _lines(block, layout))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _lines(block: Block, layout: Layout) -> Iterator[str]:  # noqa: C901, PLR0912  a line or two for each kind
    match block:
        case Title(text):
            yield from _strong(text, layout)
        case Heading(text, level):
            yield ""
            yield from _strong(text, layout)
            if level == 1:
                yield "=" * min(len(text), layout.width or len(text))
        case Paragraph(text):
            yield from _wrapped(text, layout, "  ")
        case Note(text):
            yield from _wrapped(text, layout, "")
        case Alert(text):
            yield from (layout.style.strong(line) for line in _wrapped(text, layout, "  "))
            yield ""
        case Letterhead():
            yield from _head(block, layout)
        case Lines(lines):
            yield from ("", *(line for one in lines for line in _wrapped(one, layout, "  ")))
        case Items(items):
            for item in items:
                yield from _wrapped(item, layout, "  - ", "    ")
        case Grid():
            yield from table(block, layout.width, layout.margin if block.columns else "  ", layout.style)
        case Facts():
            yield from _by_name(block, layout)
        case Verbatim(lines, commands):
            yield from (part for line in lines for part in _typed(f"  {line}", layout, commands=commands))
        case Quotation():
            yield from _quoted(block, layout)
        case Signature():
            yield from _to_sign(block, layout)
        case Drawing() | Curves():
            yield from _drawn(block, layout)
        case HeatMap():
            yield from _wrapped(block.title, layout, "")
            yield from table(block.table, layout.width, layout.margin, layout.style)
        case Space():
            yield ""
        case Contents():
            pass  # there are no pages to turn
        case NewPage():
            yield from ("", "-" * layout.rule)
        case _:
            assert_never(block)


def _strong(text: str, layout: Layout) -> Iterator[str]:
    style, tone = layout.style, tone_of(text)
    return (style.toned(style.strong(line), tone) for line in wrapped(text, layout.width))


def _wrapped(text: str, layout: Layout, first: str, later: str | None = None) -> list[str]:
    width = min(filter(None, (layout.prose, layout.width)), default=None)
    lines = wrapped(text, width, first, first if later is None else later)
    tone = tone_of(text)
    return lines if tone is None else [layout.style.toned(line, tone) for line in lines]


def _typed(line: str, layout: Layout, *, commands: bool) -> list[str]:
    return typed(line, layout.width) if commands else [line]


def _by_name(facts: Facts, layout: Layout) -> Iterator[str]:
    width = min(max((len(name) for name, _ in facts.pairs), default=0), layout.rule // 2) + 2
    yield ""
    for name, value in facts.pairs:
        if len(name) + 2 > width and layout.width is not None:  # on a line of its own, or on several
            yield from _wrapped(name, layout, "  ")
            name = ""  # noqa: PLW2901  it is said
        yield from _wrapped(value, layout, f"  {name.ljust(width)}", " " * (width + 2))
    yield ""


def _head(head: Letterhead, layout: Layout) -> Iterator[str]:
    yield from (layout.style.strong(line) for line in _wrapped(head.company, layout, "  "))
    for line in (", ".join(head.lines), ", ".join(head.contact)):
        yield from _wrapped(line, layout, "  ")
    yield f"  {'-' * (layout.rule - 2)}"


def _quoted(quotation: Quotation, layout: Layout) -> Iterator[str]:
    """With a line beside the words, so that where they end cannot be missed; then whose they are."""
    yield ""
    for number, words in enumerate([*quotation.words, *filter(None, [quotation.left_out])]):
        if number:
            yield "  |"
        yield from _wrapped(words, layout, "  | ")
    yield from _wrapped(quotation.whose, layout, "  -- ", "     ")
    yield ""


def _to_sign(signature: Signature, layout: Layout) -> Iterator[str]:
    if signature.closing:
        yield from ("", f"  {signature.closing}")
    yield ""
    yield from _wrapped(signature.on_behalf_of, layout, "  ")
    for line in signature.lines:
        yield from ("", f"  {line}: {'_' * (min(SIGNED, layout.rule - 4) - len(line))}")
    for line in signature.below:
        yield from _wrapped(line, layout, "      ")


def _drawn(chart: Drawing | Curves, layout: Layout) -> Iterator[str]:
    if not layout.charts:
        yield from _wrapped(f"[{chart.title}: a drawing, on the page and in the PDF]", layout, "  ")
        return
    from projections.render.charts.terminal import drawn

    yield from drawn(chart, layout.width)
