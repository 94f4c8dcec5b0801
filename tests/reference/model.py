"""The reference model: `judge(entries)` says what the certificate makes of a journal.

It is written to be obviously right rather than fast: whoever wants to know what the ledger ought to answer reads
`fold.py` beside the certificate. After every entry everything is told again from the first day. Where the texts leave a
choice, CHOICES.md says what was chosen.

What it answers (second edition). `judge(entries)` takes a list of plain mappings, in the order recorded, and gives an
`Outcome`. Money, prices and fractions of shares are `Fraction`, whole shares `int`, days `datetime.date`; `on` is a day,
and unless another moment is named the answer is that of its close, by the record as now known.

The record:

- `refused`: `[(number of the entry as handed in, why)]`; all others are accepted. `already_recorded`: numbers that were
  skipped. `accepted_ids`: the ids in the log, automatic conversions included.
- `without_consent`: ids of restricted actions that stand although the consent is missing (`despite`; section 6).
- `balances_differ`: `{entry: (as asserted, as it is at its place)}` of balances that were asserted and are others.

The price:

- `steps`: each `{effective, governs_from, entry, entries, clause, before, after, A, B, C, D}`, and after a readjustment
  `replayed` (a list of the same). A 4H step stands last in its day, an expiry before it (A61, A62).
- `price(on)`: `{in_effect, after_close, common_per_share}`; the last is that of a share that carries every accrual: of
  the shares outstanding that with the most (none outstanding: the Stated Value), over the price in effect.
- `by_accrual(on)`: `[{accrued, shares, common_per_share}]`, one for each accrual that an outstanding share carries, the
  most first.
- `undetermined(on)`: `{in_effect, after_close}`: for each the id of the first distribution with `provision` since which
  that price is not determined (A36), or None.
- `past_its_term(on)`: `[{right, since, price_if_ended}]` by name (A66): `since` is the day after `expires` (what is
  outstanding as an option) or `matures` (what was issued as a Convertible Security); the price is the one in effect on
  the day if what is outstanding of that right alone had ended with its term.

The books:

- `holders(on)`: `{holders: {name: {series_d, common, votes}}, series_d_outstanding, common_outstanding, treasury,
  deemed_issued, rights: {name: {outstanding, exercise_price, triggered}}}`; votes as the switch has it (A47).
- `apart(on)`: `{authorized, rights: {name: (holder, outstanding as option, outstanding as Convertible Security)}}`.
- `conversions`: `{entry: {converted, delivered, entitled}}`, automatic ones included.
- `consents(on)`: `{action: (shares that count now, of these in writing)}`.

Section 2 and 3:

- `due(on)`: every dividend up to a day that is something to Series D, `{entry: {kind ("cash", "in kind"), record_date,
  per_share (of Common, in units of the record date), unpaid, holders: {name: {as_converted, due, debt}}}}`. `due` is
  floored per holder (A64); `debt` is what of it fell, when the dividend went unpaid, on shares that were no longer there.
- `accruals(on)`: `{holder: [(accrued per share, shares)]}`, the shares that would move first standing first; neighbours
  with the same accrual are one. Holders of no Series D are left out.
- `debts(on)`: `{holder: money}`, what is still owed on shares converted between record and payment (A60).
- `payments(on)`: `{entry of accrued_dividends_paid: {holder: {accrued, debt}}}`: what each was paid.
- `preferences(on)`: `{holder: money}`, the Liquidation Preference of all that it holds.
- `waterfall(on, assets, parity)`: `{holder: {gets: (for Series D, for Common), if_converted}}`.
- `dividends(on)`: cash dividends in the shape of the first edition.

Notices, so far as they need no calendar of business days:

- `notices(on)`: a list of `{kind, clause, about, holder, due}`. `adjustment` (4K): one for each step and each holder of
  Series D of the day on which the step became known, `due` the day of its cause. `dividend`, `reorganization`,
  `dissolution` (4L): `due` is the last mailing day. `certificate` (4C): `due` is `(the day of conversion or of
  surrender, whichever is later, business days from then)`. Nothing is listed where nothing is due (A53).
"""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from typing import Any

from . import liquidation, notices
from .fold import DEFAULT_TERMS, Automatic, Close, Facts, Fold, Step
from .record import (
    AUTOMATIC,
    EDITS,
    Entry,
    Moment,
    Recorded,
    Refused,
    carried_out,
    check_document,
    check_edit,
    number,
    same_content,
    timeline,
)

__all__ = ["Entry", "Outcome", "Step", "judge"]


