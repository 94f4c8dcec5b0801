"""The holders before and behind those that stand on a page, where they are many."""

from collections.abc import Callable

A_PAGE = 100
"""So many holders stand on a page."""


def turns(part: str | None, in_all: int, address: Callable[[str], str]) -> dict[str, tuple[str, str] | None]:
    """The part before this one and the one behind it, each as it is said and with its address."""
    asked = part or f"1-{A_PAGE}"
    given, _, end = asked.rpartition("-")
    first = int(given) if given else max(1, in_all - int(end) + 1)
    last = min(in_all, int(end) if given else in_all)
    earlier = f"{max(1, first - A_PAGE)}-{first - 1}" if 1 < first <= in_all else None
    later = f"{last + 1}-{min(in_all, last + A_PAGE)}" if first <= last < in_all else None
    return {
        which: None if one is None else (one.replace("-", " to "), address(one))
        for which, one in (("earlier", earlier), ("later", later))
    }
