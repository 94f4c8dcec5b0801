"""4E as a plain exact fold: the facts one by one, with fractions, and all of them again for each right that changes.

What a baseline is for: nothing of it is clever, and each line can be held against the certificate. It knows issues of
Common and rights deemed issued from their grant on (4E, 4E(1), 4E(3)), which is all that the repriced journal has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tests.benchmarks.journal import Entry

START = Fraction("0.0033")
"""The price of the certificate."""


class Terms(NamedTuple):
    """What of a right is outstanding: so many shares at an exercise price; None of them once it has ended."""

    shares: int
    price: Fraction


class Fact(NamedTuple):
    """An issue of Common with what was paid for it, or a right granted, with the Common really outstanding before."""

    outstanding: int
    shares: int
    money: Fraction
    right: str | None


class Change(NamedTuple):
    """A right that is no longer as it was, after so many facts; no terms where it has ended."""

    after: int
    right: str
    terms: Terms | None


def told(journal: Iterable[Entry]) -> tuple[list[Fact], list[Change]]:
    """The facts of a repriced journal, and the changes of its rights."""
    facts: list[Fact] = []
    changes: list[Change] = []
    granted: dict[str, int] = {}
    outstanding = 0
    for entry in journal:
        match entry["type"]:
            case "opening_balance":
                outstanding = entry["common"]
            case "common_issued":
                if "excluded" not in entry:
                    facts.append(Fact(outstanding, entry["shares"], Fraction(entry["consideration"]["cash"]), None))
                outstanding += entry["shares"]
            case "option_granted":
                name, shares = entry["right"], entry["shares"]
                granted[name] = shares
                facts.append(Fact(outstanding, shares, shares * Fraction(entry["exercise_price"]), name))
            case "right_changed":
                terms = Terms(granted[entry["right"]], Fraction(entry["exercise_price"]))
                changes.append(Change(len(facts), entry["right"], terms))
            case "right_terminated":
                changes.append(Change(len(facts), entry["right"], None))
    return facts, changes


def prices(facts: Sequence[Fact], changes: Sequence[Change], sample: Sequence[int]) -> Iterator[Fraction]:
    """The price after some of the changes, by their number: each by a fold over all the facts until then."""
    known: dict[str, Terms | None] = {}
    wanted = set(sample)
    for number, change in enumerate(changes):
        known[change.right] = change.terms
        if number in wanted:
            yield price(facts[: change.after], known)


def price(facts: Sequence[Fact], known: Mapping[str, Terms | None]) -> Fraction:
    """The price after all the facts, with each right as it is now known to be from its grant on."""
    found, deemed = START, 0
    for fact in facts:
        shares, money = fact.shares, fact.money
        if fact.right is not None and fact.right in known:
            terms = known[fact.right]
            if terms is None:
                continue
            shares, money = terms.shares, terms.shares * terms.price
        if money < found * shares:
            found = ((fact.outstanding + deemed) * found + money) / (fact.outstanding + deemed + shares)
            deemed += shares if fact.right is not None else 0
    return found