@dataclass
class Outcome:
    """The answers."""

    record: list[Recorded] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    refused: list[tuple[int, str]] = field(default_factory=list)  # number of the entry as handed in, and why
    already_recorded: list[int] = field(default_factory=list)
    told: Fold = field(default_factory=lambda: Fold([], Facts()))  # to the close of the last day
    open: Fold = field(default_factory=lambda: Fold([], Facts()))  # up to the last moment: the day may go on

    @property
    def accepted_ids(self) -> list[str]:
        """Ids in the log, automatic conversions included."""
        return [r.id for r in self.record]

    @property
    def steps(self) -> list[Step]:
        """Every change of the Conversion Price."""
        return self.told.steps

    @property
    def conversions(self) -> dict[str, dict[str, int]]:
        """What was converted and delivered, and what the record as now known gives for it."""
        every = self.facts.deliveries | {automatic.id: automatic.delivery for automatic in self.facts.automatic}
        return {
            name: {"converted": d.converted, "delivered": d.delivered, "entitled": self.told.entitled[name]}
            for name, d in every.items()
            if name in self.told.entitled
        }

    def close(self, on: dt.date) -> Close | None:
        """How things stood at the close of a day."""
        return next((c for c in reversed(self.told.closes) if c.date <= on), None)

    def price(self, on: dt.date) -> dict[str, Fraction | None]:
        """The Conversion Price for conversions on a date, and after its close."""
        close = self.close(on)
        if close is None:
            certificates = [r for r in carried_out(self.record) if r.type == "certificate_adopted"]
            terms = (certificates[0].entry.get("terms") or {}) if certificates else {}
            in_effect = running = number(terms.get("conversion_price", DEFAULT_TERMS["conversion_price"]))
            measure = number(terms.get("stated_value", DEFAULT_TERMS["stated_value"]))
        else:
            running, in_effect = close.running, close.shares_on(on).in_effect
            measure = self.measure(close, close.accrued)
        return {
            "in_effect": in_effect,
            "after_close": running,
            "common_per_share": measure / in_effect if in_effect else None,
        }

    def measure(self, close: Close, accrued: Fraction) -> Fraction:
        """What a share of Series D with such an accrual converts for, in money (A42)."""
        if self.told.switch["conversion_amount"] == "stated_value":
            return close.stated_value
        return close.stated_value + accrued

    def by_accrual(self, on: dt.date) -> list[dict[str, Any]]:
        """How many shares of Series D carry which accrual, and the Common for each; the most first (A60)."""
        close, price = self.close(on), self.price(on)["in_effect"]
        shares: dict[Fraction, int] = {}
        for block in (b for blocks in (close.blocks if close else {}).values() for b in blocks):
            accrued = close.accruals[block.issue] if close else Fraction(0)
            shares[accrued] = shares.get(accrued, 0) + block.shares
        return [
            {
                "accrued": accrued,
                "shares": shares[accrued],
                "common_per_share": self.measure(close, accrued) / price if close and price else None,
            }
            for accrued in sorted(shares, reverse=True)
        ]

    def undetermined(self, on: dt.date) -> dict[str, str | None]:
        """Since which distribution the price of a day is not determined (A36)."""
        return {
            "in_effect": next((name for date, name in self.told.undetermined if date < on), None),
            "after_close": next((name for date, name in self.told.undetermined if date <= on), None),
        }

    def past_its_term(self, on: dt.date) -> list[dict[str, Any]]:
        """The rights of which something is outstanding though their last day is past (A66)."""
        found = []
        for right, last_day, _ in self.told_up_to(on).past_their_term(on):
            told = self.told_up_to(on)  # each right alone
            lots = next(lots for other, _, lots in told.past_their_term(on) if other.name == right.name)
            price = told.price_if_ended(told.rights[right.name], lots, on)
            since = last_day + dt.timedelta(days=1)
            found.append({"right": right.name, "since": since, "price_if_ended": price})
        return sorted(found, key=lambda one: str(one["right"]))

    def told_up_to(self, on: dt.date) -> Fold:
        """The story up to the close of a day."""
        last = len([moment for moment in self.told.moments if moment.date <= on]) - 1
        return Fold(self.told.moments, self.facts.copied()).run(last)

    def holders(self, on: dt.date) -> dict[str, Any]:
        """Balances at the close of a day."""
        close = self.close(on)
        if close is None:
            nothing = ("series_d_outstanding", "common_outstanding", "treasury")
            return {"holders": {}, "rights": {}, "deemed_issued": Fraction(0)} | dict.fromkeys(nothing, 0)
        votes = self.votes(close.shares_on(on))
        return {
            "holders": {
                name: {"series_d": series_d, "common": common, "votes": None if votes is None else votes.get(name, 0)}
                for name in sorted({*close.common, *close.series_d})
                for common, series_d in [(close.common.get(name, 0), close.series_d.get(name, 0))]
                if common or series_d
            },
            "series_d_outstanding": sum(close.series_d.values()),
            "common_outstanding": sum(close.common.values()),
            "treasury": close.treasury,
            "deemed_issued": close.deemed,
            "rights": close.rights,
        }

    def votes(self, close: Close) -> dict[str, int] | None:
        """Votes of the Series D of each holder; none can be told at a price of zero (section 5, A47)."""
        if not close.in_effect:
            return None
        votes = {holder: close.common_for(blocks) for holder, blocks in close.blocks.items()}
        every = sum(votes.values())
        if self.told.switch["votes"] == "uncapped" or close.authorized is None or not every:
            return votes
        room = close.authorized - sum(close.common.values())
        return {holder: math.floor(min(Fraction(n), Fraction(n * room, every))) for holder, n in votes.items()}

    def apart(self, on: dt.date) -> dict[str, Any]:
        """The authorised number, and each right by stage."""
        close = self.close(on)
        return {"authorized": close.authorized if close else None, "rights": close.stages if close else {}}

    @property
    def without_consent(self) -> list[str]:
        """Restricted actions that happened without the consent of section 6."""
        return self.told.without_consent

    @property
    def balances_differ(self) -> dict[str, tuple[int, int]]:
        """The balances that were asserted and are others at their places: as asserted, and as they are."""
        return self.told.balances_differ

    def due(self, on: dt.date) -> dict[str, dict[str, Any]]:
        """What each dividend up to a day gives to each holder of Series D (section 2, A39, A60, A64)."""
        return {
            name: {
                "kind": one.kind,
                "record_date": one.record_date,
                "per_share": one.per_share,
                "unpaid": one.unpaid,
                "holders": {
                    holder: {
                        "as_converted": number_of,
                        "due": one.due[holder],
                        "debt": one.debt.get(holder, Fraction(0)),
                    }
                    for holder, number_of in one.as_converted.items()
                },
            }
            for name, one in self.told.dividends.items()
            if self.dates[name] <= on and one.as_converted
        }

    @property
    def dates(self) -> dict[str, dt.date]:
        """The date of each entry that stands."""
        return {r.id: r.date for r in carried_out(self.record)}

    def accruals(self, on: dt.date) -> dict[str, list[tuple[Fraction, int]]]:
        """What is accrued on the shares of each holder: per share, and on how many; what moves first stands first."""
        close = self.close(on)
        found: dict[str, list[tuple[Fraction, int]]] = {}
        for holder, blocks in (close.blocks if close else {}).items():
            rows = [(close.accruals[block.issue], block.shares) for block in blocks] if close else []
            for accrued, shares in rows:
                lots = found.setdefault(holder, [])
                before = lots.pop()[1] if lots and lots[-1][0] == accrued else 0
                lots.append((accrued, before + shares))
        return found

    def debts(self, on: dt.date) -> dict[str, Fraction]:
        """Dividends still owed on Series D that was converted between record and payment (A60)."""
        close = self.close(on)
        return close.debts if close else {}

    def payments(self, on: dt.date) -> dict[str, dict[str, dict[str, Fraction]]]:
        """What each payment of accrued dividends up to a day paid to whom."""
        return {name: paid for name, paid in self.told.payments.items() if self.dates[name] <= on}

    def preferences(self, on: dt.date) -> dict[str, Fraction]:
        """The Liquidation Preference of all that each holder has (section 3)."""
        close = self.close(on)
        return liquidation.preferences(close) if close else {}

    def dividends(self, on: dt.date) -> dict[str, Any]:
        """The cash dividends up to a day, and what is accrued on a share of Series D and for each holder."""
        close = self.close(on)
        accrued = close.accrued if close else Fraction(0)
        lots = self.accruals(on)
        money = {holder: sum((each * n for each, n in rows), Fraction(0)) for holder, rows in lots.items()}
        return {
            "dividends": {
                name: {"record_date": one.record_date, "as_converted": one.as_converted, "due": one.due}
                for name, one in self.told.dividends.items()
                if self.dates[name] <= on and one.kind == "cash"
            },
            "accrued_per_share": accrued,
            "accrued": {name: sum_of for name, sum_of in money.items() if sum_of},
        }

    def waterfall(self, on: dt.date, assets: Fraction, parity: Fraction) -> dict[str, Any]:
        """What each holder gets in a liquidation at the close of a day (see `liquidation.py`)."""
        close = self.close(on)
        return {} if close is None else liquidation.waterfall(close.shares_on(on), assets, parity)

    def consents(self, on: dt.date) -> dict[str, Any]:
        """For each proposal to which somebody consented: the shares that count now, in all and in writing."""
        close = self.close(on)
        return {} if close is None else dict(close.consents)

    def notices(self, on: dt.date) -> list[dict[str, Any]]:
        """The notices and certificates that are due for what took place up to a day (see `notices.py`)."""
        return notices.due(self, on)


