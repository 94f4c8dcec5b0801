"""Labels of a drawing: each beside its mark while all have room, else numbers there and the words in a legend below."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

_LETTER, _LINE = 6, 15
_GAP = 6
_TAG = 26
MOST = 12
"""Past so many marks only those that move most are named."""
_LONGEST = 46


class Box(NamedTuple):
    """A rectangle in a drawing."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Box") -> bool:
        """Whether two have a point in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Mark(NamedTuple):
    """A point of a curve with what is said there, and how much moves there against others."""

    x: int
    y: int
    says: str


class Placed(NamedTuple):
    """Words at a place."""

    x: int
    y: int
    anchor: str
    says: str


def beside(marks: Sequence[Mark], curve: Sequence[Box], frame: Box) -> list[Placed] | None:
    """Each label beside its mark, clear of the curve and of each other; None where one has no room."""
    taken, found = list(curve), []
    for mark in marks:
        place = next((one for one in _around(mark, frame) if not any(one[1].meets(other) for other in taken)), None)
        if place is None:
            return None
        found.append(place[0])
        taken.append(place[1])
    return found


def _around(mark: Mark, frame: Box) -> Iterator[tuple[Placed, Box]]:
    wide = _LETTER * len(mark.says)
    for up, right in product((True, False), (True, False)):
        left = mark.x + _GAP if right else mark.x - _GAP - wide
        top = mark.y - _GAP - _LINE + 2 if up else mark.y + _GAP - 2
        box = Box(left, top, left + wide, top + _LINE)
        if frame.left <= box.left and box.right <= frame.right and frame.top <= box.top and box.bottom <= frame.bottom:
            anchor = "start" if right else "end"
            yield Placed(box.left if right else box.right, box.bottom - 4, anchor, mark.says), box


def numbered(marks: Sequence[Mark]) -> Iterator[Placed]:
    """The numbers of the marks from 1, beside them; those too close to each other as one: 3-5."""
    groups: list[list[tuple[int, Mark]]] = []
    for number, mark in enumerate(marks, start=1):
        if groups and mark.x - groups[-1][0][1].x < _TAG:
            groups[-1].append((number, mark))
        else:
            groups.append([(number, mark)])
    for group in groups:
        first, last = group[0][0], group[-1][0]
        y = min(mark.y for _, mark in group)
        # to the right of the mark: above it the curve may come down
        says = str(first) if first == last else f"{first}-{last}"
        yield Placed(group[0][1].x + _GAP - 2, y - _GAP, "start", says)


def legend(marks: Sequence[Mark], days: Sequence[str], left: int, top: int, width: int) -> Iterator[Placed]:
    """What each number stands for, in two columns; a long name ends in an ellipsis."""
    half = (len(marks) + 1) // 2
    for number, (mark, day) in enumerate(zip(marks, days, strict=True)):
        column, line = divmod(number, half)
        says = f"{number + 1}  {day}  {mark.says}"
        shown = says if len(says) <= _LONGEST else f"{says[: _LONGEST - 1]}…"
        yield Placed(left + column * width // 2, top + line * _LINE, "start", shown)


def legend_height(marks: Sequence[Mark]) -> int:
    """How much room the legend takes."""
    return (len(marks) + 1) // 2 * _LINE + 8
