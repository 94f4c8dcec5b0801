"""Words set in lines, and how a terminal shows that some of them are strong, struck out or in colour."""

import re
from typing import NamedTuple

from projections.render.marks.marked import Shaded, Struck, Tone, tone_of

_WIDE, _NARROW = "\u0300", "\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
"""From which sign on signs may take two places or none, and dashes, quotes and dots that take one."""
_SPACE = re.compile(r"[ \t\x0b\x0c\r]+")
_WORD = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*'|["'])+""")
_TYPED = re.compile(rf"( *)({_WORD.pattern}(?: {_WORD.pattern})*)(?: {{2,}}(\S.*))?")
"""A command as it is typed: its indent, its words, and behind two spaces or more what it does."""
_COLOURS: dict[Tone, int] = {"wrong": 31, "heed": 33, "good": 32}


class Style(NamedTuple):
    """What the place that text is shown in can show: emphasis, and colours."""

    emphasis: bool = False
    colours: bool = False

    def strong(self, text: str) -> str:
        """Words that stand out."""
        return f"\x1b[1m{text}\x1b[0m" if self.emphasis and text.strip() else text

    def toned(self, text: str, tone: Tone | None) -> str:
        """Words in the colour of how something stands; where there are no colours the words alone say it."""
        if tone is None or not self.colours or not text.strip():
            return text
        return f"\x1b[{_COLOURS[tone]}m{text}\x1b[0m"

    def plain(self, cell: str) -> str:
        """A cell as so many letters: where nothing can be struck through, marks stand around what is."""
        return f"~~{cell}~~" if isinstance(cell, Struck) and cell and not self.emphasis else str(cell)

    def cell(self, line: str, cell: str) -> str:
        """A line of a cell, in the way that cell is shown."""
        if isinstance(cell, Struck) and self.emphasis and line.strip():
            return f"\x1b[9m{line}\x1b[0m"
        if isinstance(cell, Shaded) and self.colours:
            from rich.color import ColorSystem
            from rich.style import Style as Rich

            return Rich(color=cell.ink, bgcolor=cell.colour).render(line, color_system=ColorSystem.EIGHT_BIT)
        return self.toned(line, tone_of(cell))


def length(text: str) -> int:
    """How many places of a terminal text takes."""
    if all(sign < _WIDE or sign in _NARROW for sign in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrapped(text: str, width: int | None, first: str = "", later: str | None = None) -> list[str]:
    """Text in lines of a width, between words; a word longer than a line is never cut."""
    later = first if later is None else later
    lines: list[str] = []
    for part in text.split("\n"):
        start = later if lines else first
        lines += [f"{start}{part}"] if _fits(f"{start}{part}", width) else _filled(part, width or 0, start, later)
    return [] if not text else lines


def _fits(text: str, width: int | None) -> bool:
    return width is None or length(text) <= width


def _filled(text: str, width: int, first: str, later: str) -> list[str]:
    lines, line, empty = [], first, True
    for word in filter(None, _SPACE.split(text)):
        longer = f"{line}{word}" if empty else f"{line} {word}"
        if empty or length(longer) <= width:
            line, empty = longer, False
        else:
            lines.append(line)
            line = f"{later}{word}"
    return [*lines, line]


def typed(line: str, width: int | None) -> list[str]:
    """A command as it can be typed, in lines of a width; what it does stands under it where there is no room beside.

    A command that is longer than a line goes on behind a backslash, between its words and outside quotes: it can still
    be copied as it stands.
    """
    found = _TYPED.fullmatch(line.rstrip())
    if found is None or _fits(line, width):
        return [line]
    indent, command, does = found.groups()
    lines = [indent + command] if _fits(indent + command, width) else _folded(command, width or 0, indent)
    return lines + wrapped(does or "", width, f"{indent}    ")


def _folded(command: str, width: int, indent: str) -> list[str]:
    lines, line = [], indent
    for word in _WORD.findall(command):
        longer = f"{line} {word}" if line.strip() else f"{line}{word}"
        if line.strip() and length(longer) + len(" \\") > width:
            lines.append(f"{line} \\")
            longer = f"{indent}    {word}"
        line = longer
    return [*lines, line]