def judge(entries: list[Entry]) -> Outcome:
    """Judge the entries one by one, in the order recorded, each against the whole timeline."""
    outcome = Outcome()
    for index, entry in enumerate(entries):
        put(outcome, index, entry)
    return outcome


def put(outcome: Outcome, index: int, entry: Entry) -> None:
    """Judge one entry: it is recorded, was recorded already, or is refused and left out."""
    position = len(outcome.record) + 1
    name = str(entry.get("id") or free_id(outcome.accepted_ids, entry["type"], position))
    candidate = Recorded(position, name, entry)
    known = next((r for r in outcome.record if r.id == candidate.id), None)
    if known is not None and same_content(known.entry, entry):
        outcome.already_recorded.append(index)
        return
    try:
        accept(outcome, candidate)
    except Refused as refusal:
        own = {candidate.id, str(entry.get("entry")) if entry["type"] == "entry_corrected" else ""}
        breaks = "" if refusal.entry_id in own else f"would break {refusal.entry_id}: "
        outcome.refused.append((index, breaks + refusal.reason))


def accept(outcome: Outcome, candidate: Recorded) -> None:
    """Tell the timeline with the candidate in it; if no rule says no, it is recorded."""
    if candidate.id in outcome.accepted_ids:
        raise Refused(candidate.id, "this id is already in the record, with other content")
    if candidate.type == "certificate_adopted" and any(r.type == candidate.type for r in outcome.record):
        raise Refused(candidate.id, "a record has but one certificate")
    if candidate.type == AUTOMATIC:
        raise Refused(candidate.id, "written by the ledger itself")
    if candidate.type in EDITS:
        check_edit(outcome.record, candidate)
    check_document(outcome.record, candidate)
    facts = outcome.facts.copied()
    if candidate.type in EDITS:
        forget(facts, str(candidate.entry["entry"]))
    record = [*outcome.record, candidate]
    written_before = {automatic.id for automatic in facts.automatic}
    numbers = count(len(record) + 1)
    taken = [r.id for r in record]
    story = told_so_far(
        outcome.open, timeline(record), candidate, facts, lambda: free_id(taken, AUTOMATIC, next(numbers))
    )
    told = story.copied(story.moments, facts, story.next_id)
    told.end_day()
    new = [automatic for automatic in facts.automatic if automatic.id not in written_before]
    for automatic in new:
        record.append(Recorded(len(record) + 1, automatic.id, entry_of(automatic, record)))
    outcome.record, outcome.facts, outcome.told, outcome.open = record, facts, told, story


