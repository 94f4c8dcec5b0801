"""Ordinary mistakes of a person who types: each ends in a refusal, or in a note, that names the field or the figure at
fault and says what would be accepted or what was probably meant. Nothing is recorded of what is refused.

The ledger has 10,000,000 Common of Public, 900 Series D of Fund and 100 of Bank since 2006-01-03, the option X on
5,000,000 at .004, and since 2006-02-15 a sale of 1,000,000 at .004; the Conversion Price is .0033.
"""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from commands.cli import main
from tests.rights.company import Company, option_x

from .asking_the_command import stands


class Mistake:
    """An entry as somebody typed it, in YAML, and what the answer says of it."""

    def __init__(self, name: str, typed: str, *says: str) -> None:
        self.name, self.typed, self.says = name, typed, says


MISTAKES = [
    Mistake("a thousands separator in quotes", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: '5,000,000', consideration: {cash: 20000}}", "shares", "'5,000,000'", "5000000"),
    Mistake("part of a share", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5.5, consideration: {cash: 20000}}", "shares", "5.5", "whole"),
    Mistake("shares below zero", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: -5, consideration: {cash: 20000}}", "shares", "-5", "1 or more"),
    Mistake("no shares", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 0, consideration: {cash: 20000}}", "shares", "0 is not above zero", "1 or more"),
    Mistake("shares in words", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: five million, consideration: {cash: 20000}}", "shares", "'five million'", "5000000"),
    Mistake("a currency sign", "{type: option_granted, effective: 2006-03-01, id: new, right: Y, holder: B, shares: 5000000, exercise_price: $0.004}", "exercise_price", "'$0.004'", "0.0033"),
    Mistake("a per cent sign", "{type: stock_dividend_paid, effective: 2006-03-01, id: new, per_share: 5%}", "per_share", "'5%'", "0.0033"),
    Mistake("money below zero", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5, consideration: {cash: -20}}", "consideration.cash", "-20", "zero or more"),
    Mistake("accounting brackets", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5, consideration: {cash: (20)}}", "consideration.cash", "'(20)'", "0.0033"),
    Mistake("an American date", "{type: common_issued, effective: 03/01/2006, id: new, holder: B, shares: 5, consideration: {cash: 20}}", "effective", "'03/01/2006'", "2006-03-01"),
    Mistake("a day that there is not", "{type: common_issued, effective: 2006-02-30, id: new, holder: B, shares: 5, consideration: {cash: 20}}", "effective", "'2006-02-30'", "no such day"),
    Mistake("a date without its zeros", "{type: common_issued, effective: 2006-3-1, id: new, holder: B, shares: 5, consideration: {cash: 20}}", "effective", "'2006-3-1'", "2006-03-01"),
    Mistake("a date in words", "{type: common_issued, effective: 1 March 2006, id: new, holder: B, shares: 5, consideration: {cash: 20}}", "effective", "'1 March 2006'", "2006-03-01"),
    Mistake("a time beside the date", "{type: common_issued, effective: 2006-03-01 10:00:00, id: new, holder: B, shares: 5, consideration: {cash: 20}}", "effective", "10:00:00", "2006-03-01"),
    Mistake("no holder", "{type: common_issued, effective: 2006-03-01, id: new, shares: 5, consideration: {cash: 20}}", "holder", "required"),
    Mistake("no date", "{type: common_issued, id: new, holder: B, shares: 5, consideration: {cash: 20}}", "effective", "required"),
    Mistake("a type misspelt", "{type: common_issue, effective: 2006-03-01, id: new, holder: B, shares: 5}", "type", "'common_issue'", "'common_issued'"),
    Mistake("a type in capitals", "{type: Common_Issued, effective: 2006-03-01, id: new, holder: B, shares: 5}", "type", "'Common_Issued'", "'common_issued'"),
    Mistake("a field misspelt", "{type: common_issued, effective: 2006-03-01, id: new, holdr: B, shares: 5}", "'holdr'", "'holder'"),
    Mistake("a field twice", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5, shares: 6}", "'shares'", "once"),
    Mistake("money without its kind", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5, consideration: 6000}", "consideration", "{cash: 5000}"),
    Mistake("more converted than held", "{type: series_d_converted, effective: 2006-03-01, id: new, holder: Fund, shares: 901}", "Fund holds 900", "901", "900 or fewer"),
    Mistake("a transfer of more than is held", "{type: shares_transferred, effective: 2006-03-01, id: new, stock: common, from: Public, to: B, shares: 10000001}", "Public holds 10,000,000", "name 10,000,000 or fewer"),
    Mistake("a stock that there is not", "{type: shares_transferred, effective: 2006-03-01, id: new, stock: preferred, from: Public, to: B, shares: 5}", "stock", "'common' or 'series_d'"),
    Mistake("a transfer from nobody", "{type: shares_transferred, effective: 2006-03-01, id: new, stock: common, to: B, shares: 5}", "'from'", "required"),
    Mistake("an exercise of the unknown", "{type: right_exercised, effective: 2006-03-01, id: new, right: Y, shares: 5}", "'Y'", "X"),
    Mistake("more exercised than outstanding", "{type: right_exercised, effective: 2006-03-01, id: new, right: X, shares: 5000001}", "5,000,001", "5,000,000 or fewer"),
    Mistake("the name of a right twice", "{type: option_granted, effective: 2006-03-01, id: new, right: X, holder: B, shares: 5, exercise_price: 1}", "'X'", "unique"),
    Mistake("a limb that cannot apply", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5, excluded: B}", "excluded B", "A or C or D"),
    Mistake("a limb that there is not", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5, excluded: E}", "excluded", "'A', 'B', 'C' or 'D'"),
    Mistake("a warrant excluded as a lender's", "{type: option_granted, effective: 2006-03-01, id: new, right: Y, holder: B, shares: 5, exercise_price: 1, excluded: C}", "excluded C", "possible is A"),
    Mistake("beyond the authorized number", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 20000000000, consideration: {cash: 80000000}}", "20,000,000,000", "14,989,000,000", "common_authorized_changed"),
    Mistake("a digit too many", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 1600000000, consideration: {cash: 6400000}}", "note: new: shares", "1,600,000,000", "100 times the 11,000,000 outstanding"),
    Mistake("a split the wrong way", "{type: common_split, effective: 2006-03-01, id: new, old: 1, new: 10}", "note: new: each 1 becomes 10", "11,000,000 Common outstanding become 110,000,000", "old and new"),
    Mistake("a split without its new shares", "{type: common_split, effective: 2006-03-01, id: new, old: 10}", "'new'", "required"),
    Mistake("a ratio in one field", "{type: common_split, effective: 2006-03-01, id: new, old: '10:1', new: 1}", "old", "'10:1'", "11/3"),
    Mistake("a ratio cut off", "{type: common_split, effective: 2006-03-01, id: new, old: 0.1428572, new: 1}", "note: new: old: '0.1428572'", "1/7", "100 shares become 699 and not 700"),
    Mistake("per cent as shares", "{type: stock_dividend_paid, effective: 2006-03-01, id: new, per_share: 5}", "note: new: each 1 gets 5 more", "11,000,000 Common outstanding become 66,000,000", "per_share: 0.05"),
    Mistake("no consideration", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5000000}", "note: new: no consideration", "consideration: {cash: 0}"),
    Mistake("a total as exercise price", "{type: option_granted, effective: 2006-03-01, id: new, right: Y, holder: B, shares: 5000000, exercise_price: 5000}", "note: new: exercise_price: 5,000 a share", "20 times the Conversion Price of 0.0033", "price per share belongs"),
    Mistake("a price per share as the money", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5000000, consideration: {cash: 0.004}}", "note: new: consideration: 0.004 for 5,000,000 shares", "a twentieth of", "the money in all belongs"),
    Mistake("a year to come", "{type: common_issued, effective: 2142-03-01, id: new, holder: B, shares: 5, consideration: {cash: 0.02}}", "note: new: effective: 2142-03-01", "still to come"),
    Mistake("a year of the last century", "{type: common_issued, effective: 1906-03-01, id: new, holder: B, shares: 5, consideration: {cash: 0.02}}", "note: new: effective: 1906-03-01", "99 years before the certificate of 2005-09-06"),
    Mistake("a term that ends before it begins", "{type: option_granted, effective: 2006-03-01, id: new, right: Y, holder: B, shares: 5, exercise_price: 0.004, expires: 2005-03-01}", "note: new: expires: 2005-03-01", "a later day"),
    Mistake("a transfer to oneself", "{type: shares_transferred, effective: 2006-03-01, id: new, stock: common, from: Public, to: Public, shares: 5}", "note: new: from and to are both Public"),
    Mistake("once more under another id", "{type: common_issued, effective: 2006-02-15, id: new, holder: Buyer, shares: 1000000, consideration: {cash: 4000}}", "note: new: says the same as sale"),
    Mistake("once more without an id", "{type: common_issued, effective: 2006-02-15, holder: Buyer, shares: 1000000, consideration: {cash: 4000}}", "note: common_issued-", "says the same as sale"),
    Mistake("other content under the same id", "{type: common_issued, effective: 2006-02-15, id: sale, holder: Buyer, shares: 2000000, consideration: {cash: 8000}}", "'sale'", "other content", "entry_corrected"),
    Mistake("a zero forgotten in the money", "{type: common_issued, effective: 2006-03-01, id: new, holder: B, shares: 5000000, consideration: {cash: 2000}}", "note: new: lowers the Conversion Price by 27.5 %, from 0.0033 to 0.00239375", "money"),
    Mistake("a second certificate", "{type: certificate_adopted, effective: 2006-03-01, id: new, company: Acme, common_authorized: 5}", "certificate", "terms_amended"),
    Mistake("a reason that there is not", "{type: right_terminated, effective: 2006-03-01, id: new, right: X, reason: lapsed}", "reason", "'expired', 'cancelled', 'redeemed' or 'repurchased'"),
    Mistake("a distribution without its market price", "{type: distribution_made, effective: 2006-03-01, id: new, fair_value: 20000}", "'market_price'", "required"),
    Mistake("neither true nor false", "{type: option_granted, effective: 2006-03-01, id: new, right: Y, holder: B, shares: 5, exercise_price: 0.004, assumed: maybe}", "assumed", "'maybe'", "true nor false"),
    Mistake("a notice of an unknown kind", "{type: notice_sent, effective: 2006-03-01, id: new, kind: adjustement, holder: Fund}", "kind", "'adjustment', 'dividend'"),
    Mistake("a void of the unknown", "{type: entry_voided, effective: 2006-03-01, id: new, entry: sael, reason: typo}", "'sael'", "'sale'"),
    Mistake("a void without a reason", "{type: entry_voided, effective: 2006-03-01, id: new, entry: sale}", "'reason'", "required"),
    Mistake("a correction that says nothing", "{type: entry_corrected, effective: 2006-03-01, id: new, entry: sale, reason: typo}", "'with'", "required"),
    Mistake("a term that there is not", "{type: terms_amended, effective: 2006-03-01, id: new, action: A, term: conversion_prices, value: 1}", "'conversion_prices'", "'conversion_price'"),
    Mistake("a change that changes nothing", "{type: right_changed, effective: 2006-03-01, id: new, right: X}", "exercise_price, conversion_price and shares"),
    Mistake("a record date after the payment", "{type: stock_dividend_paid, effective: 2006-03-01, id: new, per_share: 0.1, record_date: 2006-03-02}", "record date 2006-03-02", "on or before"),
    Mistake("more Series D than designated", "{type: series_d_issued, effective: 2006-03-01, id: new, holder: B, shares: 900000}", "900,000", "899,000"),
    Mistake("a notice after the conversion", "{type: series_d_converted, effective: 2006-03-01, id: new, holder: Fund, shares: 5, notice_delivered: 2006-03-02}", "2006-03-02", "on or after"),
    Mistake("more bought back than held", "{type: treasury_acquired, effective: 2006-03-01, id: new, holder: B, shares: 5}", "B holds no shares"),
    Mistake("a consent of nobody", "{type: consent_given, effective: 2006-03-01, id: new, holder: B, action: A}", "note: new: B holds 0 shares"),
]  # fmt: skip

