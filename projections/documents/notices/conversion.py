"""The Notice of Conversion (Annex A), filled in and checked: of a conversion that is recorded, or of one to come.

Annex A speaks of a Set Price, which nothing defines, and of the Stated Value; section 4A divides the Liquidation
Preference by the Conversion Price, and the body goes before the form (A42, X16 to X18).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from ledger.cap_table.acts import Conversion
from ledger.clauses.conversion import amount_of, due, entitlement
from ledger.clauses.records import UNKNOWN_CONVERSION
from ledger.engine.book import Book, open_book
from ledger.engine.branch import as_of
from ledger.events import AnyEntry, SeriesDConverted
from ledger.log.recorded import Recorded
from ledger.log.spellings import as_recorded
from ledger.names import near
from ledger.numbers.bounded import quotient, whole_part
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from projections.answers.flags import Warned, flags_of, warned
from projections.answers.warnings import Note, standing_on
from projections.documents.letter import Envelope, envelope
from projections.documents.notices.mailing import company_of
from projections.documents.notices.not_final import provisional_on
from projections.members import Hidden, member

COMMON_STATED = "Common delivered"
"""The figure that says how many shares were delivered."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure that a notice states beside the one that the record gives."""

    what: str
    stated: int
    computed: int

    @property
    @member()
    def agrees(self) -> bool:
        """Whether they are the same."""
        return self.stated == self.computed


@dataclass(frozen=True, slots=True)
class ConversionNotice:
    """The form and its calculation; shares and the price in the units of the Conversion Date.

    `entry` is None while the conversion is not recorded. `whole` is what all of `asked` would give; where the
    authorized number leaves less room, fewer are `converted`, and `common` is what they give (A45). `delivered` is what
    was delivered, of a conversion that is recorded.
    """

    kind: Literal["conversion"] = field(default="conversion", init=False)
    company: str
    series: str
    entry: str | None
    holder: str
    on: date
    notice_delivered: date | None
    register_to: str
    owned_before: int
    asked: int
    converted: int
    stated_value: Figure
    preference: Figure
    """Of the share that moves first."""
    parts: Hidden[tuple[tuple[int, Figure], ...]]
    """How many of the shares asked have which preference, the oldest first (A60)."""
    of_stated_value: Hidden[bool]
    """Whether the terms choose that the Stated Value alone converts (A42)."""
    preference_of_all: Figure
    """What of all shares that are converted is divided by the price."""
    price: Figure
    unrounded: Figure
    whole: Hidden[int]
    room: int | None
    common: int
    delivered: int | None
    checked: tuple[Checked, ...]
    of_different_accruals: Hidden[bool]
    """Whether the holder's Series D does not all carry the same, so that it matters which of them move (A60)."""
    standing: Hidden[tuple[Note, ...]]
    """What is to be said of every answer on the Conversion Date: a price undetermined, a right past its term."""
    flags: Hidden[tuple[Flag, ...]]
    unsettled: Hidden[tuple[Flag, ...]]
    """What makes the price provisional."""
    envelope: Hidden[Envelope]
    """Where the Company and the holder get their mail on the Conversion Date."""

    @property
    @member(before="stated_value")
    def owned_after(self) -> int:
        """The Series D that stays with the holder."""
        return self.owned_before - self.converted

    @property
    @member()
    def stated(self) -> bool | None:
        """Whether the entry states how many shares were delivered, else assumed as computed; None if unrecorded."""
        return None if self.entry is None else any(one.what == COMMON_STATED for one in self.checked)

    @property
    @member()
    def warnings(self) -> list[Warned]:
        """What should be known of the conversion."""
        return [warned(flag) for flag in (*self.flags, *(one.flag for one in self.standing))]

    @property
    def has_accruals(self) -> bool:
        """Whether accrued dividends are part of the preference (A42)."""
        return any(each != self.stated_value for _, each in self.parts)


