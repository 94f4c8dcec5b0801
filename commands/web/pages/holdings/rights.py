"""Rights: those outstanding and all that were granted; of each what it did to the price, and the price without it."""

from collections.abc import Sequence
from typing import Any

from commands.web.asking import Answer, each
from commands.web.ledgers import NotThereError
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from ledger.refusals import Refusal
from projections.render.answers.history import head, moved
from projections.render.answers.holders import rights_of
from projections.render.blocks import Grid
from projections.render.json.serialize import as_json

_GRANTS = ("option_granted", "convertible_issued")
"""What begins a right."""
_MOST = 200
"""So many grants stand on the page, the last ones; the journal has all."""


def _rights(place: Place) -> Shown:
    table = _table(place)
    grants = place.ask("entries", [*each("--type", _GRANTS), *_until(place), *_part(place), *place.as_known])
    named = dict.fromkeys(one.recorded.entry.right for one in grants.found.entries)
    return Shown("Rights", [table, grants], {"outstanding": _outstanding(table), "names": list(named), "most": _MOST})


def _table(place: Place) -> Answer:
    """Who holds what on the day, of which a page here shows the rights."""
    return place.ask("holders", ["--replay", *place.clocks], form="json")


def _until(place: Place) -> list[str]:
    return [f"--until={place.asked.day}"]


def _part(place: Place) -> list[str]:
    return [] if place.form else [f"--part={_MOST}"]


def _outstanding(table: Answer, name: str | None = None) -> list[Grid]:
    """The rights outstanding, or one of them, as the cap table says them; nothing where there is none."""
    rights = table.found.rights
    told = rights if name is None else {name: rights[name]} if name in rights else {}
    return [rights_of({one: as_json(right) for one, right in told.items()}, table.found.on)] if told else []


def _right(place: Place) -> Shown:
    entries, table = _entries(place), _table(place)
    ids = [one.recorded.id for one in entries.found.entries]
    history = place.ask("history", ["--no-replays", *place.as_known], form="json")
    steps = [
        (str(one.number), " · ".join(head(one)[1:]), moved(one)) for one in history.found.steps if one.entry in ids
    ]
    about: dict[str, Any] = {"outstanding": _outstanding(table, place.key), "steps": steps}
    return Shown(place.key or "", [entries], about)


def _entries(place: Place) -> Answer:
    try:
        return place.ask("entries", [f"--right={place.key}", *place.as_known])
    except Refusal as error:
        raise NotThereError(str(error)) from None


def _grants(found: Answer) -> Sequence[str]:
    return [one.recorded.id for one in found.found.entries if one.recorded.entry.type in _GRANTS]


def _without(place: Place) -> Shown:
    """What would be, had it never been granted."""
    granted = _grants(_entries(place))
    answer = place.ask("what-if", [*each("--without", granted), *place.clocks])
    return Shown(f"Without {place.key}", [answer], {"offset": 2})


PAGES = (
    Page("rights", "Rights", _rights, template="rights.html"),
    Page("right", "Right", _right, template="right.html", keyed=True),
    Page("right-without", "Without a right", _without, template="account.html", keyed=True),
)
