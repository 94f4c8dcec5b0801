"""Of every type of entry that a journal can hold, at least one is refused by a test of the clauses."""

import importlib
from pathlib import Path

import pytest

from ledger.events import ENTRY_TYPES, EntryError, read_entry
from tests.clauses.asking import NotAccepted, check_refusal
from tests.reference.figures import Entry, base, consent, converts, entry, sale

MODULES = sorted(path.stem for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__))


def taken(wrong: Entry) -> NotAccepted:
    """The id of another entry, which is refused for what no rule of the certificate forbids."""
    return NotAccepted(f"{wrong['type']} under a taken id", [*base(), sale(2, 1, 1)], wrong, "id_taken", "", "unique")


GENERAL = [
    taken(entry("accrued_dividends_paid", 3, id="sale")),
    taken(entry("notice_sent", 3, id="sale", kind="adjustment", holder="dana")),
    taken(consent(3, "A", name="sale")),
    taken(entry("balance_asserted", 3, id="sale", shares=0)),
    taken(entry("address_changed", 3, id="sale", holder="dana", address="1 Main Street")),
    taken(entry("letterhead_changed", 3, id="sale", address="1 Main Street")),
    NotAccepted(
        "Series D split before its certificate",
        base(),
        entry("series_d_split", 1, id="split-d", old=1, new=3) | {"effective": "2005-09-05"},
        "before_certificate",
        "1",
        "date it on or after",
    ),
]

UNREADABLE: dict[str, Entry] = {
    "field 'shares' is required": entry("common_issued", 2, holder="x"),
    "unknown field 'share'; did you mean 'shares'?": entry("common_issued", 2, holder="x", share=5),
    "shares: 0 is not above zero": entry("common_issued", 2, holder="x", shares=0),
    "shares: -5 is not above zero": converts(2, -5),
    "shares: 1/2 is not a whole number": converts(2, "1/2"),
    "binary float": sale(2, 5, 0.5),
    "consideration.cash: -1 is below zero": sale(2, 5, -1),
    "unknown type 'comon_issued'; did you mean 'common_issued'?": entry("comon_issued", 2),
    "effective: '2006-02-30' is not a date": sale(2, 5) | {"effective": "2006-02-30"},
    "at least one of exercise_price, conversion_price and shares": entry("right_changed", 2, right="X"),
    "at least one of common, treasury and series_d": entry("opening_balance", 2, holder="x"),
    "must be 'common' or 'series_d'": entry("shares_transferred", 2, stock="gold", to="x", shares=1, **{"from": "y"}),
    "written by the ledger itself": entry("series_d_auto_converted", 2, holder="x"),
    "exchange_ratio: 0 is not above zero": entry("reorganized", 2, exchange_ratio=0),
    "per_share: 0 is not above zero": entry("stock_dividend_paid", 2, per_share=0),
    "assets: -1 is below zero": entry("liquidated", 2, assets=-1),
    "address: has no lines; give one to 12": entry("address_changed", 2, holder="dana", address=" \n "),
    "address: give its lines as one text, or as a list of lines": entry(
        "address_changed", 2, holder="dana", address=[1]
    ),
    "address: has a line of 201 characters": entry("letterhead_changed", 2, address="x" * 201),
    "signatory_title is the title of a signatory": entry("letterhead_changed", 2, address="x", signatory_title="CFO"),
    "with: shares: 0 is not above zero": entry(
        "entry_corrected", 2, entry="x", reason="r", **{"with": entry("common_issued", 2, holder="x", shares=0)}
    ),
}


@pytest.mark.parametrize("case", GENERAL, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)


@pytest.mark.parametrize("says", UNREADABLE)
def test_what_cannot_be_read_says_what_could(says: str) -> None:
    with pytest.raises(EntryError) as caught:
        read_entry(UNREADABLE[says])
    assert says in str(caught.value)


def cases() -> list[NotAccepted]:
    """Every refusal of the clauses."""
    modules = [importlib.import_module(f"tests.clauses.{name}") for name in MODULES]
    return [*GENERAL, *(case for module in modules for case in getattr(module, "REFUSALS", []))]


def test_every_type_has_a_refusal() -> None:
    refused = {case.entry["type"] for case in cases()}
    assert refused == ENTRY_TYPES.keys()


def test_every_case_says_something() -> None:
    assert [case.name for case in cases() if not case.says or "id" not in case.entry] == []
