"""What an entry's fields hold, and the sentence for what they cannot hold."""

from fractions import Fraction as F  # noqa: N817
from typing import Any

import pytest

from ledger.events import EntryError, read_entry
from ledger.events.approvals import TermsAmended

SALE = {"type": "common_issued", "effective": "2006-02-01", "holder": "F", "shares": 1}
GRANT = {"type": "option_granted", "effective": "2006-02-01", "right": "X", "holder": "F", "shares": 1} | {
    "exercise_price": "0.001"
}
NOTICE = {"type": "series_d_converted", "effective": "2006-02-01", "holder": "F", "shares": 1}
AMENDED = {"type": "terms_amended", "effective": "2006-02-01", "action": "A", "term": "conversion_price"}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (SALE | {"consideration": 5}, "consideration: must be a mapping of fields, such as {cash: 5000}"),
        (SALE | {"consideration": {"cash": "1/0"}}, "consideration.cash: '1/0' is not a number; write it like 5000000"),
        (SALE | {"consideration": {"cash": "1e100"}, "shares": 10**150}, "shares: the number has more than 150 digits"),
        (SALE | {"consideration": {"cash": f"1/{10**150}"}}, "consideration.cash: the number has more than 150 digits"),
        (SALE | {"consideration": {"cash": -1}}, "consideration.cash: -1 is below zero; what was paid, owed or valued"),
        (SALE | {"holder": "F\nG"}, "holder: holds a line break or a tab; a name is one line"),
        (SALE | {"holder": "F\x1b[2J"}, "holder: holds a control character; write plain text"),
        (SALE | {"note": "bell \x07"}, "note: holds a control character; write plain text"),
        (SALE | {"effective": 20060201}, "effective: 20060201 is not a date; write it as year-month-day"),
        (SALE | {"effective": "2006-02-30"}, "effective: '2006-02-30' is not a date: there is no such day"),
        (GRANT | {"assumed": "perhaps"}, "assumed: 'perhaps' is neither true nor false"),
        (NOTICE | {"owned_before": -1}, "owned_before: -1 is below zero; a number of shares is zero or more"),
        (SALE | {"holder": "x", "shares": "five " * 20}, "shares: 'five five five"),
        (AMENDED | {"value": [1]}, "value: [1] is not a number; write it like 5000000"),
        (AMENDED | {"value": 0.5}, "value: 0.5 came as a binary float; give the number as text"),
        (AMENDED | {"value": " "}, "value: ' ' is not a number"),
        (AMENDED | {"value": "Series\x07"}, "value: holds a control character; write plain text"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_a_sentence(entry: dict[str, Any], said: str) -> None:
    with pytest.raises(EntryError) as caught:
        read_entry(entry)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_an_amended_term_is_a_number_where_it_can_be_read_as_one_and_else_text() -> None:
    for given, value in (("0.0033", F(33, 10_000)), (" 11/3 ", F(11, 3)), (7, F(7)), (" Series D-1 ", "Series D-1")):
        entry = read_entry(AMENDED | {"value": given})
        assert isinstance(entry, TermsAmended)
        assert entry.value == value


@pytest.mark.parametrize("shares", ["5.000", "12.500", "+1.000"])
def test_a_count_with_a_point_before_three_digits_is_not_taken_for_less(shares: str) -> None:
    given = {"type": "common_issued", "effective": "2006-03-01", "holder": "Fund", "shares": shares}
    with pytest.raises(EntryError, match="could be thousands"):
        read_entry(given)
    assert read_entry(given | {"shares": "5.0"}).shares == 5  # type: ignore[union-attr]
