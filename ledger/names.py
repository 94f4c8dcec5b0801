"""Names as people write them: the nearest known one, and how what was given is shown in a sentence."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_SHOWN = 60


def nearest(name: str, known: Iterable[str], *, most: int = 1, alike: float | None = None) -> list[str]:
    """The known names most like this one, the nearest first; none where none is so much alike (from 0 to 1).

    How much is enough for a suggestion the library knows, where nothing is said.
    """
    return (
        get_close_matches(name, list(known), most) if alike is None else get_close_matches(name, [*known], most, alike)
    )


def near(name: str, known: Iterable[str]) -> str:
    """A suggestion of the nearest known name, as the end of a sentence; nothing when none is near."""
    found = nearest(name, known)
    return f"; did you mean {found[0]!r}?" if found else ""


def shown(given: object) -> str:
    """What was given, in a sentence that says what is wrong with it; not more of it than can be read."""
    written = repr(given)
    return written if len(written) <= _MOST_SHOWN else f"{written[: _MOST_SHOWN - 3]}..."