def recorded_conversion(log: Sequence[Recorded], entry: str | None = None) -> ConversionNotice:
    """The notice of a recorded conversion, the latest when none is named. Raises `Refusal` for an unknown one."""
    book = open_book(log, listen=True)
    known = [one for one in book.state.conversions if not one.automatic]
    if not known:
        raise Refusal(
            UNKNOWN_CONVERSION, "no conversion by notice is recorded; --holder and --shares prepare one", clause="4A"
        )
    found = known[-1] if entry is None else next((one for one in known if one.entry == entry), None)
    if found is None:
        names = {one.entry for one in known}
        raise Refusal(
            UNKNOWN_CONVERSION,
            f"{entry} is no conversion by notice{near(entry or '', names)}; by notice are "
            f"series_d_converted entries, and --holder with --shares prepares one that is not recorded",
            clause="4A",
        )
    return _notice(book, found, flags_of(book), recorded=True)


def prospective_conversion(log: Sequence[Recorded], entry: AnyEntry, at: datetime) -> ConversionNotice:
    """The notice of a conversion that is not recorded. Raises `Refusal` where it would be refused; nothing is kept."""
    book = open_book(log, listen=True)
    (entry,) = as_recorded(log, [entry])
    written, flags = book.record(entry, at)
    found = next(one for one in book.state.conversions if one.entry == written[0].id)
    return _notice(book, found, flags, recorded=False)


def _notice(book: Book, one: Conversion, flags: Iterable[Flag], *, recorded: bool) -> ConversionNotice:
    entry = next(item.recorded.entry for item in book.items if item.recorded.id == one.entry)
    assert isinstance(entry, SeriesDConverted)  # noqa: S101  the others are automatic
    owned, limited = one.owned_before, due(one)
    return ConversionNotice(
        company=company_of(book),
        series=book.state.terms.series,
        entry=one.entry if recorded else None,
        holder=one.holder,
        on=one.day,
        notice_delivered=entry.notice_delivered,
        register_to=one.register_to or one.holder,
        owned_before=owned,
        asked=one.shares,
        converted=one.delivery.converted,
        stated_value=Figure.of(one.stated_value),
        preference=Figure(one.parts[0][1]),
        parts=tuple((shares, Figure(each)) for shares, each in one.parts),
        of_stated_value=book.state.terms.interpretations.conversion_amount == "stated_value",
        preference_of_all=Figure(amount_of(one, one.delivery.converted)),
        price=Figure(one.price, 1 / one.units),
        unrounded=Figure(quotient(amount_of(one, one.shares), one.price, one.units)),
        whole=whole_part(quotient(amount_of(one, one.shares), one.price, one.units)),
        room=one.room,
        common=entitlement(one),
        delivered=one.delivery.common_shares if recorded else None,
        checked=tuple(_checked(entry, owned, limited.converted, limited.common_shares)),
        of_different_accruals=len(one.parts) > 1 or len(book.state.register.lots.get(one.holder, ())) > 1,
        standing=tuple(_standing(book, one.day)),
        flags=tuple(flag for flag in flags if flag.entry == one.entry),
        unsettled=tuple(provisional_on(book, one.day)),
        envelope=envelope(book.items, one.day),
    )


def _checked(entry: SeriesDConverted, owned: int, converted: int, common: int) -> list[Checked]:
    found = [
        ("owned before", entry.owned_before, owned),
        ("owned after", entry.owned_after, owned - converted),
        (COMMON_STATED, entry.common_shares, common),
    ]
    return [Checked(what, stated, computed) for what, stated, computed in found if stated is not None]


def _standing(book: Book, day: date) -> Iterator[Note]:
    """What is to be said of the price of a day, as far as it had begun by then, and in the share units of then.

    That is a price undetermined (A36), or a right past its term (A66).
    """
    state = as_of(book, day).state
    return (note for note in standing_on(state, day) if note.since is not None and note.since <= day)
