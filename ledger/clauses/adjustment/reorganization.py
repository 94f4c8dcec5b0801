"""Section 4G: a reorganization or merger in which Common is exchanged (A41)."""

from fractions import Fraction
from math import floor

from ledger.cap_table.state import State
from ledger.clauses.adjustment.determinations import of_reorganization
from ledger.clauses.adjustment.splits import restate
from ledger.clauses.notices import check_record_date, flag_notice
from ledger.clauses.shares import per_series_d
from ledger.events import Reorganized
from ledger.numbers.exact import decimal_text, in_words
from ledger.price.facts import Restated
from ledger.rules import OF_BALANCES, OF_PRICE, flags

PROPERTY_SUBSTITUTED = flags(
    "property_substituted",
    "4G",
    "After a reorganization Series D converts into what its Common would have got; how that is adjusted later is to be "
    "determined (4J).",
    "People work out what a conversion gives from now on.",
    OF_PRICE,
)
NO_PROVISION = flags(
    "no_provision",
    "4G",
    "Provision for the holders of Series D is a condition of a reorganization.",
    "Record in `provision` what was provided for the Series D; it is a condition of the reorganization.",
    OF_BALANCES,
)


def reorganized(state: State, entry: Reorganized) -> None:
    """The price falls to the value that the terms reflect if that is less, then moves like a split: value first."""
    check_record_date(entry)
    if state.is_protected:
        flag_notice(state, entry)
        of_reorganization(state, entry)
        _substitute(state, entry)
    before = state.units
    restate(state, entry.exchange_ratio, floor, "4G")
    if state.is_protected:
        reflected = None if entry.reflected_value is None else entry.reflected_value * before
        state.course.happen(Restated(state.day, before, entry.id or "", "4G", state.units, reflected))


def _substitute(state: State, entry: Reorganized) -> None:
    """Series D converts into what its Common would have got; providing for that is a condition (4G, 4J)."""
    if entry.property is not None:
        state.converts_into = entry.property
    if entry.property is not None and state.flags is not None:
        state.flag(
            PROPERTY_SUBSTITUTED,
            f"each share of {state.terms.series} now converts into what {_common_before(state)} shares of Common got: "
            f"{entry.property}; how that is adjusted later is to be determined (4J)",
        )
    if entry.provision is None and state.series_d_outstanding:
        state.flag(
            NO_PROVISION,
            f"no provision for the holders of {state.terms.series} is recorded; it is a condition",
        )


def _common_before(state: State) -> str:
    """The Common for one Series D immediately before, parts of a share included, to ten places."""
    if state.price.is_zero():
        return "any number of"
    exact = per_series_d(state).exact()
    rational = Fraction(int(exact.numerator), int(exact.denominator))
    return in_words(rational) if rational.denominator == 1 else decimal_text(rational)
