"""The readings on which the figures of a notice of adjustment rest, those of replayed steps included, and no others.

A reading is one of them where under another reading a figure that the notice states would be found otherwise: what is
excluded counts only where something excluded is (A13), grant money is split only where a part of a right ended (A23).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ledger.events import (
    AnyEntry,
    CommonIssued,
    ConvertibleIssued,
    Issuing,
    OptionGranted,
    RightChanged,
    RightExercised,
    RightTerminated,
    SeriesDAutoConverted,
    SeriesDConverted,
    StockDividendPaid,
)
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.price.rights import Right, Standing
from ledger.working import Expression, Switch, Working
from projections.certificate.readings import READINGS, SWITCHES, in_order
from projections.explain.readjustment import Beside
from projections.explain.steps import Explained
from projections.workings.leaves import named
from projections.workings.made_of import made_of
from projections.workings.price.lots import LotAt
from projections.workings.price.trigger import Tested

_CONVERSIONS = (SeriesDConverted, SeriesDAutoConverted)
_DETERMINED = ("determination", "market_price_determination")
_RESTATING = ("4F", "4G")


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known where the steps stand: all entries by id, and what is true of the whole ledger."""

    entries: Mapping[str, Recorded]
    rights: Mapping[str, Right]
    choices: Interpretations
    first_series_d: date | None
    adopted: date | None
    lenders: frozenset[str]
    treasury: bool
    par_value: Fraction
    late: bool
    accrued: bool
    past_term: bool


def readings_of(steps: Sequence[Explained], around: Around) -> list[str]:
    """The readings of a notice of these steps, in order."""
    found = {"A43", *_of_notice(steps, around)}
    for one in steps:
        found |= {*_of_step(one, around)}
    return in_order(found & READINGS.keys())


def switches_of(readings: Iterable[str], choices: Interpretations) -> list[Switch]:
    """The switches that decide these readings, with the choices made of them."""
    chosen, wanted = choices.choices(), set(readings)
    return [Switch(name, chosen[name]) for name, reading in SWITCHES.items() if reading in wanted and name in chosen]


def _of_notice(steps: Sequence[Explained], around: Around) -> Iterator[str]:
    if around.late:
        yield from ("A8", "A53")
    if len(steps) > 1:
        yield from ("A53", *(("A5",) if sum(bool(one.tested) for one in steps) > 1 else ()))
        if any(one.step is not None and one.step.clause == "4H" for one in steps):
            yield "A61"
    if around.accrued:
        yield from ("A42", "A60")
    if around.past_term:
        yield "A66"
    determined = (getattr(it.entry, name, None) for one in steps for it in one.causes for name in _DETERMINED)
    if any(one is not None and one.by == "board_and_holders" for one in determined):
        yield "A40"


def _of_step(one: Explained, around: Around) -> Iterator[str]:
    step = one.step
    assert step is not None  # noqa: S101  a notice is of steps
    yield _governs(one)
    if step.after.fraction < around.par_value:
        yield "A44"
    yield from _of_clause(step.clause, step.entries, around)
    yield from _of_tests(one.tested, around)
    if one.rule == "average":
        yield from _of_average(one.working, one.lots, around, step.effective)
    if one.beside:
        yield from _of_replay(one, around)


def _governs(one: Explained) -> str:
    step = one.step
    assert step is not None  # noqa: S101  see above
    if step.clause == "4E(3)":
        return "A3"
    return "A2" if step.clause in _RESTATING else "A1"


def _of_clause(clause: str, names: Sequence[str], around: Around) -> Iterator[str]:
    """What a step relies on by its clause and its entries, as it took place or in a replay."""
    yield from _BY_CLAUSE.get(clause, ())
    entries = [around.entries[name].entry for name in names if name in around.entries]
    if any(isinstance(one, StockDividendPaid) or getattr(one, "record_date", None) for one in entries):
        yield "A7"
    if any(isinstance(one, StockDividendPaid) for one in entries) and around.treasury:
        yield "A65"


