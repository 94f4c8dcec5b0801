"""A report as one web page, and blocks as a part of somebody else's page.

The page needs nothing else, no script and no other file, and is for screens light or dark, and for paper. It may lead
to files beside it, and reads the same where those are not. The part is made by the same template; it has no styles of
its own, neither in it nor on its elements, and no ids. Where it is known what address a reason has, figures and names
lead there.

Whatever a name holds is text: the template escapes every value (`autoescape`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from projections.render.blocks import Block, Contents, Curves, Drawing, Grid, Heading, HeatMap, Title, flush_right
from projections.render.charts.curves import svg as svg_of_curves
from projections.render.charts.drawing import caption_of, svg
from projections.render.charts.heat_map import PALETTE
from projections.render.charts.heat_map import svg as svg_of_heat_map
from projections.render.documents.report import Report, set_for_pages
from projections.render.links import address_from
from projections.render.marks.citations import names_of, spans
from projections.render.marks.marked import Shaded, Struck, tone_of, whys_of
from projections.render.marks.why import Why
from projections.render.seen import seen

if TYPE_CHECKING:
    from jinja2 import Template


_LISTED = 2
_LOWEST_HEADING = 6
_SHORT = 15
"""A cell of fewer signs stands on one line."""
_LONG = 60
"""A cell of more signs is a sentence, and wants more room than a name."""
_UNBROKEN = re.compile(r"(?![-+\d])[^\s-]{25,}")
"""What would keep a column wide: so many signs without a place to break them. A figure is never broken."""
Reason = Callable[[Why], str]
"""The address of a reason; empty where there is none, as of an entry that is tried and not recorded."""


def as_html(report: Report, base: Path | None = None, reason: Reason | None = None) -> str:
    """The page; its links lead to files from the folder `base`, and nowhere without one.

    Where `reason` says at which address a reason stands, figures and names lead there.
    """
    shown = _Shown(reason, base, _names(report.blocks, {}))
    return _template("report.html").render(
        report=report, contents=_contents(report), **_in_template(report.blocks, shown)
    )


def as_fragment(
    blocks: Iterable[Block],
    reason: Reason | None = None,
    heading_offset: int = 0,
    known: Mapping[str, Why] | None = None,
) -> str:
    """Blocks as a part of a page under a strict policy: no style and no id in it, classes alone (`css_of_shades`).

    `reason` says at which address a reason stands; a sentence leads to the entries that the blocks themselves name, and
    to what else is `known` by its name. Headings stand so much lower as `heading_offset` says. Each table stands in a
    region that can be scrolled with the keyboard, and is called as the heading above it.
    """
    made = tuple(one for one in seen(blocks) if not isinstance(one, Contents))
    shown = _Shown(reason, None, _names(made, known or {}), heading_offset, is_part=True, labels=_labels(made))
    return _template("blocks.html").render(contents={}, **_in_template(made, shown))


def css_of_shades() -> str:
    """The rules for the cells of a heat map in a part of a page: a class for each colour."""
    rules = (f".shade-{number} {{ background: {one}; color: {ink}; }}" for number, (one, ink) in enumerate(PALETTE))
    return "\n".join(rules)


def _in_template(blocks: Sequence[Block], shown: "_Shown") -> dict[str, Any]:
    return {
        "blocks": blocks,
        "shown": shown,
        "kind": _kind,
        "right": flush_right,
        "drawn": drawn,
        "caption": caption_of,
        "tone": _tone,
    }


def _names(blocks: Sequence[Block], known: Mapping[str, Why]) -> dict[str, Why]:
    return names_of(_words(blocks)) | dict(known)


def _words(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, tuple | list):
        for one in given:
            yield from _words(one)


def _contents(report: Report) -> dict[int, str]:
    """The headings after the list of contents, by the places of their blocks; none where there is no such list."""
    listed, found = False, {}
    for place, block in enumerate(report.blocks):
        listed = listed or isinstance(block, Contents)
        if listed and isinstance(block, Heading) and block.level == _LISTED:
            found[place] = block.text
    return found


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("projections.render")
    made = Environment(
        loader=loader,
        autoescape=True,
        finalize=_for_pages,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["css"] = files("projections.render").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return made.get_template(name)


def _for_pages(value: object) -> object:
    # what is markup already, a drawing, stays so
    return type(value)(set_for_pages(value)) if isinstance(value, str) else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _tone(text: str, *others: str) -> str:
    """The classes of an element, that of the tone of its words among them, as an attribute; none where it has none."""
    names = [name for name in (*others, tone_of(text)) if name]
    return f' class="{" ".join(names)}"' if names else ""


def drawn(chart: Drawing | Curves | HeatMap) -> str:
    """A drawing as SVG."""
    if isinstance(chart, HeatMap):
        return svg_of_heat_map(chart)
    return svg(chart) if isinstance(chart, Drawing) else svg_of_curves(chart)


# -- words ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """How the words of blocks are shown: where they lead, and what they are called in a part of a page."""

    reason: Reason | None
    base: Path | None
    names: Mapping[str, Why]
    heading_offset: int = 0
    is_part: bool = False
    labels: Mapping[int, str] = field(default_factory=dict)

    @property
    def lists_contents(self) -> bool:
        return not self.is_part

    def level(self, block: Heading | Title) -> int:
        return min(_LOWEST_HEADING, block.level + self.heading_offset)

    def sentence(self, text: str) -> Markup:
        """What words name leads where its reason stands; where they do not name that of them all, the others do."""
        whys, parts = whys_of(text), self._spans(text)
        if whys and all(why != whys[0] for _, why in parts):
            parts = [(said, why or (whys[0] if any(map(str.isalnum, said)) else None)) for said, why in parts]
        return self._written(text, parts)

    def _cell(self, cell: str) -> Markup:
        """A figure or a name leads whole where its reason stands; one of several names each by itself."""
        whys = whys_of(cell)
        written = self._written(cell, [(cell, whys[0])] if len(whys) == 1 else self._spans(cell))
        return _markup(f"<s>{written}</s>") if isinstance(cell, Struck) else written

    def _spans(self, text: str) -> list[tuple[str, Why | None]]:
        return [(text, None)] if self.reason is None else spans(text, self.names)

    def _written(self, text: str, parts: Sequence[tuple[str, Why | None]]) -> Markup:
        if file := address_from(text, self.base):
            return _link(text, file)
        return _markup("".join([self._part(words, why) for words, why in parts]))

    def _part(self, words: str, why: Why | None) -> Markup:
        return _link(words, "" if why is None or self.reason is None else self.reason(why))

    # -- tables -------------------------------------------------------------------------------------------------------

    def row(self, cells: Sequence[str], flush: Sequence[bool], heads: bool) -> Markup:  # noqa: FBT001  in a template
        """The cells of a row; a template would take three times as long for those of a long table."""
        made = []
        for place, cell in enumerate(cells):
            tag, scope = ("th", ' scope="row"') if heads and cell and not place else ("td", "")
            look = self._look(cell, "number" if flush[place] else self._room(cell))
            made.append(f"<{tag}{scope}{look}>{self._cell(cell)}</{tag}>")
        return _markup("".join(made))

    def _room(self, cell: str) -> str:
        """The class of a cell of words: how much room they want. A page by itself has no rules for long ones."""
        if len(cell) < _SHORT:
            return "short"
        if not self.is_part:
            return ""
        unbroken = any(any(map(str.isalpha, word)) for word in _UNBROKEN.findall(cell))
        return f"{'words' if len(cell) <= _LONG else 'long'}{' unbroken' if unbroken else ''}"

    def _look(self, cell: str, how: str) -> str:
        """The class of a cell, and of one with a colour behind it that; on a page by itself as a style."""
        shade = _shade(cell) if self.is_part else ""
        style = f' style="{_style(cell)}"' if isinstance(cell, Shaded) and not self.is_part else ""
        return _tone(cell, how, shade) + style

    def heads(self, grid: Grid) -> bool:
        """Whether the first column of a table names its rows, each by another name."""
        first = [row[0] for row in grid.rows if row and row[0]]
        return self.is_part and max(map(len, grid.rows), default=0) > 1 and len(set(first)) == len(first)

    def region(self, place: int) -> Markup:
        """That what can be scrolled is a region, and its name."""
        return _markup(f' role="region"{self.label(place)}' if self.is_part else "")

    def label(self, place: int) -> Markup:
        """The name of a table."""
        return _markup(f' aria-label="{_escaped(self.labels[place])}"' if self.is_part else "")


def _labels(blocks: Sequence[Block]) -> dict[int, str]:
    """The names of tables by the places of their blocks: that of the heading above, of several under it the number."""
    found, heading, under = dict[int, str](), "Table", Counter[str]()
    for place, block in enumerate(blocks):
        if isinstance(block, Title | Heading):
            heading = block.text
        elif isinstance(block, Grid):
            under[heading] += 1
            found[place] = heading if under[heading] == 1 else f"{heading} ({under[heading]})"
    return found


def _shade(cell: str) -> str:
    if not isinstance(cell, Shaded) or (cell.colour, cell.ink) not in PALETTE:
        return ""
    return f"shade-{PALETTE.index((cell.colour, cell.ink))}"


def _style(cell: Shaded) -> str:
    return f"background: {cell.colour}; color: {cell.ink}"


def _link(words: str, address: str) -> Markup:
    return _markup(f'<a href="{_escaped(address)}">{_escaped(words)}</a>') if address else _escaped(words)


def _escaped(words: str) -> Markup:
    return escape(str(words))


def _markup(made: str) -> Markup:
    """What is made of our own signs and of words that are escaped."""
    return Markup(made)  # noqa: S704  each word in it was escaped above