SOLD = {"type": "common_issued", "effective": "2006-02-15", "id": "sale", "holder": "Buyer", "shares": 1_000_000}


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Company:
    company = Company(tmp_path_factory.mktemp("acme"), 15_000_000_000, Fund=900, Bank=100)
    company.record(option_x(exercise_price="0.004"), SOLD | {"consideration": {"cash": 4_000}})
    return company


def said(verb: str, journal: Path, ledger: Path) -> tuple[int, str]:
    """The exit code of the command, and all that it says."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([verb, str(journal), "--ledger", str(ledger)])
    return code, out.getvalue() + err.getvalue()


def test_there_are_fifty_and_more() -> None:
    assert len({one.typed for one in MISTAKES}) == len(MISTAKES) >= 50


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.name)
def test_a_mistake_ends_in_a_refusal_or_a_note(acme: Company, mistake: Mistake) -> None:
    journal = acme.folder / "typed.yaml"
    journal.write_text(f"- {mistake.typed}\n", "utf-8")
    before = stands(acme.folder)
    code, text = said("check", journal, acme.folder / "ledger.db")
    if code:
        assert "typed.yaml" in text
        assert said("record", journal, acme.folder / "ledger.db") == (code, text)
        assert len(text.splitlines()) <= 2
    else:
        assert "note: " in text
    assert [one for one in mistake.says if one not in text] == [], text
    assert "Traceback" not in text
    assert stands(acme.folder) == before


def test_what_was_meant_ends_in_neither(acme: Company) -> None:
    journal = acme.folder / "meant.yaml"
    journal.write_text(
        "- {type: common_issued, effective: 2006-03-01, holder: B, shares: 5000000, consideration: {cash: 20000}}\n",
        "utf-8",
    )
    code, text = said("check", journal, acme.folder / "ledger.db")
    assert (code, text.startswith("Would record 1 entry of Acme in ")) == (0, True)
    assert "note: " not in text.replace("note: common_issued-7: 'B' is a new holder: no entry before names it\n", "")