_BY_CLAUSE = {"9": ("A52",), "4G": ("A41",), "4H": ("A37", "A39")}


# -- the tests of 4E, and the average ---------------------------------------------------------------------------------


def _of_tests(tested: Sequence[Tested], around: Around) -> Iterator[str]:
    for test in tested:
        yield from _of_tested(around.entries[test.entry], test, around)
    entries = {test.entry for test in tested}
    if len(entries) > 1:
        yield "A6"
    if any(len({it.per_share.text() for it in tested if it.entry == name}) > 1 for name in entries):
        yield "A24"


def _of_tested(recorded: Recorded, test: Tested, around: Around) -> Iterator[str]:
    entry = recorded.entry
    if test.waived:
        yield "A52"
    if test.per_share.fraction == test.against.fraction:
        yield "A56"
    if isinstance(entry, Issuing):
        if any(part.amount and part.what in ("expenses", "additional_rights") for part in test.parts):
            yield "A35"
        if isinstance(entry, CommonIssued | OptionGranted | ConvertibleIssued) and entry.dividend_on is not None:
            yield "A18"
        if entry.effective == around.first_series_d:
            yield "A58" if isinstance(entry, CommonIssued) else "A17"
        if isinstance(entry, OptionGranted):
            yield from ("A14",) if entry.holder in around.lenders else ()
            yield from ("A38",) if entry.kind == "right" else ()
    elif isinstance(entry, RightExercised):
        yield _BY_STANDING[around.rights[entry.right].standing]


_BY_STANDING = {Standing.LEGACY: "A16", Standing.ASSUMED: "A19", Standing.TESTED: "A20", Standing.EXCLUDED: "A15"}


def _of_average(working: Working | None, lots: Sequence[LotAt], around: Around, on: date) -> Iterator[str]:
    yield "A11"
    if lots:
        yield "A9"
    entries = _entries_in_a(working, around)
    if any(isinstance(one, _CONVERSIONS) for one in entries):
        yield "A12"
    dividends = (it.entry for it in around.entries.values() if isinstance(it.entry, StockDividendPaid))
    if any(one.record_date is not None and one.effective <= on for one in dividends):
        yield "A7"
    if any(_is_excluded(one, around) for one in entries) or _has_excluded(around, on):
        yield "A13"
    if any(_is_unprotected(one, around) for one in entries):
        yield "A58"


def _entries_in_a(working: Working | None, around: Around) -> list[AnyEntry]:
    """The entries that brought or took what A counts."""
    found: Mapping[str, Expression] = {} if working is None else named(working.formula)
    names = dict.fromkeys(line.entry for line in made_of(found["A"])) if "A" in found else {}
    return [around.entries[name].entry for name in names if name is not None and name in around.entries]


def _is_excluded(entry: object, around: Around) -> bool:
    if isinstance(entry, RightExercised):
        return around.rights[entry.right].is_excluded
    return isinstance(entry, CommonIssued) and entry.excluded is not None


def _has_excluded(around: Around, on: date) -> bool:
    """Whether Excluded Stock could still come out of a right then, which does not count until it does (A13)."""
    every = (right for right in around.rights.values() if right.is_excluded and right.entry in around.entries)
    return any(around.entries[right.entry].entry.effective <= on for right in every)


def _is_unprotected(entry: object, around: Around) -> bool:
    """Whether Common was issued under the certificate and before 4E protected: it was not tested."""
    if not isinstance(entry, CommonIssued) or around.first_series_d is None or around.adopted is None:
        return False
    return around.adopted <= entry.effective < around.first_series_d


# -- a replay ---------------------------------------------------------------------------------------------------------


