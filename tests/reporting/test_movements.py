"""The rows of `transactions` are the register and the rights: added up to any day, they give what everybody has on it."""

import datetime as dt
from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from projections.read_model import catalogue
from projections.read_model.rows import rows_of
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines
from tests.reporting import lookups

CALM = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
Account = tuple[str, str | None, str, str | None]


def told(log: list[Recorded], table: catalogue.Table = catalogue.TRANSACTIONS) -> list[dict[str, Any]]:
    return [lookups.named(table, row) for row in rows_of("Any", log)[table]]


def folded(rows: list[dict[str, Any]], on: dt.date) -> Counter[Account]:
    """Every account (stock, right, kind of place, holder) at the close of a day, as the rows add up."""
    found: Counter[Account] = Counter()
    for row in rows:
        if row["effective"] <= on:
            # the Common that comes out of a right is a stock like any other, whatever it came out of
            right = row["right_name"] if row["stock"] in ("option", "convertible") else None
            shares = Fraction(row["shares_exact"])
            found[row["stock"], right, row["from_kind"], row["from_holder"]] -= shares
            found[row["stock"], right, row["to_kind"], row["to_holder"]] += shares
    return found


def register(book: Book) -> dict[Account, Fraction]:
    """The same accounts as the engine has them, those of holders and the treasury."""
    state = book.state
    found: dict[Account, Any] = {("common", None, "holder", name): held for name, held in state.common.items()}
    found |= {("series_d", None, "holder", name): held for name, held in state.series_d.items()}
    found["common", None, "treasury", None] = state.treasury
    for right in state.rights.values():
        for stage in ("option", "convertible"):
            found[stage, right.name, "holder", right.holder] = right.outstanding(stage) * state.units  # type: ignore[arg-type]
    return {account: Fraction(shares) for account, shares in found.items() if shares}


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_movements_up_to_a_day_add_up_to_what_everybody_has_on_it(entries: list[Entry]) -> None:
    log = judge(entries).log
    rows = told(log)
    assert [row["number"] for row in rows] == [*range(1, len(rows) + 1)]
    assert all(Fraction(row["shares_exact"]) > 0 for row in rows)
    for day in {one.entry.effective for one in log}:
        found = folded(rows, day)
        held = {one: shares for one, shares in found.items() if one[2] in ("holder", "treasury") and shares}
        assert held == register(open_book(log, until=day))


@CALM
@given(timelines(max_entries=35))
def test_every_movement_has_an_entry_that_stands_in_its_place(entries: list[Entry]) -> None:
    log = judge(entries).log
    items = open_book(log).items
    for row in told(log):
        item = items[row["place"] - 1]
        names = {item.recorded.id: item.recorded.entry.type} | {one.id: one.entry.type for one in item.automatic}
        assert names[row["entry"]] == row["type"]
        assert item.key.day == row["effective"]


BASE: list[Entry] = [
    {"type": "certificate_adopted", "effective": "2005-09-06", "id": "c", "company": "A", "common_authorized": 15 * 10**9},
    {"type": "opening_balance", "effective": "2005-09-06", "id": "o", "holder": "Founders", "common": 10_000_000},
    {"type": "series_d_issued", "effective": "2005-09-07", "id": "d", "holder": "Fund", "shares": 900}
    | {"consideration": {"cash": "9000"}},
]  # fmt: skip


def short(row: dict[str, Any]) -> tuple[Any, ...]:
    source, target = (row[f"{end}_holder"] or row[f"{end}_kind"] for end in ("from", "to"))
    return (
        row["entry"],
        row["stock"],
        source,
        target,
        row["shares"],
        row["per_share_exact"],
        row["consideration_exact"],
    )


def test_a_sale_a_purchase_and_a_sale_out_of_treasury() -> None:
    rows = told(
        judge(
            [
                *BASE,
                {"type": "common_issued", "effective": "2006-01-10", "id": "sale", "holder": "Buyer", "shares": 1000}
                | {"consideration": {"cash": "12", "expenses": "2"}},
                {"type": "treasury_acquired", "effective": "2006-01-11", "id": "buy", "holder": "Buyer", "shares": 400}
                | {"price": "0.02"},
                {"type": "treasury_disposed", "effective": "2006-01-12", "id": "out", "holder": "Other", "shares": 300}
                | {"consideration": {"cash": "3"}},
                {"type": "treasury_retired", "effective": "2006-01-13", "id": "gone", "shares": 100},
            ]
        ).log
    )
    assert [short(row) for row in rows] == [
        ("o", "common", "unissued", "Founders", 10_000_000, None, None),
        ("d", "series_d", "unissued", "Fund", 900, "10", "9000"),
        ("sale", "common", "unissued", "Buyer", 1000, "1/100", "10"),
        ("buy", "common", "Buyer", "treasury", 400, "1/50", "8"),
        ("out", "common", "treasury", "Other", 300, "1/100", "3"),
        ("gone", "common", "treasury", "unissued", 100, None, None),
    ]


def test_what_nobody_paid_for_has_no_price_unless_the_certificate_says_so() -> None:
    """Common without a consideration was issued for none (4E(5)); of Series D nothing is asked, and may be unknown."""
    series_d = {"type": "series_d_issued", "effective": "2006-01-10", "holder": "Fund", "shares": 5}
    common = {"type": "common_issued", "effective": "2006-01-11", "id": "gift", "holder": "Other", "shares": 5}
    given = {"consideration": {"cash": "3", "expenses": "3"}}
    rows = told(judge([*BASE, series_d | {"id": "unsaid"}, series_d | {"id": "net-0"} | given, common]).log)
    assert [(row["entry"], row["per_share_exact"], row["consideration_exact"]) for row in rows[2:]] == [
        ("unsaid", None, None),
        ("net-0", "0", "0"),
        ("gift", "0", "0"),
    ]


