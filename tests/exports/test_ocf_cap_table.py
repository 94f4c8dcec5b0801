"""The securities of a package, added up by whoever reads it, come to the cap table of the ledger that it was made of."""

from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest

from commands.ocf import read_package, reconciled
from projections.answers.balances import Holders
from projections.ocf import Package
from tests.docs.examples import names
from tests.exports.packages import END, package, put
from tests.exports.test_ocf_package import example

Balances = dict[tuple[str, str], Fraction]
DIFFER = {"dividends-and-distributions"}
"""Examples whose Series D carries different accruals: a class of the format has one ratio for all its shares (A60)."""


def of_package(made: Package, folder: Path) -> Balances:
    """What the living securities of a package come to, by stakeholder and class, or right."""
    _, compared = reconciled(read_package(str(put(made.texts(), folder))))
    return {(one.holder, one.of): one.package for one in compared if one.package}


def of_table(found: Holders) -> Balances:
    shares = {
        (name, stock): Fraction(getattr(one, stock))
        for name, one in found.holders.items()
        for stock in ("common", "series_d")
        if getattr(one, stock)
    }
    return shares | {(one.holder, name): one.outstanding for name, one in found.rights.items()}


@pytest.mark.parametrize("name", names())
def test_the_securities_of_each_holder_are_its_shares_and_rights(name: str, tmp_path: Path) -> None:
    with example(name, tmp_path) as ledger:
        made, found = package(ledger.log()), ledger.holders(END)
    told = of_package(made, tmp_path / "package")
    assert told == of_table(found)
    assert sum(told.values()) == found.totals.common + found.totals.series_d + found.totals.rights


@pytest.mark.parametrize("name", [one for one in names() if one not in DIFFER])
def test_the_ratio_of_the_class_gives_what_each_holder_counts_for_as_converted(name: str, tmp_path: Path) -> None:
    with example(name, tmp_path) as ledger:
        made, found = package(ledger.log()), ledger.holders(END)
    ratio = ratio_on(made, END)
    for one in found.holders.values():
        assert one.as_converted == floor(one.series_d * ratio)


def ratio_on(made: Package, on: date) -> Fraction:
    """The Common for one Series D: as its class begins, or as the latest adjustment by a day has it."""
    classes = made.files["StockClasses.ocf.json"]["items"]
    series = next(one for one in classes if one["conversion_rights"])
    found = series["conversion_rights"][0]["conversion_mechanism"]["ratio"]
    for one in made.files["Transactions.ocf.json"]["items"]:
        if "new_ratio_conversion_mechanism" in one and date.fromisoformat(one["date"]) <= on:
            found = one["new_ratio_conversion_mechanism"]["ratio"]
    return Fraction(int(found["numerator"]), int(found["denominator"]))