def _of_replay(one: Explained, around: Around) -> Iterator[str]:
    step = one.step
    assert step is not None  # noqa: S101  see above
    waived = step.clause == "9"
    grants = {right.before.entry for right in one.rights.values()} | ({*_first(one)} if waived else set())
    since = min((around.entries[name].entry.effective for name in grants), default=step.effective)
    yield from () if waived else ("A28",)
    for row in one.beside:
        yield from _of_tests(row.tested, around)
        if row.replayed is not None:
            yield from _of_clause(row.replayed.clause, row.replayed.entries, around)
        if row.replayed is not None and row.replayed.a is not None:
            yield from _of_average(row.replayed_working, row.lots, around, row.on)
    yield from _since(one, since, grants, around)
    for name, right in one.rights.items():
        yield from _of_right(around.entries[name], right.before, right.after, one, around)


def _since(one: Explained, since: date, grants: set[str], around: Around) -> Iterator[str]:
    """What lies between the grant and the readjustment."""
    assert one.step is not None  # noqa: S101  see above
    if any(grants.isdisjoint(row.entries) for row in one.beside if row.change is not None):
        yield "A25"
    if _repeats(one.beside):
        yield "A5"
    between = [it.entry for it in around.entries.values() if since <= it.entry.effective <= one.step.effective]
    if any(isinstance(it, _CONVERSIONS) for it in between):
        yield "A30"
    counted = (it for row in one.beside for it in _entries_in_a(row.replayed_working, around))
    if any(isinstance(it, _CONVERSIONS) and it.effective >= since for it in counted):
        yield "A31"
    if any(row.on >= since and _restates(row) for row in one.beside):
        yield "A26"


def _first(one: Explained) -> Iterator[str]:
    return (name for row in one.beside if row.no_longer_triggers for name in row.no_longer_triggers)


def _repeats(rows: Sequence[Beside]) -> bool:
    days = [row.on for row in rows if row.replayed is not None and row.replayed.a is not None]
    return len(set(days)) < len(days)


def _restates(row: Beside) -> bool:
    step = row.replayed or row.first
    return step is not None and step.clause in _RESTATING


def _of_right(recorded: Recorded, before: Right, after: Right, one: Explained, around: Around) -> Iterator[str]:
    """What the change or the end of a right asks (4E(3))."""
    entry, grant = recorded.entry, around.entries[before.entry].entry
    if any(lot.out_by is not None for lot in before.lots):
        yield "A22"
    if isinstance(entry, RightTerminated | RightExercised):
        yield from _of_end(entry, before, after, one)
        sold = (around.entries[test.entry].entry for row in one.beside for test in row.tested)
        yield from ("A59",) if any(_is_sold_with(it, grant) for it in sold) else ()
    if isinstance(entry, RightChanged):
        yield from _of_change(entry, before, one)
        if isinstance(grant, OptionGranted | ConvertibleIssued):
            yield from ("A27",) if entry.reason == "antidilution" and not grant.split_protection else ()
            yield from ("A34",) if grant.priced_off_series_d else ()


def _of_end(entry: RightTerminated | RightExercised, before: Right, after: Right, one: Explained) -> Iterator[str]:
    if isinstance(entry, RightExercised) and entry.withheld:
        yield "A29"
    if after.lots and any(lot.money for lot in before.lots):
        yield "A23"
    counted = [row for row in one.beside if row.replayed is not None and row.replayed.a is not None]
    own = next((row.on for row in one.beside if before.entry in row.entries), None)
    if own is not None and any(row.on >= own and before.entry not in row.entries for row in counted):
        yield "A10"


def _of_change(entry: RightChanged, before: Right, one: Explained) -> Iterator[str]:
    if not any(row.first is not None and before.entry in row.first.entries for row in one.beside):
        yield "A21"
    if entry.shares is not None:
        yield "A32"


def _is_sold_with(entry: AnyEntry, unit: AnyEntry) -> bool:
    """Whether an entry was sold in one transaction with a right whose value was deducted from it (A59)."""
    if not isinstance(unit, Issuing) or unit.transaction is None or not isinstance(entry, Issuing):
        return False
    return bool(entry.consideration.additional_rights) and (entry.transaction, entry.effective) == (
        unit.transaction,
        unit.effective,
    )
