"""A company as a package that somebody else made: what is done with its securities, read and recorded.

It has 10,000,000 Common of Founder (CS-1) and 1,000,000 of a series at a Conversion Price of 1 of Fund (SA-1).
"""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commands.journal import UnreadableError
from commands.ocf import Imported, read_package, reconciled
from ledger.engine.book import Book, open_book
from ledger.events import write_entry
from projections.answers.price import price_on
from tests.exports.books import Entry
from tests.exports.packages import (
    COMMON,
    SERIES_A,
    Object,
    act,
    convertible,
    dollars,
    foreign,
    issue,
    put,
    warrant,
)
from tests.ledger.engine import NOON

END = date(2010, 1, 1)
PEOPLE = ("founder", "fund", "buyer", "other")

Acts = list[Object]


def mechanism(price: str, ratio: tuple[str, str], rounding: str = "FLOOR") -> Object:
    return {
        "type": "RATIO_CONVERSION",
        "conversion_price": dollars(price),
        "ratio": {"numerator": ratio[0], "denominator": ratio[1]},
        "rounding_type": rounding,
    }


def series(converts: Object | None = None, **changes: Any) -> Object:
    """A series at a price of 1, one for one."""
    right = {
        "type": "STOCK_CLASS_CONVERSION_RIGHT",
        "conversion_mechanism": converts or mechanism("1", ("1", "1")),
        "converts_to_stock_class_id": "cs",
    }
    terms = {"initial_shares_authorized": "2000000", "votes_per_share": "1", "price_per_share": dollars("1")}
    return SERIES_A | terms | {"conversion_rights": [right]} | changes


def person(name: str, legal: str | None = None, **more: Any) -> Object:
    named = {"legal_name": legal or name.title()}
    return {"object_type": "STAKEHOLDER", "id": name, "name": named, "stakeholder_type": "INSTITUTION", **more}


BASE: Acts = [
    issue("cs1", "2005-03-01", "founder", "10000000", custom_id="CS-1"),
    issue("sa1", "2005-03-02", "fund", "1000000", price="1", stock="sa", custom_id="SA-1"),
]


def company(*acts: Object, converts: Object | None = None, **changes: Any) -> dict[str, str]:
    """The company of the cases with further acts. `changes` are those of its files, or `series` for the class."""
    classes = [COMMON | {"initial_shares_authorized": "100000000"}, series(converts, **changes.pop("series", {}))]
    given = {"classes.json": {"items": classes}, "people.json": {"items": [*map(person, PEOPLE)]}} | changes
    return foreign(*BASE, *acts, **given)


def read(files: dict[str, str], folder: Path) -> Imported:
    return read_package(str(put(files, folder)))


def book_of(read: Imported) -> Book:
    book = open_book([])
    for line in read.lines:
        book.record(line.entry, NOON)
    return book


def refused(files: dict[str, str], folder: Path) -> str:
    with pytest.raises(UnreadableError) as error:
        read(files, folder)
    assert "\n" not in str(error.value)
    return str(error.value)


def figures(files: dict[str, str], folder: Path) -> tuple[Fraction, int, list[str]]:
    """The price, the Common outstanding, and what is said; every balance agrees with the certificates."""
    imported = read(files, folder)
    book = book_of(imported)
    apart, balances = reconciled(imported)
    assert balances
    assert apart == []
    price = price_on(open_book(book.log, until=END), END).in_effect.fraction
    return price, book.state.outstanding, [flag.code for flag in imported.notes]


TWO = [
    issue("s2", "2006-01-02", "buyer", "100000", price="1", custom_id="CS-2"),
    issue("s3", "2006-01-02", "buyer", "50000", price="1", custom_id="CS-3"),
]
CANCELLED = act("STOCK_CANCELLATION", "x", "2006-02-01", security_id="s3", quantity="50000", reason_text="lost")
OPTION = act(
    "EQUITY_COMPENSATION_ISSUANCE", "o", "2006-01-02", security_id="o", custom_id="OPT-1", stakeholder_id="buyer",
    compensation_type="OPTION", quantity="1000000", exercise_price=dollars("0.5"), expiration_date=None,
    termination_exercise_windows=[],
)  # fmt: skip
WARRANT = warrant("w", "2006-01-02", "buyer", "1000000", "0.5", custom_id="W-1")
NOTE = convertible(
    "n", "2006-01-02", "buyer", "500000", {"type": "FIXED_AMOUNT_CONVERSION", "converts_to_quantity": "1000000"},
    custom_id="N-1",
)  # fmt: skip


def bought(security: str, shares: str, day: str = "2006-03-01", **more: Any) -> Object:
    return act("STOCK_REPURCHASE", "r", day, security_id=security, quantity=shares, price=dollars("1"), **more)


def cancels(kind: str, security: str, shares: str, day: str = "2006-03-01", name: str = "c", **more: Any) -> Object:
    given = {"security_id": security, "quantity": shares, "reason_text": "cancelled"} | more
    return act(f"{kind}_CANCELLATION", name, day, **given)


def exercised(kind: str, results: list[str], day: str = "2006-02-01", name: str = "e", **more: Any) -> Object:
    security = {"WARRANT": "w", "EQUITY_COMPENSATION": "o"}[kind]
    return act(f"{kind}_EXERCISE", name, day, security_id=security, resulting_security_ids=results, **more)


SALE = issue("s9", "2006-04-01", "other", "1000000", price="0.5")
FIVE = issue("s2", "2006-01-02", "founder", "5000000", price="1", custom_id="CS-2")


def rest(security: str, shares: str, holder: str = "founder") -> Object:
    return issue(security, "2006-03-01", holder, shares, custom_id="CS-4")


def option_left(shares: str, **more: Any) -> Object:
    return OPTION | {"id": "o2", "security_id": "o2", "date": "2006-03-01", "quantity": shares} | more


def note_left(name: str, shares: str, money: str, day: str = "2006-03-01") -> Object:
    fixed = {"type": "FIXED_AMOUNT_CONVERSION", "converts_to_quantity": shares}
    return convertible(name, day, "buyer", money, fixed)


def entry_of(line: Any) -> Entry:
    return write_entry(line.entry)