def test_an_option_exercised_in_part_net_in_part_and_lapsed() -> None:
    rows = told(
        judge(
            [
                *BASE,
                {"type": "option_granted", "effective": "2006-01-10", "id": "grant", "right": "X", "holder": "Adviser"}
                | {"shares": 1000, "exercise_price": "0.5", "consideration": {"cash": "20"}},
                {"type": "right_exercised", "effective": "2006-02-01", "id": "some", "right": "X", "shares": 100},
                {"type": "right_exercised", "effective": "2006-02-02", "id": "net", "right": "X", "shares": 100}
                | {"withheld": 50},
                {
                    "type": "right_terminated",
                    "effective": "2006-03-01",
                    "id": "lapse",
                    "right": "X",
                    "reason": "expired",
                },
            ]
        ).log
    )
    assert [short(row) for row in rows[2:]] == [
        ("grant", "option", "unissued", "Adviser", 1000, "1/50", "20"),
        ("some", "common", "unissued", "Adviser", 100, "1/2", "50"),
        ("some", "option", "Adviser", "exercised", 100, None, None),
        ("net", "common", "unissued", "Adviser", 100, None, None),
        ("net", "option", "Adviser", "exercised", 100, None, None),
        ("net", "option", "Adviser", "ended", 50, None, None),
        ("lapse", "option", "Adviser", "ended", 750, None, None),
    ]
    assert {row["right_name"] for row in rows[2:]} == {"X"}


def test_an_option_on_convertibles_becomes_one_and_then_common() -> None:
    rows = told(
        judge(
            [
                *BASE,
                {"type": "option_granted", "effective": "2006-01-10", "id": "grant", "right": "X", "holder": "Lender"}
                | {"shares": 1000, "exercise_price": "0.5", "conversion_price": "0.25"},
                {"type": "right_exercised", "effective": "2006-02-01", "id": "first", "right": "X", "shares": 400},
                {"type": "right_exercised", "effective": "2006-02-02", "id": "second", "right": "X", "shares": 100}
                | {"stage": "convertible"},
            ]
        ).log
    )
    assert [short(row) for row in rows[3:]] == [
        ("first", "option", "Lender", "exercised", 400, "1/2", "200"),
        ("first", "convertible", "unissued", "Lender", 400, None, None),
        ("second", "common", "unissued", "Lender", 100, "1/4", "25"),
        ("second", "convertible", "Lender", "exercised", 100, None, None),
    ]


def test_a_split_restates_shares_and_rights_and_a_holder_goes_on_under_another_name() -> None:
    rows = told(
        judge(
            [
                *BASE,
                {"type": "option_granted", "effective": "2006-01-10", "id": "grant", "right": "X", "holder": "Founders"}
                | {"shares": 5, "exercise_price": "0.5"},
                {"type": "common_split", "effective": "2006-02-01", "id": "split", "old": 2, "new": 1},
                {"type": "holder_renamed", "effective": "2006-03-01", "id": "name", "from": "Founders", "to": "Heirs"},
            ]
        ).log
    )
    assert [(*short(row)[:5], row["shares_exact"], row["restated"]) for row in rows[3:]] == [
        ("split", "common", "Founders", "unissued", 5_000_000, "5000000", True),
        ("split", "option", "Founders", "unissued", None, "5/2", True),
        ("name", "common", "Founders", "Heirs", 5_000_000, "5000000", False),
        ("name", "option", "Founders", "Heirs", None, "5/2", False),
    ]


def test_what_is_late_corrected_or_assumed_is_marked() -> None:
    sale = {"type": "common_issued", "holder": "Buyer", "consideration": {"cash": "900000"}}
    log = judge(
        [
            *BASE,
            sale | {"effective": "2006-05-01", "id": "first", "shares": 1000},
            sale | {"effective": "2006-04-01", "id": "late", "shares": 1000},
            {
                "type": "series_d_converted",
                "effective": "2006-06-01",
                "id": "worked-out",
                "holder": "Fund",
                "shares": 10,
            },
            {"type": "series_d_converted", "effective": "2006-06-02", "id": "stated", "holder": "Fund", "shares": 10}
            | {"common_shares": 33_670},
            {"type": "entry_corrected", "effective": "2006-07-01", "id": "slip", "entry": "first", "reason": "a slip"}
            | {"with": sale | {"effective": "2006-05-01", "id": "first", "shares": 2000}},
        ]
    ).log
    marks = {(row["entry"], row["stock"]): (row["late"], row["edited"], row["assumed"]) for row in told(log)}
    assert marks == {
        ("o", "common"): (False, False, False),
        ("d", "series_d"): (False, False, False),
        ("late", "common"): (True, False, False),
        ("first", "common"): (False, True, False),
        ("worked-out", "series_d"): (False, False, False),
        ("worked-out", "common"): (False, False, True),
        ("stated", "series_d"): (False, False, False),
        ("stated", "common"): (False, False, False),
    }
    entries = {row["entry"]: row for row in told(log, catalogue.ENTRIES)}
    assert {name for name, row in entries.items() if row["assumed"]} == {"worked-out"}
