"""Section 4H: a distribution of assets, debt or rights lowers the price by what it takes out of the market value."""

from ledger.cap_table.state import State
from ledger.clauses.adjustment.determinations import of_distribution
from ledger.clauses.notices import check_record_date, flag_notice
from ledger.events import DistributionMade
from ledger.numbers.exact import in_words
from ledger.price.facts import Distributed
from ledger.refusals import Refusal
from ledger.rules import OF_PRICE, flags, refuses

DIVIDEND_AND_DISTRIBUTION = flags(
    "dividend_and_distribution",
    "2",
    "A distribution in kind is shared in under section 2 and lowers the price under 4H; nothing nets the two (A39).",
    "Have counsel confirm that both sections apply.",
    OF_PRICE,
)
DISTRIBUTION_TAKES_ALL = refuses(
    "distribution_takes_all",
    "4H",
    "A distribution that takes all of the market value would leave no price (A36).",
    "Record the values as the Board and the holders determine them.",
)


def distribution_made(state: State, entry: DistributionMade) -> None:
    """P x (N·M - value) / (N·M), N the Common actually outstanding as the payment date began (A36, A37)."""
    check_record_date(entry)
    if not state.is_protected:
        return
    flag_notice(state, entry)
    of_distribution(state, entry)
    if state.series_d_outstanding:
        state.flag(
            DIVIDEND_AND_DISTRIBUTION,
            f"a distribution in kind is also a dividend that {state.terms.series} shares in as if converted; both "
            "apply, and nothing nets them (A39)",
        )
    outstanding = state.clock.start_of_day * state.units
    if not outstanding:
        raise Refusal(
            DISTRIBUTION_TAKES_ALL,
            f"no Common was outstanding as {entry.effective} began, so there was nobody to distribute to and no price "
            "follows; a payment date on which Common is outstanding would be accepted (A37)",
        )
    market_value = outstanding * entry.market_price
    if entry.fair_value >= market_value:
        raise Refusal(
            DISTRIBUTION_TAKES_ALL,
            f"a distribution worth {in_words(entry.fair_value)} takes all of the market value "
            f"({in_words(outstanding)} shares at {in_words(entry.market_price)}), which would leave no price; "
            "a smaller fair_value or a higher market_price, as the Board and the holders determine it, would be "
            "accepted (A36)",
        )
    factor = (market_value - entry.fair_value) / market_value
    state.course.happen(Distributed(state.day, state.units, entry.id or "", factor))
