"""Which flags touch which answer: by their codes, and nothing more."""

from typing import Literal

Answer = Literal["price", "balances", "dividends", "liquidation"]
"""What an answer is about: what moves the price, who holds what, what a dividend gives, what a liquidation would."""

_OF_PRICE = (
    "agreed_below_five_eighths adjustment_waived consideration_below_zero dividend_and_distribution "
    "dividend_without_consideration before_protection lender_warrant legacy_amended market_price_by_board "
    "no_determination no_majority_agreed no_split_protection opening_after_protection own_antidilution "
    "plan_not_named price_below_par "
    "priced_off_series_d property_substituted provisional_value same_day_as_series_d same_day_order "
    "series_d_below_stated_value subsidiary_left termination_lowers waived_before withheld_on_exercise"
)
_OF_BALANCES = (
    "automatic_conversion_needs_split automatic_conversion_waits conversion_before_payment conversion_on_split_date "
    "conversion_with_accruals converts_into_property cumulative_reverse_split cut_back delivery_differs "
    "delivery_differs_from_due dividend_not_paid_to_series_d exercised_after_end no_provision no_whole_share "
    "owned_after_differs owned_before_differs subsidiary_left"
)
_OF_DIVIDENDS = (
    f"{_OF_PRICE} conversion_with_accruals dividend_not_paid_to_series_d dividend_on_other_class nothing_accrued"
)
"""A dividend counts Series D as if converted, so what touches the price touches it too; and so it does a payout."""
_OF_LIQUIDATION = f"{_OF_PRICE} {_OF_BALANCES} {_OF_DIVIDENDS}"
TOUCHES: dict[Answer, frozenset[str]] = {
    "price": frozenset(_OF_PRICE.split()),
    "balances": frozenset(_OF_BALANCES.split()),
    "dividends": frozenset(_OF_DIVIDENDS.split()),
    "liquidation": frozenset(_OF_LIQUIDATION.split()),
}
"""The flags that touch an answer, by code; the others touch none of these."""
