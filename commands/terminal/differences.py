"""What differs between two ledgers, for a person: shared by the verbs that set two side by side."""

from collections.abc import Sequence
from typing import Any

from commands.terminal.common import console
from projections.compare.differences import SUBJECTS, Difference, said

_SENTENCES = ("parted", "rejoined")


def print_differences(found: Sequence[Difference], one_side: str, other_side: str) -> None:
    """What falls away or is written first, and where the prices part, as sentences; then the figures in a table."""
    figures = [one for one in found if not _is_sentence(one)]
    for one in found:
        if _is_sentence(one):
            clause = f" ({one.clause})" if one.clause else "" if one.kind == "left_out" else "."
            print(f"{one.message}{clause}")
    if not figures:
        return
    remarks = any(one.more for one in figures)
    table = side_by_side("difference", one_side, other_side, *([""] if remarks else []))
    for one in figures:
        row = (f"{one.about}: {one.figure.replace('_', ' ')}", said(one.actual), said(one.what_if))
        table.add_row(*row, *([one.more] if remarks else []))
    console().print(table)


def side_by_side(first: str, one_side: str, other_side: str, *further: str) -> Any:
    """A table of two sides, and of what there is to say of them."""
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(first)
    for name in (one_side, other_side):
        table.add_column(name, justify="right")
    for name in further:
        table.add_column(name)
    return table


def _is_sentence(one: Difference) -> bool:
    return one.kind in _SENTENCES or (isinstance(one.actual, bool) and SUBJECTS[one.kind] == "entry")