def told_so_far(
    before: Fold, moments: list[Moment], candidate: Recorded, facts: Facts, next_id: Callable[[], str]
) -> Fold:
    """The story up to the last moment, the candidate included.

    Where the candidate does no more than add a moment at the end, what was told before is told on; it is the same as
    telling everything from the start, and quicker. A test holds them against each other.
    """
    adds_a_moment = bool(before.moments) and moments[:-1] == before.moments
    if adds_a_moment and not before.would_have_been_told_otherwise(candidate):
        story = before.copied(moments, facts, next_id)
        story.tell_next(len(moments) - 1)
        return story
    return Fold(moments, facts, next_id).run(len(moments) - 1)


def forget(facts: Facts, entry_id: str) -> None:
    """An edited conversion was not delivered as it stood: if it is corrected it is delivered anew."""
    facts.deliveries.pop(entry_id, None)


def free_id(taken: list[str], kind: str, position: int) -> str:
    """The id that the ledger gives: type and number, and if somebody has taken that name, a mark behind it."""
    name = f"{kind}-{position}"
    while name in taken:
        name += "'"
    return name


def entry_of(automatic: Automatic, record: list[Recorded]) -> Entry:
    """The entry that the ledger itself writes for an automatic conversion."""
    act = next(r for r in carried_out(record) if r.id == automatic.act)
    return {
        "type": AUTOMATIC,
        "effective": act.entry["effective"],
        "holder": automatic.holder,
        "shares": automatic.delivery.converted,
        "common_shares": automatic.delivery.delivered,
        "act": automatic.act,
    }
