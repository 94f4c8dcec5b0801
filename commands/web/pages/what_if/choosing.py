"""What there is to choose from: the entries of the record, and the fields of each with what they say now."""

from collections.abc import Sequence
from typing import NamedTuple

from commands.web.asked import Dated
from commands.web.pages.page import Page
from commands.web.pages.record.fields import type_in_words
from commands.web.pages.record.names import names_in
from commands.web.pages.what_if.edits import Change, Edits
from commands.web.places import Place, Shown
from ledger.events import write_entry
from ledger.log.recorded import Recorded
from ledger.log.timeline import as_edited, is_edit, standing_edits
from projections.answers.listing.entry import leaves

MOST = 200
"""So many entries stand in the list, the last ones; every other can be named by its id."""


class Choice(NamedTuple):
    """An entry that can be left out."""

    id: str
    day: str
    what: str
    is_chosen: bool


class Named(Dated):
    """The entry whose fields are wanted."""

    entry: tuple[str, ...] = ()


def choices(place: Place, edits: Edits) -> list[Choice]:
    """The last entries in the order in which they take effect, and whichever are chosen."""
    log = _log(place)
    ordered = sorted(log, key=lambda one: (one.entry.effective, one.position))
    shown = {one.id for one in ordered[-MOST:]} | {*edits.without}
    return [_choice(one, edits) for one in ordered if one.id in shown]


def _choice(one: Recorded, edits: Edits) -> Choice:
    holder = getattr(one.entry, "holder", None)
    what = ", ".join(filter(None, (type_in_words(one.entry.type), holder)))
    return Choice(one.id, str(one.entry.effective), what, one.id in edits.without)


def others(place: Place, edits: Edits) -> list[str]:
    """What is left out and is no entry of the record: it stays in the form, as it was typed."""
    known = {one.id for one in _log(place)}
    return [one for one in edits.without if one not in known]


def now(place: Place, changes: Sequence[Change]) -> list[str | None]:
    """What each field that is changed says now; None where it says nothing, or there is none."""
    log = _log(place)
    found = {name: dict(fields_of(log, name)) for name in {one.entry for one in changes}}
    return [found[one.entry].get(one.field) for one in changes]


def fields_of(log: Sequence[Recorded], name: str) -> list[tuple[str, str]]:
    """The fields of an entry as it stands, by dotted name."""
    one = next((one for one in log if one.id == name), None)
    if one is None:
        return []
    edits = standing_edits([one for one in log if is_edit(one)])
    entry = (as_edited(one, edits.get(name)) or one).entry
    return [(field, str(value)) for field, value in leaves(write_entry(entry)) if field not in ("id", "type")]


def _log(place: Place) -> Sequence[Recorded]:
    """What had been recorded by the moment asked for."""
    log = place.known.log if place.known else ()
    until = place.asked.known
    return [one for one in log if until is None or one.recorded_at <= until]


def _fields(place: Place) -> Shown:
    params = place.params
    name = next((one for one in params.entry if one), "") if isinstance(params, Named) else ""
    found = fields_of(_log(place), name)
    answers = [place.ask("explain", [*place.as_known, "--", name])] if found else []
    about = {"name": name, "fields": found, "names": names_in(place.known)}
    return Shown(f"The fields of {name}", answers, about)


PAGES = (Page("what-if-fields", "The fields of an entry", _fields, asks=Named, template="what_if_fields.html"),)
