"""What a careful person would look at twice is noted when it is recorded or checked, and near misses are not.

10,000,000 Common are outstanding and the Conversion Price is .0033 (`tests.rights.company`): a free issue of 5,000,000
takes it to 33,000 / 15,000,000 = .0022, one for $6,000 to 39,000 / 15,000,000 = .0026.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import today
from ledger.engine.book import open_book
from ledger.events import as_entry
from ledger.log.recorded import Recorded
from ledger.refusals import Flag
from projections.compare.second_look.look import LOOKS, SERIOUS, second_look
from tests.benchmarks.journal import journal
from tests.rights.company import BOARD, Company, converts, option_x

Entry = dict[str, Any]

SALE: Entry = {"type": "common_issued", "effective": "2006-03-02", "id": "sale", "holder": "Buyer", "shares": 5_000_000}
PAID = SALE | {"consideration": {"cash": 20_000}}  # .004 a share: above the price, so that nothing moves
NOTE: Entry = {"type": "convertible_issued", "effective": "2006-03-02", "id": "note", "right": "N", "holder": "Bank", "shares": 5_000_000}  # fmt: skip
SPLIT: Entry = {"type": "common_split", "effective": "2006-05-01", "id": "split"}


def company(folder: Path, **more: Any) -> Company:
    return Company(folder, 15_000_000_000, **{"Fund": 900, "Bank": 100} | more)


def noted(company: Company, *entries: Entry) -> list[tuple[str, str]]:
    """The notes of a recording: of which entry, and which rule."""
    return [(one["entry"], one["code"]) for one in warnings(company, *entries) if one["code"] in CODES]


def warnings(company: Company, *entries: Entry) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = company.ask("record", company.journal(entries))["warnings"]
    return found


def message(company: Company, code: str, *entries: Entry) -> str:
    (said,) = [one["message"] for one in warnings(company, *entries) if one["code"] == code]
    return str(said)


CODES = {
    "expires_before_grant",
    "far_from_last_prices",
    "far_past",
    "in_the_future",
    "many_times_outstanding",
    "near_a_fraction",
    "no_consideration",
    "price_moved_much",
    "probably_the_same",
    "split_direction",
    "to_oneself",
}
GRANT = option_x(exercise_price="0.004")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ODD: list[Entry] = [
    SPLIT | {"effective": "2007-05-01", "old": 3, "new": 1},
    SALE | {"effective": "2007-05-02", "id": "dear", "shares": 5, "consideration": {"cash": 500}},
    {"type": "stock_dividend_paid", "effective": "2007-05-03", "per_share": 2},
    SALE | {"effective": "2007-05-04", "id": "dearer", "shares": 5, "consideration": {"cash": 50_000}},
    {"type": "treasury_acquired", "effective": "2007-05-04", "holder": "Buyer", "shares": 7},
    {"type": "treasury_disposed", "effective": "2007-05-04", "holder": "Buyer", "shares": 7},
    {"type": "reorganized", "effective": "2007-05-05", "exchange_ratio": "0.33333333"},
    SALE | {"effective": "2007-05-06", "id": "much", "shares": 50_000_000_000, "consideration": {"cash": 50_000}},
]


# -- days ---------------------------------------------------------------------------------------------------------


def test_a_day_that_is_still_to_come(tmp_path: Path) -> None:
    acme = company(tmp_path)
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert noted(acme, PAID | {"effective": today().isoformat()}) == []
    assert noted(acme, PAID | {"id": "planned", "effective": tomorrow}) == [("planned", "in_the_future")]
    void = {"type": "entry_voided", "effective": tomorrow, "id": "void", "entry": "sale", "reason": "never made"}
    assert noted(acme, void) == [("void", "in_the_future")]


def test_a_day_long_before_the_certificate(tmp_path: Path) -> None:
    """The certificate is of 2005: 1985 is twenty years before it, 1906 was 2006."""
    acme = company(tmp_path)
    assert noted(acme, PAID | {"effective": "1985-03-02"}) == []
    said = message(acme, "far_past", PAID | {"id": "old", "effective": "1906-03-02"})
    assert said == "effective: 1906-03-02 is 99 years before the certificate of 2005-09-06; is the year right?"


def test_a_term_that_ends_before_the_grant(tmp_path: Path) -> None:
    acme = company(tmp_path)
    ends = "expires_before_grant"
    assert noted(acme, GRANT | {"expires": "2006-02-01"}) == []
    assert noted(acme, GRANT | {"expires": "2006-01-31", "id": "Y", "right": "Y", "shares": 1}) == [("Y", ends)]
    matures = NOTE | {"matures": "2005-03-02", "consideration": {"cash": 20_000}}
    assert message(acme, ends, matures) == "matures: 2005-03-02 is before its grant of 2006-03-02; a later day would be expected"  # fmt: skip


# -- money --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        SALE,
        NOTE,
        option_x(exercise_price=0) | {"consideration": None},
        {"type": "treasury_disposed", "effective": "2006-03-02", "id": "out", "holder": "Buyer", "shares": 5_000},
    ],
    ids=lambda entry: entry["type"],
)
def test_an_issue_without_a_word_on_its_consideration(tmp_path: Path, entry: Entry) -> None:
    entry = {name: value for name, value in entry.items() if value is not None}
    bought = {"type": "treasury_acquired", "effective": "2006-02-28", "holder": "Public", "shares": 5_000}
    acme = company(tmp_path)
    acme.record(bought)
    assert (entry["id"], "no_consideration") in noted(acme, entry)


@pytest.mark.parametrize(
    "entry",
    [
        SALE | {"consideration": {"cash": 0}},
        SALE | {"excluded": "A", "plan": "plan"},
        SALE | {"dividend_on": "Series E"},
        SALE | {"effective": "2005-12-01"},  # before the first Series D: the opening position, never tested
        NOTE | {"conversion_price": "0.004"},
        NOTE | {"assumed": True},
        option_x(exercise_price="0.001") | {"consideration": None},  # it is paid for when it is exercised
        SALE | {"consideration": {"cash": 20_000}},
    ],
    ids=lambda entry: ", ".join(sorted(entry.keys() - {"type", "id", "holder", "shares"})),
)
def test_what_is_free_by_its_nature_or_by_its_words(tmp_path: Path, entry: Entry) -> None:
    entry = {name: value for name, value in entry.items() if value is not None}
    assert (entry["id"], "no_consideration") not in noted(company(tmp_path), entry)


def test_in_a_unit_sale_one_consideration_is_enough(tmp_path: Path) -> None:
    unit = {"transaction": "unit"}
    shares = SALE | unit | {"consideration": {"cash": 20_000}}
    warrants = option_x(effective="2006-03-02", exercise_price=0) | unit
    del warrants["consideration"]
    assert ("X", "no_consideration") not in noted(company(tmp_path), shares, warrants)


def test_money_per_share_far_from_the_last_prices(tmp_path: Path) -> None:
    """Twenty times .0033 is .066: an exercise price of .066 is not more than that, .0661 is."""
    acme = company(tmp_path)
    far = "far_from_last_prices"
    assert noted(acme, option_x(exercise_price="0.066")) == []
    assert noted(acme, option_x(id="Y", right="Y", exercise_price="0.0661")) == [("Y", far)]
    said = message(acme, far, option_x(id="Z", right="Z", exercise_price=5_000))
    assert said.startswith("exercise_price: 5,000 a share is more than 20 times the Conversion Price of 0.0033; ")
    assert said.endswith("is a total typed where the price per share belongs?")


def test_a_price_per_share_as_a_total(tmp_path: Path) -> None:
    """.0033 / 20 = .000165 a share: 825 for 5,000,000 is just that much, 824 is less; 0 is said to be free."""
    far = "far_from_last_prices"
    for cash, notes in ((825, []), (824, [far]), ("0.0012", [far]), (0, [])):
        acme = company(tmp_path / str(cash))
        said = [code for _, code in noted(acme, SALE | {"consideration": {"cash": cash}})]
        assert [code for code in said if code == far] == notes


def test_a_price_near_the_last_sale_is_not_far(tmp_path: Path) -> None:
    """Sold at 1, far from .0033; the next sale at 1.5 is near that one. A split of ten takes the last price to .15."""
    acme = company(tmp_path)
    far = "far_from_last_prices"
    dear = PAID | {"shares": 1_000, "consideration": {"cash": 1_000}}
    assert noted(acme, dear) == [("sale", far)]
    next_one = dear | {"id": "next", "effective": "2006-03-03", "consideration": {"cash": 1_500}}
    assert noted(acme, next_one) == []
    acme.record(SPLIT | {"old": 1, "new": 10})
    at_three = dear | {"id": "third", "effective": "2006-06-01", "consideration": {"cash": 3_000}}
    assert noted(acme, at_three) == []
    said = message(acme, far, at_three | {"id": "fourth", "effective": "2006-06-02", "consideration": {"cash": 61_000}})
    assert "more than 20 times the Conversion Price of 0.00033 and the 3 of the last sale (third)" in said


def test_a_new_exercise_price_is_looked_at_too(tmp_path: Path) -> None:
    acme = company(tmp_path)
    acme.record(GRANT)
    change = {
        "type": "right_changed",
        "effective": "2006-03-02",
        "id": "change",
        "right": "X",
        "exercise_price": 20_000,
    }
    assert noted(acme, change) == [("change", "far_from_last_prices")]


# -- what moves ---------------------------------------------------------------------------------------------------


def test_more_shares_than_a_hundred_times_all(tmp_path: Path) -> None:
    acme = company(tmp_path)
    much = PAID | {"shares": 1_000_000_000, "consideration": {"cash": 4_000_000}}
    assert noted(acme, much) == []
    much = much | {"id": "more", "effective": "2006-03-03", "holder": "Other", "shares": 12_000_000_000}
    assert "many_times_outstanding" not in [code for _, code in noted(acme, much)]
    other = company(tmp_path / "other")
    said = message(
        other, "many_times_outstanding", PAID | {"shares": 1_000_000_001, "consideration": {"cash": 4_000_001}}
    )
    assert said == "shares: 1,000,000,001 are more than 100 times the 10,000,000 outstanding before it; has the number digits too many?"  # fmt: skip


def test_a_price_that_moves_by_more_than_a_tenth(tmp_path: Path) -> None:
    """A tenth of .0033 is .00033: 1,250,000 shares for 412.50 give 33,412.5 / 11,250,000 = .00297, just a tenth."""
    moved = "price_moved_much"
    tenth = SALE | {"shares": 1_250_000, "consideration": {"cash": "412.50"}}
    assert noted(company(tmp_path / "a tenth"), tenth) == []
    assert noted(company(tmp_path / "more"), tenth | {"consideration": {"cash": 412}}) == [("sale", moved)]
    acme = company(tmp_path / "said")
    said = message(acme, moved, SALE | {"consideration": {"cash": 6_000}})
    assert said == "lowers the Conversion Price by 21.2 %, from 0.0033 to 0.0026; are its shares and its money right?"


def test_a_readjustment_and_a_distribution_move_it_too(tmp_path: Path) -> None:
    """Option X takes .0033 to .0026; its end brings .0033 back, 26.9 % more. 20,000 at .01 on 10,000,000 is a fifth."""
    acme = company(tmp_path)
    moved = "price_moved_much"
    assert noted(acme, option_x()) == [("X", moved)]
    end = {"type": "right_terminated", "effective": "2006-03-02", "id": "end", "right": "X", "reason": "cancelled"}
    (one,) = [one for one in warnings(acme, end) if one["code"] == moved]
    assert (one["clause"], one["message"][:52]) == ("4E(3)", "raises the Conversion Price by 26.9 %, from 0.0026 t")
    paid = {"type": "distribution_made", "effective": "2006-04-03", "id": "paid", "fair_value": 20_000, "market_price": "0.01"}  # fmt: skip
    said = message(acme, moved, paid | {"determination": BOARD})
    assert said.startswith("lowers the Conversion Price by 20 %, from 0.0033 to 0.00264; ")
    assert moved not in [code for _, code in noted(acme, SPLIT | {"old": 1, "new": 10})]


def test_a_transfer_to_oneself(tmp_path: Path) -> None:
    acme = company(tmp_path)
    passes = {"type": "shares_transferred", "effective": "2006-03-02", "id": "t", "stock": "common", "shares": 5}
    assert noted(acme, passes | {"from": "Public", "to": "Fund"}) == []
    assert noted(acme, passes | {"id": "u", "from": "Public", "to": "Public"}) == [("u", "to_oneself")]


# -- ratios -------------------------------------------------------------------------------------------------------


def test_twice_or_half_of_what_is_outstanding_is_said_in_words(tmp_path: Path) -> None:
    way = "split_direction"
    ten = message(company(tmp_path / "ten"), way, SPLIT | {"old": 1, "new": 10})
    assert ten.startswith("each 1 becomes 10: 10,000,000 Common outstanding become 100,000,000; ")
    tenth = message(company(tmp_path / "tenth"), way, SPLIT | {"old": 10, "new": 1})
    assert tenth.startswith("each 10 become 1: 10,000,000 Common outstanding become 1,000,000; ")
    percent = {"type": "stock_dividend_paid", "effective": "2006-05-01", "id": "stock", "per_share": 5}
    acme = company(tmp_path / "percent")
    assert message(acme, way, percent) == (
        "each 1 gets 5 more: 10,000,000 Common outstanding become 60,000,000; a dividend of 5 % would be per_share: 0.05"
    )
    exchange = {
        "type": "reorganized",
        "effective": "2006-05-02",
        "id": "merger",
        "exchange_ratio": "1/3",
        "provision": "a trust",
    }
    assert message(acme, way, exchange).startswith("each 1 becomes 1/3: 60,000,000 Common outstanding become 20,000,000; ")  # fmt: skip
    of_d = {"type": "series_d_split", "effective": "2006-05-03", "id": "of-d", "old": 1, "new": 2}
    assert message(acme, way, of_d).startswith("each 1 becomes 2: 1,000 Series D outstanding become 2,000; ")


def test_less_than_twice_or_half_goes_without_saying(tmp_path: Path) -> None:
    acme = company(tmp_path)
    assert noted(acme, SPLIT | {"old": 2, "new": 3}) == []
    assert noted(acme, SPLIT | {"id": "back", "effective": "2006-05-02", "old": 3, "new": 2}) == []
    stock = {"type": "stock_dividend_paid", "effective": "2006-05-03", "id": "stock", "per_share": "0.99"}
    assert noted(acme, stock) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        # 100 / .1428572 = 699.99972
        (SPLIT | {"old": "0.1428572", "new": 1}, "old: '0.1428572' is close to 1/7 and not equal to it: 100 shares become 699 and not 700"),
        # 100 x .3333333 = 33.33333, as a third would; of 10,000,000 it is 3,333,333 in both, so that nothing is said of it
        (SPLIT | {"old": 1, "new": "0.3333333"}, "new: '0.3333333' is close to 1/3 and not equal to it"),
        # 100 x 1.9999999 = 199.99999; per_share .9999999 is close to 1
        ({"type": "stock_dividend_paid", "effective": "2006-05-01", "id": "split", "per_share": "0.9999999"}, "per_share: '0.9999999' is close to 1 and not equal to it: 100 shares become 199 and not 200"),
        # 10,000,000 x .66666667 = 6,666,666.7 as two thirds would, and 100 x it = 66.666667
        ({"type": "reorganized", "effective": "2006-05-01", "id": "split", "exchange_ratio": "0.66666667"}, "exchange_ratio: '0.66666667' is close to 2/3 and not equal to it"),
    ],
    ids=lambda one: one["type"] if isinstance(one, dict) else "",
)  # fmt: skip
def test_a_decimal_close_to_a_fraction(tmp_path: Path, entry: Entry, said: str) -> None:
    assert message(company(tmp_path), "near_a_fraction", entry) == said


@pytest.mark.parametrize(("old", "new"), [("1/7", 1), ("0.125", 1), ("0.1429", 1), (7_000_001, 7_000_000), ("1.5", 1)])
def test_a_ratio_that_is_what_it_says(tmp_path: Path, old: Any, new: Any) -> None:
    assert "near_a_fraction" not in [code for _, code in noted(company(tmp_path), SPLIT | {"old": old, "new": new})]


# -- twice --------------------------------------------------------------------------------------------------------


def test_what_says_the_same_as_another_entry(tmp_path: Path) -> None:
    acme = company(tmp_path)
    same = "probably_the_same"
    acme.record(PAID)
    assert noted(acme, PAID) == []  # the same id: it is not recorded again
    assert message(acme, same, PAID | {"id": "again", "note": "from the minutes"}) == "says the same as sale; is it that fact once more?"  # fmt: skip
    without = {name: value for name, value in PAID.items() if name != "id"}
    assert [code for _, code in noted(acme, without)] == [same]
    for change in (
        {"effective": "2006-03-03"},
        {"holder": "Other"},
        {"shares": 5_000_001},
        {"consideration": {"cash": 20_001}},
    ):
        assert same not in [code for _, code in noted(acme, PAID | {"id": f"other-{next(iter(change))}"} | change)]


def test_the_same_twice_in_one_call_and_in_any_spelling_of_its_numbers(tmp_path: Path) -> None:
    again = PAID | {"id": "again", "transaction": "closing", "consideration": {"cash": "20000.00", "expenses": 0}}
    assert noted(company(tmp_path), PAID, again) == [("again", "probably_the_same")]


def test_a_grant_of_the_same_terms_under_another_name(tmp_path: Path) -> None:
    acme = company(tmp_path)
    acme.record(GRANT)
    said = message(acme, "probably_the_same", GRANT | {"id": "Y", "right": "Y"})
    assert said == "says the same as X, but for the name of the right; is it that fact once more?"
    assert noted(acme, GRANT | {"id": "Z", "right": "Z", "exercise_price": "0.005"}) == []
    exercise = {"type": "right_exercised", "effective": "2006-03-02", "right": "X", "shares": 5}
    assert noted(acme, exercise, exercise | {"right": "Y"}) == []


def test_what_was_voided_can_be_recorded_anew_and_notices_are_alike(tmp_path: Path) -> None:
    acme = company(tmp_path)
    acme.record(PAID, {"type": "entry_voided", "effective": "2006-03-03", "entry": "sale", "reason": "another day"})
    assert noted(acme, PAID | {"id": "anew"}) == []
    notice = {"type": "notice_sent", "effective": "2006-03-04", "kind": "adjustment", "holder": "Fund"}
    assert noted(acme, notice, notice) == []


def test_a_correction_is_looked_at_as_it_leaves_the_entry(tmp_path: Path) -> None:
    acme = company(tmp_path)
    acme.record(PAID)
    fix = {"type": "entry_corrected", "effective": "2006-04-03", "id": "fix", "entry": "sale", "reason": "the price"}
    assert noted(acme, fix | {"with": PAID | {"consideration": {"cash": "0.004"}}}) == [
        ("fix", "far_from_last_prices"),
        ("fix", "price_moved_much"),
    ]
    assert noted(acme, fix | {"id": "fix-2", "with": PAID}) == []


# -- all of them --------------------------------------------------------------------------------------------------


def test_a_note_is_no_refusal_and_is_not_said_of_the_record_for_ever(tmp_path: Path) -> None:
    acme = company(tmp_path)
    checked = acme.ask("check", acme.journal((SALE,)))["warnings"]
    assert checked == acme.ask("record", acme.journal((SALE,)))["warnings"]
    assert {one["code"] for one in checked} == {"new_holder", "no_consideration", "price_moved_much"}
    assert {one["code"] for one in acme.ask("flags")["warnings"]} & CODES == set()


def test_most_of_them_are_serious() -> None:
    asks_nothing = {"to_oneself", "price_moved_much", "split_direction"}  # those are what is meant most of the time
    assert {one.code for one in SERIOUS} == CODES - asks_nothing | {
        "could_be_thousands"
    }  # that one is seen while a table is read
    assert len(LOOKS) == len(CODES)


def test_ten_thousand_entries_alike_are_each_looked_at_once(tmp_path: Path) -> None:
    """Each names the first of them: were each compared with each, this would not end."""
    acme = company(tmp_path)
    alike = {"type": "shares_transferred", "effective": "2006-03-02", "stock": "common", "from": "Public", "to": "Fund", "shares": 1}  # fmt: skip
    found = warnings(acme, *([alike] * 10_000))
    assert len([one for one in found if one["code"] == "probably_the_same"]) == 9_999
    assert len({one["message"] for one in found}) == 1


def test_one_by_one_or_all_at_once_the_same_is_noted() -> None:
    """Of the last entry of all the register's own movements say what stood before it; of several, a pass does."""
    given = [as_entry(one) for one in (*journal(300), *ODD)]
    book, log, found = open_book([]), list[Recorded](), list[Flag]()
    for entry in given:
        written, _ = book.record(entry, NOON)
        log += written
        found += second_look(book, written, NOON.date())
    assert len(found) >= 9
    assert Counter(found) == Counter(second_look(open_book(log), log, NOON.date()))


