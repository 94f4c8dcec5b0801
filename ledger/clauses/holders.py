"""The names of holders: one goes by another name, or becomes one with another holder (4O).

The transfer books are never closed, and they have holders by name. What changes a name moves no price and no total.
"""

from ledger.cap_table.following import follow, holders_of
from ledger.cap_table.state import State
from ledger.clauses.shares import meant
from ledger.events import HolderRenamed, HoldersMerged
from ledger.refusals import Refusal
from ledger.rules import refuses

NOBODY_OF_THAT_NAME = refuses(
    "nobody_of_that_name",
    "4O",
    "Only somebody who has something, or something to come, can be renamed or become one with another.",
    "Name the holder as `holders` shows it on that day.",
)
NAME_IS_TAKEN = refuses(
    "name_is_taken",
    "4O",
    "Two holders that are to be one are merged; a new name is one that nobody goes by.",
    "Record holders_merged where they are one, or give the name that is new.",
)
ONE_HOLDER_ALREADY = refuses(
    "one_holder_already",
    "4O",
    "Nobody becomes one with itself, or is renamed to the name that it has.",
    "Name another holder, or leave the entry out.",
)


def holder_renamed(state: State, entry: HolderRenamed) -> None:
    """What stands under a name stands under another from here on. Refused where somebody goes by that one."""
    _check(state, entry.from_, entry.to)
    if entry.to in holders_of(state):
        raise Refusal(
            NAME_IS_TAKEN,
            f"{entry.to} is a holder on {state.day} already; where the two are one, record holders_merged from "
            f"{entry.from_} into {entry.to}",
        )
    follow(state, entry.id or "", entry.from_, entry.to)


def holders_merged(state: State, entry: HoldersMerged) -> None:
    """What one holder has is another's from here on, behind what that one has. Refused where either is nobody."""
    _check(state, entry.from_, entry.into)
    _check_known(state, entry.into, "into")
    follow(state, entry.id or "", entry.from_, entry.into)


def _check(state: State, before: str, after: str) -> None:
    if before == after:
        raise Refusal(ONE_HOLDER_ALREADY, f"from and what it becomes are both {before}; name two")
    _check_known(state, before, "from")


def _check_known(state: State, name: str, field: str) -> None:
    known = holders_of(state)
    if name not in known:
        raise Refusal(
            NOBODY_OF_THAT_NAME,
            f"{field}: nobody named {name!r} has anything on {state.day}{meant(state, name, sorted(known))}",
        )
