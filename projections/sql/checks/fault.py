"""What can be wrong with the reporting tables, kind by kind, and what mends each."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal[
    "later_version",
    "earlier_version",
    "no_version",
    "unsaid_version",
    "missing",
    "view",
    "view_unread",
    "meaning",
    "index",
    "not_a_table",
    "columns",
    "constraint",
    "trigger",
    "stranger",
    "unknown_company",
    "unknown_position",
    "no_position",
    "unreadable_position",
    "not_followed",
    "entries_lost",
    "tracking",
    "tracking_ahead",
    "another_log",
    "room",
    "unreadable",
    "rows",
]
By = Literal["project", "rebuild", "update", "privilege", "hand"]
"""`project` mends what it can without loss, `project --rebuild` all that is ours; the others are for people."""

MENDED_BY: Mapping[Kind, By] = {
    "later_version": "update",
    "earlier_version": "project",
    "no_version": "rebuild",
    "unsaid_version": "rebuild",
    "missing": "project",
    "view": "project",
    "view_unread": "privilege",
    "meaning": "project",
    "index": "project",
    "not_a_table": "rebuild",
    "columns": "rebuild",
    "constraint": "rebuild",
    "trigger": "rebuild",
    "stranger": "hand",
    "unknown_company": "project",
    "unknown_position": "project",
    "no_position": "project",
    "unreadable_position": "project",
    "not_followed": "project",
    "entries_lost": "project",
    "tracking": "project",
    "tracking_ahead": "rebuild",
    "another_log": "rebuild",
    "room": "rebuild",
    "unreadable": "rebuild",
    "rows": "rebuild",
}
"""What mends each kind: `project` where nothing can be lost by it, `project --rebuild` where something is made anew."""

_ADVICE: Mapping[By, str] = {
    "project": "`seriesd project` mends it",
    "rebuild": "`seriesd project --rebuild` makes them anew",
    "update": "update it",
    "privilege": "whoever verifies needs the right to make temporary objects there",
    "hand": "drop it or give it another name",
}
_SHORTLY: Mapping[Kind, str] = {"another_log": "project --rebuild", "room": "project --rebuild"}


class Fault(NamedTuple):
    """Something that is wrong: of which kind, and what, without the end of its sentence."""

    kind: Kind
    said: str

    @property
    def by(self) -> By:
        """What mends it."""
        return MENDED_BY[self.kind]

    @property
    def sentence(self) -> str:
        """What is wrong and what mends it."""
        return f"{self.said}; {_SHORTLY.get(self.kind, _ADVICE[self.by])}"