def test_an_ordinary_month_stays_quiet(tmp_path: Path) -> None:
    acme = company(tmp_path)
    month = [
        PAID,
        GRANT | {"effective": "2006-03-06", "expires": "2016-03-06"},
        {
            "type": "shares_transferred",
            "effective": "2006-03-07",
            "stock": "common",
            "from": "Public",
            "to": "Fund",
            "shares": 1_000,
        },
        converts("Fund", 100, "2006-03-08"),
        {"type": "right_exercised", "effective": "2006-03-09", "right": "X", "shares": 1_000_000},
        SPLIT | {"effective": "2006-03-31", "old": 2, "new": 3},
    ]
    assert noted(acme, *month) == []
    assert date.fromisoformat(month[0]["effective"]) < today()


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [
        ("consideration.cash", "1.500", "1.500 could be 1,500; it is read as 1.5"),
        ("consideration.cash", "$20.000", "20.000 could be 20,000; it is read as 20"),
        ("consideration.property", "999.125", "999.125 could be 999,125; it is read as 999.125"),
        ("consideration.cash", "1.50", None),
        ("consideration.cash", "0.500", None),
        ("consideration.cash", "1234.500", None),
        ("consideration.cash", "1500", None),
    ],
)
def test_money_in_all_that_could_be_thousands_is_asked_about(
    tmp_path: Path, column: str, typed: str, said: str | None
) -> None:
    made = company(tmp_path)
    path = tmp_path / "week.csv"
    path.write_text(f"type,effective,id,holder,shares,{column}\ncommon_issued,2006-03-02,sale,Buyer,500,{typed}\n")
    flags = [one for one in made.ask("check", str(path))["warnings"] if one["code"] == "could_be_thousands"]
    assert [one["message"] for one in flags] == ([] if said is None else [f"{column}: {said}"])
    assert "could_be_thousands" in {rule.code for rule in SERIOUS}


def test_a_price_per_share_may_have_three_decimals(tmp_path: Path) -> None:
    made = company(tmp_path)
    path = tmp_path / "week.csv"
    path.write_text(
        "type,effective,id,right,holder,shares,exercise_price\noption_granted,2006-03-02,o,W,Bank,500,1.500\n"
    )
    assert "could_be_thousands" not in {one["code"] for one in made.ask("check", str(path))["warnings"]}
