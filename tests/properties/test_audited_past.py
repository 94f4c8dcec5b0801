"""A past state of a ledger, claimed as people write it, is told from the present one, and is known for what it is.

Of generated ledgers the prices are taken that were once right, or would be with something overlooked: before an edit or
a late entry was recorded, on the day before, before a step, without an entry. Each is written in ten usual ways into a
file of claims. What the audit must say of it is worked out from how it was made, by the slow reference alone: the
verdict, and the first explanation, which is that past state or a plainer one that gives the same number as written.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor
from pathlib import Path
from random import Random
from typing import Any

import pytest

from commands.reading.claims import read_claims
from ledger.engine.book import open_book
from ledger.events import SeriesDAutoConverted, read_entry, write_entry
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from projections.audit.audit import audit
from projections.audit.findings import ClaimFound
from projections.audit.plainness import PLAINEST_FIRST
from projections.audit.rounding import Reconciled
from tests.ledger.engine import NOON
from tests.ledger.engine import judge as judge_by_engine
from tests.reference.model import Outcome, put
from tests.reference.model import judge as judge_by_reference
from tests.reference.record import EDITS, carried_out
from tests.reference.timelines_second_edition import journal_of

Entry = dict[str, Any]
ONE_DAY = dt.timedelta(1)
PLAIN = [kind.how for kind in PLAINEST_FIRST]
UNITS = ("common_split", "stock_dividend_paid", "reorganized")
MOVERS = (
    "common_issued",
    "option_granted",
    "convertible_issued",
    "common_split",
    "treasury_disposed",
    "right_terminated",
)


# -- ten ways to write a number ---------------------------------------------------------------------------------------


def half_up(number: Fraction, places: int) -> Fraction:
    return Fraction(floor(number * 10**places + Fraction(1, 2)), 10**places)


def cut(number: Fraction, places: int) -> Fraction:
    return Fraction(floor(number * 10**places), 10**places)


def decimal(number: Fraction, places: int) -> str:
    digits = str(int(number * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def magnitude(number: Fraction) -> int:
    """The power of ten of its first digit."""
    power = 0
    while number >= 10:
        number, power = number / 10, power + 1
    while number < 1:
        number, power = number * 10, power - 1
    return power


@dataclass(frozen=True)
class Written:
    """A number as it is written; the places that it is written with, None where it is a fraction."""

    text: str
    value: Fraction
    places: int | None


def rounded(places: int, how: Callable[[Fraction, int], Fraction] = half_up) -> Callable[[Fraction], Written]:
    def write(number: Fraction) -> Written:
        value = how(number, places)
        return Written(decimal(value, places), value, places)

    return write


def fraction(number: Fraction) -> Written:
    return Written(str(number), number, None if number.denominator > 1 else 0)


def in_full(number: Fraction) -> Written:
    """Every decimal, or thirty where they do not end."""
    return next((one for places in range(30) if (one := rounded(places)(number)).value == number), rounded(30)(number))


def of_digits(digits: int) -> Callable[[Fraction], Written]:
    return lambda number: rounded(max(0, digits - 1 - magnitude(number)))(number)


def scientific(number: Fraction) -> Written:
    """Six digits and a power of ten."""
    power = magnitude(number)
    value = half_up(number / Fraction(10) ** power, 5)
    return Written(f"{decimal(value, 5)}e{power}", value * Fraction(10) ** power, max(0, 5 - power))


WAYS: dict[str, Callable[[Fraction], Written]] = {
    "fraction": fraction,
    "in full": in_full,
    "4 places": rounded(4),
    "6 places": rounded(6),
    "10 places": rounded(10),
    "cut off after 4": rounded(4, cut),
    "cut off after 6": rounded(6, cut),
    "scientific": scientific,
    "4 digits": of_digits(4),
    "cents": rounded(2),
}


def meets(price: Fraction, claim: Written) -> str:
    """How a price is what is claimed: exactly, as it is written, or not."""
    if price == claim.value:
        return "exact"
    if claim.places is None or not claim.value:
        return "wrong"
    states = (half_up(price, claim.places), cut(price, claim.places))
    return "as_stated" if claim.value in states else "wrong"


# -- a ledger and its past states, told by the reference --------------------------------------------------------------


@dataclass(frozen=True)
class Past:
    """A price of a day that somebody may have had, and the explanation that it has."""

    on: dt.date
    price: Fraction
    how: str
    what: str
    """The entry, the other day, or the number of the step."""


class Company:
    """A generated ledger in which each entry is recorded by itself, and states what its conversion delivered."""

    def __init__(self, number: int, max_entries: int) -> None:
        self.entries = [one for one in map(stated, judge_by_engine(journal_of(number, max_entries)).log) if one]
        self.choose = Random(number)  # noqa: S311  the same choices at every run
        self.log: list[Recorded] = []
        self.then: dict[str, dict[dt.date, Fraction]] = {}
        self.now = Outcome()
        self.supposed: dict[str, Outcome | None] = {}
        self.days = sorted({day + ONE_DAY * more for day in self.dates for more in range(3)})

    @property
    def dates(self) -> list[dt.date]:
        return [dt.date.fromisoformat(entry["effective"]) for entry in self.entries]

    def record(self) -> bool:
        """Record it, entry by entry; whether both engines take it as it is."""
        book, latest = open_book([]), dt.date.min
        for place, (entry, day) in enumerate(zip(self.entries, self.dates, strict=True)):
            if entry["type"] in EDITS or day < latest:
                self.then[entry["id"]] = {on: self.price(on) for on in self.days}
            latest = max(latest, day)
            try:
                book.record(read_entry(entry), NOON + dt.timedelta(minutes=place))
            except Refusal:
                return False
            put(self.now, place, entry)
        self.log = book.log
        return not self.now.refused

    def price(self, on: dt.date) -> Fraction:
        return self.now.price(on)["in_effect"] or Fraction(0)

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        return [vars(step) if not isinstance(step, dict) else step for step in self.now.steps]

    def without(self, name: str) -> Outcome | None:
        """What the reference makes of it without an entry; None where something else rests on that."""
        if name not in self.supposed:
            left = [entry for entry in self.entries if name not in (entry["id"], entry.get("entry"))]
            judged = judge_by_reference(left)
            self.supposed[name] = None if judged.refused else judged
        return self.supposed[name]

    def pasts(self) -> Iterator[Past]:
        """Past states of every kind, of days on which the price is another."""
        for past in (*self.known(), *self.before_steps(), *self.left_out()):
            if past.price and past.price != self.price(past.on):
                yield past

    def known(self) -> Iterator[Past]:
        for name, prices in self.then.items():
            days = [on for on in self.days if prices[on] != self.price(on)]
            if days:
                on = self.choose.choice(days)
                yield Past(on, prices[on], "known", name)

    def before_steps(self) -> Iterator[Past]:
        for number in self.some(range(len(self.steps))):
            step = self.steps[number]
            since = step["governs_from"]
            yield Past(since, self.price(since - ONE_DAY), "day", str(since - ONE_DAY))
            on = self.choose.choice([day for day in self.days if day >= since] or [since])
            if step["before"] is not None:
                yield Past(on, step["before"], "step", str(number + 1))

    def left_out(self) -> Iterator[Past]:
        if not self.all_stated:
            return
        for name in self.some([entry["id"] for entry in self.entries if entry["type"] in MOVERS]):
            judged = self.without(name)
            if judged is not None:
                days = [on for on in self.days if judged.price(on)["in_effect"] != self.price(on)]
                if days:
                    on = self.choose.choice(days)
                    yield Past(on, judged.price(on)["in_effect"] or Fraction(0), "without", name)

    @property
    def all_stated(self) -> bool:
        """Whether every delivery is a fact in the journal itself, and not one that another would change."""
        every = [entry.get("with", entry) for entry in self.entries]
        stated = all("common_shares" in one for one in every if one["type"] == "series_d_converted")
        return stated and not any(isinstance(one.entry, SeriesDAutoConverted) for one in self.log)

    def some(self, what: Any) -> list[Any]:
        return self.choose.sample(list(what), min(2, len(what)))

    def value(self, reason: Reconciled, on: dt.date) -> Fraction | None:  # noqa: PLR0911  one for each kind
        """The price that an explanation is of, by the reference; None where that has no way to say it."""
        match reason.how:
            case "known":
                return self.then[reason.entry or ""][on]
            case "day":
                return self.price(reason.on or on)
            case "step":
                number = int(reason.message.removeprefix("it is the price before step ").split(",")[0].split(";")[0])
                return Fraction(self.steps[number - 1]["before"])
            case "units":
                return self.in_units(reason, on)
            case "point":
                return self.price(on) * Fraction(10) ** (reason.left or 0)
            case "without":
                judged = self.without(reason.entry or "")
                return None if judged is None or not self.all_stated else judged.price(on)["in_effect"]
        return None

    def in_units(self, reason: Reconciled, on: dt.date) -> Fraction:
        """The price of a day in other units: through all the splits between."""
        standing = {one.id: one.entry for one in carried_out(self.now.record)}
        price, reached = self.price(on), False
        back = reason.units == "before"
        for step in self.steps[::-1] if back else self.steps:
            entry = standing[step["entry"]]
            if entry["type"] in UNITS and (step["governs_from"] <= on) == back and not reached:
                ratio = Fraction(step["before"]) / Fraction(step["after"])
                if entry["type"] == "reorganized":  # which may move the price itself, too
                    ratio = Fraction(entry["exchange_ratio"])
                price *= ratio if back else 1 / ratio
                reached = step["entry"] == reason.entry
        return price


def stated(one: Recorded) -> Entry | None:
    """An entry as a journal has it, with what its conversion delivered."""
    if isinstance(one.entry, SeriesDAutoConverted):
        return None
    entry: Entry = write_entry(one.entry)
    if one.delivery is None or "common_shares" in entry.get("with", entry):
        return entry
    facts = {"shares": one.delivery.converted, "common_shares": one.delivery.common_shares}
    return entry | ({"with": entry["with"] | facts} if "with" in entry else facts)


# -- the law ----------------------------------------------------------------------------------------------------------


def check(numbers: range, folder: Path, max_entries: int = 22) -> int:
    """Audit the past states of these ledgers; how many claims were put to it."""
    return sum(audited(Company(number, max_entries), number, folder) for number in numbers)


def audited(company: Company, number: int, folder: Path) -> int:
    pasts = [*company.pasts()] if company.record() else []
    claims = [(past, way, write(past.price)) for past in pasts for way, write in WAYS.items()]
    if not claims:
        return 0
    lines = ["date,price,source", *(f"{past.on},{one.text},{way}" for past, way, one in claims)]
    (folder / "claims.csv").write_text("\n".join(lines), "utf-8")
    found = audit(company.log, read_claims(str(folder / "claims.csv"))).claims
    for (past, way, claim), one in zip(claims, found, strict=True):
        assert one.claim.price == claim.value, (number, past, way, claim)
        assert one.verdict == meets(company.price(past.on), claim), (number, past, way, claim, one)
        if one.verdict == "wrong" and meets(past.price, claim) != "wrong":
            problem = explained(company, past, claim, one)
            assert problem is None, (problem, number, past, way, claim, one.reconciles, one.others)
    return len(claims)


def explained(company: Company, past: Past, claim: Written, one: ClaimFound) -> str | None:
    """What is wrong with the first explanation; None where it is that past state, or a plainer one that is as good."""
    first = one.reconciles
    if first is None:
        return "nothing explains it"
    how = meets(past.price, claim)
    is_exact = first.places is None
    if named(first) == (past.how, past.what):
        return None if is_exact == (how == "exact") else "how it meets the claim"
    value = company.value(first, past.on)
    if value is None:
        return None if first.how == "without" else "who says so?"
    if meets(value, claim) != ("exact" if is_exact else "as_stated"):
        return f"it is not: {value}"
    if (not is_exact, PLAIN.index(first.how)) > (how != "exact", PLAIN.index(past.how)):
        return "a plainer one comes later"
    listed = past.how == "known" or is_exact != (how == "exact") or (past.how, past.what) in map(named, one.others)
    return None if listed else "the past state is not among the others"


def named(reason: Reconciled) -> tuple[str, str]:
    """An explanation as a past state has it."""
    if reason.how == "step":
        return "step", reason.message.removeprefix("it is the price before step ").split(",")[0].split(";")[0]
    return reason.how, str(reason.on if reason.how == "day" else reason.entry)


@pytest.mark.parametrize("shard", range(4))
def test_past_states_are_known_for_what_they_are(shard: int, tmp_path: Path) -> None:
    assert check(range(shard * 10, shard * 10 + 10), tmp_path) > 200


NAMED = {
    81: "without an entry there is no room for the automatic conversion: a ledger that cannot have been",
    404: "a split on the day of a reorganization that moves the price and no share unit",
    997: "share units before a reorganization",
}


@pytest.mark.parametrize("number", NAMED)
def test_ledgers_that_were_once_taken_wrongly(number: int, tmp_path: Path) -> None:
    assert check(range(number, number + 1), tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("shard", range(10))
def test_past_states_of_a_thousand_ledgers_are_known_for_what_they_are(shard: int, tmp_path: Path) -> None:
    assert check(range(shard * 100, shard * 100 + 100), tmp_path) > 2_000
