"""The rows of docs/mutations.md: a place in the ledger, a change of a line there, and why nothing comes of it."""

import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "mutations.md"


def rows(page: str) -> Iterator[tuple[str, str, str]]:
    """The place, the changed line and the reason of each row."""
    for line in page.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if line.startswith("| `") and len(cells) == 3:
            where, what, why = cells
            yield where.strip("`"), what.strip("`").replace("\\|", "|"), why


def explained() -> set[tuple[str, str]]:
    """The changes that the page explains, by place and changed line; `*` stands for any place."""
    return {(where, what) for where, what, why in rows(PAGE.read_text("utf-8")) if why}


def is_explained(where: str, what: str, known: set[tuple[str, str]]) -> bool:
    """Whether the page has a row for a change, or one for all places where its words are a part of what is changed."""
    return (where, what) in known or any(place == "*" and words in what for place, words in known)


def place(mangled: str) -> str:
    """A function by its room, module and name: `price.fold.passes`, `price.course.Course.mark`."""
    module, _, name = mangled.removeprefix("ledger.").rpartition(".")
    return f"{module}.{name.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def changed(diff: str) -> str:
    """The lines that a change puts in, or `without` those that it takes out, as one line."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    return _joined(lines, "+") or f"without {_joined(lines, '-')}"


def row(where: str, what: str) -> str:
    """A row of the page, its reason still to be given."""
    escaped = what.replace("|", "\\|")
    return f"| `{where}` | `{escaped}` | |"


def _joined(lines: list[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in lines if line.startswith(sign))
