"""Figures of more digits than Python writes by itself: asked from Python, they are written wherever figures are."""

import csv
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

import seriesd
from ledger.names import shown
from ledger.numbers.exact import decimal_text, in_words, write_number
from ledger.numbers.figure import Figure
from ledger.numbers.spelling import digits_in_threes, digits_of, ratio_of, read_back
from tests.api.asking import ENTRIES
from tests.commands.at_a_terminal import through_a_pipe

ON = "2006-12-01"
LEAST = 640
"""The fewest digits that Python can be told to write."""
LONG = 10**6000 + 7
DIGITS = "1" + "0" * 5999 + "7"


@pytest.fixture(autouse=True)
def least() -> Iterator[None]:
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(LEAST)
    yield
    sys.set_int_max_str_digits(before)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> seriesd.Ledger:
    """A price of some 6,000 digits before the point, after sixty combinations of 10^100 shares into one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "set_int_max_str_digits", lambda _: None)  # the command lifts the limit
    days = [f"2006-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 21)]
    splits = [
        {"type": "common_split", "id": f"p{at}", "effective": on, "old": "1" + "0" * 100, "new": "1"}
        for at, on in enumerate(days)
    ]
    made = seriesd.open_ledger("long.db")
    made.record([*ENTRIES, *splits])
    return made


def test_digits_are_written_however_many_there_are() -> None:
    third = Fraction(LONG, 3 * 10**100)
    assert digits_of(LONG) == DIGITS
    assert digits_of(-LONG) == f"-{DIGITS}"
    assert digits_in_threes(-LONG) == f"-1{',000' * 1999},007"
    assert ratio_of(third) == f"{DIGITS}/3{'0' * 100}"
    assert ratio_of(LONG) == DIGITS
    assert read_back(ratio_of(third)) == third
    assert read_back(f"-0.{DIGITS}") == Fraction(-LONG, 10**6001)
    assert write_number(third) == ratio_of(third)
    assert write_number(Fraction(LONG, 2)) == f"5{'0' * 5998}3.5"
    assert in_words(LONG) == f"1{',000' * 1999},007"
    assert decimal_text(Fraction(LONG, 4), 1) == f"25{'0' * 5997}1.8"
    assert f"{Figure.of(third):/}" == ratio_of(third)
    assert shown(LONG) == "this int, which is too long to be shown,"


@pytest.mark.parametrize("number", [0, 1, -1, 999, 1000, -1234567, 10**600, 10**601 - 1, -(10**602)])
def test_short_ones_are_written_as_python_has_it(number: int) -> None:
    assert (digits_of(number), digits_in_threes(number)) == (str(number), f"{number:,}")
    assert ratio_of(Fraction(number, 7)) == str(Fraction(number, 7))


def test_it_is_answered_from_python(ledger: seriesd.Ledger) -> None:
    price = ledger.price(ON)
    digits = price.in_effect.text()
    assert len(digits) > 5900
    assert json.loads(json.dumps(price.to_dict(exact=True)))["in_effect"]["exact"] == digits
    assert price.to_dict()["in_effect"]["exact"] is None
    assert str(price.in_effect).replace("…", "").startswith(digits[:300])
    for answer in (
        ledger.history(), ledger.holders(ON), ledger.explain(ON), ledger.readings(ON), ledger.dividends(ON),
        ledger.explain_balances(ON), ledger.waterfall(5_000_000, ON), ledger.calendar(ON), ledger.companies(ON),
    ):  # fmt: skip
        json.dumps(seriesd.to_dict(answer, exact=True))
    (row,) = price.to_frame("pandas").to_dict("records")
    assert digits in map(str, row.values())


@pytest.mark.parametrize(
    "words",
    [
        ["price", "--on", ON, "--exact"],
        ["history", "--exact", "--chart"],
        ["explain", "--on", ON, "--exact"],
        ["history", "--format", "html"],
        ["export", "-o", "report.html"],
        ["export", "--format", "ocf", "-o", "package/"],
        ["project", "--into", "tables.db"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_it_is_told_in_every_form(words: list[str], ledger: seriesd.Ledger) -> None:
    digits = ledger.price(ON).in_effect.text()
    shown = through_a_pipe(*words, "--ledger", "long.db")
    assert shown.code == 0, shown.err
    if "--exact" in words:
        assert digits in shown.out.replace("\n", "").replace(" ", "").replace(",", "")


def test_it_stands_in_rows_and_cells(ledger: seriesd.Ledger) -> None:
    digits = ledger.price(ON).in_effect.decimal()
    shown = through_a_pipe("export", "--format", "csv", "-o", "rows/", "--ledger", "long.db")
    assert shown.code == 0, shown.err
    before = csv.field_size_limit(10**6)
    try:
        with Path("rows/price_history.csv").open(encoding="utf-8", newline="") as file:
            assert digits in [cell for row in csv.reader(file) for cell in row]
    finally:
        csv.field_size_limit(before)
    shown = through_a_pipe("export", "-o", "book.xlsx", "--ledger", "long.db")
    assert shown.code == 0, shown.err
    sheets = load_workbook("book.xlsx").worksheets
    assert digits in [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
