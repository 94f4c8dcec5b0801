"""An edit of the record explained: which entry it mends, what stood before, what stands since, and what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ledger.engine.book import open_book
from ledger.events import EntryCorrected, SeriesDAutoConverted, write_entry
from ledger.log.recorded import Recorded
from ledger.log.recordings import Recording
from ledger.log.timeline import EDITS, as_edited, is_edit, standing_edits
from ledger.refusals import Refusal
from projections.answers.listing.entry import is_assumed, leaves
from projections.audit.papers import NO_PAPERS, Papers
from projections.compare.changes import changes
from projections.compare.differences import Difference
from projections.members import Answer


@dataclass(frozen=True, slots=True)
class FieldEdited:
    """A field of the entry, by its dotted name, before the edit and since; None where it is absent."""

    name: str
    before: Any
    since: Any

    @property
    def changed(self) -> bool:
        """Whether the edit changed it."""
        return bool(self.before != self.since)


@dataclass(frozen=True, slots=True)
class EditExplained(Answer):
    """An edit; `target` is the entry as it was first recorded, `before` as it stood just before the edit.

    `since` is what stood just after it, None where the entry was voided; `later` are the edits of the same entry that
    came after. `changes` are the answers given until then that the edit changed, as `record` told them.
    """

    edit: Recorded
    target: Recorded
    before: Recorded
    since: Recorded | None
    earlier: tuple[Recorded, ...]
    later: tuple[Recorded, ...]
    changes: tuple[Difference, ...]
    papers: Papers = NO_PAPERS
    """The documents of the edit, and of the entry that it mends, where they are attached."""
    by: Mapping[str, Recording] = field(default_factory=dict)
    """With which recordings the edit, its entry and the other edits of that came, by id, where that is known."""

    @property
    def is_correction(self) -> bool:
        """Whether another entry stands in the place of the one edited; else it is out."""
        return isinstance(self.edit.entry, EntryCorrected)

    @property
    def reason(self) -> str:
        """Why, as whoever recorded it said."""
        assert isinstance(self.edit.entry, EDITS)  # noqa: S101  nothing else is explained here
        return self.edit.entry.reason

    @property
    def all_named(self) -> tuple[Recorded, ...]:
        """The edit, its entry, and the other edits of that."""
        return (self.edit, self.target, *self.earlier, *self.later)

    @property
    def fields(self) -> list[FieldEdited]:
        """Every field of the entry, in its order; those that only the correction has come last."""
        before, since = _flat(self.before), {} if self.since is None else _flat(self.since)
        return [FieldEdited(name, before.get(name), since.get(name)) for name in {**before, **since}]


def edit_explained(log: Sequence[Recorded], name: str) -> EditExplained | None:
    """What an edit did to the record; None where the entry of this name is no edit, or there is none."""
    at = next((number for number, one in enumerate(log) if one.id == name and is_edit(one)), None)
    if at is None:
        return None
    edit = log[at]
    assert isinstance(edit.entry, EDITS)  # noqa: S101  it was looked for as one
    of = edit.entry.entry
    target = next(one for one in log if one.id == of)
    edits = [one for one in log if isinstance(one.entry, EDITS) and one.entry.entry == of]
    earlier = [one for one in edits if one.position < edit.position]
    before = as_edited(target, standing_edits(earlier).get(of))
    assert before is not None  # noqa: S101  what is voided is never edited again
    return EditExplained(
        edit=edit,
        target=target,
        before=before,
        since=as_edited(target, edit),
        earlier=tuple(earlier),
        later=tuple(one for one in edits if one.position > edit.position),
        changes=tuple(_changes(log, at)),
    )


def _changes(log: Sequence[Recorded], at: int) -> list[Difference]:
    """What the edit changed of the answers given until then, as `record` told them."""
    was, end = open_book(log[:at]), _end(log, at)
    book = was.copy()
    try:
        as_recorded = book.record(log[at].entry, log[at].recorded_at, edition=log[at].edition)[0] == [*log[at:end]]
    except Refusal:
        as_recorded = False
    # what this version would record otherwise, or not at all, is read as it stands in the log
    return changes(was, book if as_recorded else open_book(log[:end]))


def _end(log: Sequence[Recorded], at: int) -> int:
    """Where in the log what was recorded with the edit ends: the automatic conversions that it brought about."""
    end = at + 1
    while end < len(log) and isinstance(log[end].entry, SeriesDAutoConverted):
        end += 1
    return end


def _flat(one: Recorded) -> dict[str, Any]:
    """The fields of an entry by dotted name, with what the ledger wrote down of a delivery."""
    document = write_entry(one.entry)
    if one.delivery is not None:
        delivery, assumed = one.delivery, is_assumed(one)
        made = {"converted": delivery.converted, "common_shares": delivery.common_shares, "assumed": assumed}
        document["delivery"] = made
    return dict(leaves(document))
