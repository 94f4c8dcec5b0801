"""Numbers of any size: a figure or a sentence, and never a fault of the program."""

import csv
from pathlib import Path

import pytest

from tests.commands.asking_the_command import CERTIFICATE, OPENING, SALE, SERIES_D, Entry, asked, failed, recorded
from tests.docs.command import seriesd

RIGHTS = {
    "shares": "1000000", "stock-price": "0.0033", "exercise-price": "0.001", "years": "5", "volatility": "0.8",
    "rate": "0.04",
}  # fmt: skip


def _proposal(**given: str) -> list[str]:
    return ["black-scholes", *(f"--{name}={value}" for name, value in (RIGHTS | given).items())]


@pytest.mark.parametrize("size", ["1e100", "-1", "0", "nan", "inf", "9" * 5000])
@pytest.mark.parametrize("name", ["shares", "stock-price", "exercise-price", "years", "volatility"])
def test_an_input_of_the_model_that_nothing_has_is_a_sentence(name: str, size: str, tmp_path: Path) -> None:
    said = failed(seriesd(*_proposal(**{name: size}), folder=tmp_path), 2)
    assert any(one in said for one in ("must be no more than", "must all be above zero", "is not a number"))


def test_the_limits_of_the_model_are_said(tmp_path: Path) -> None:
    assert "stock price must be no more than 1,000,000,000,000,000" in failed(
        seriesd(*_proposal(**{"stock-price": "1e100"}), folder=tmp_path), 2
    )
    assert "rate times years must be no more than 100" in failed(
        seriesd(*_proposal(rate="1", years="101"), folder=tmp_path), 2
    )


def test_a_value_of_next_to_nothing_is_written_in_digits(tmp_path: Path) -> None:
    answer = asked(tmp_path, *_proposal(**{"stock-price": "1e-100"}))
    assert (answer["per_share"], answer["additional_rights"]) == ("0.0000000000", "0.00")


def test_at_the_limits_the_cents_are_right(tmp_path: Path) -> None:
    """With a volatility of 100 over 100 years the right is worth the share: d1 is 500, and N(-500) is nothing."""
    most = {
        "shares": str(10**18),
        "stock-price": str(10**15),
        "exercise-price": "1",
        "years": "100",
        "volatility": "100",
        "rate": "0",
    }
    assert asked(tmp_path, *_proposal(**most))["additional_rights"] == f"{10**33}.00"


def _splits(kind: str, old: str, new: str) -> list[Entry]:
    days = [f"2006-{month:02}-{day:02}" for month in (4, 5) for day in range(1, 26)]
    return [{"type": kind, "id": f"p{at}", "effective": on, "old": old, "new": new} for at, on in enumerate(days)]


GOOGOL = "1" + "0" * 100


@pytest.mark.parametrize(
    "entries",
    [
        _splits("common_split", GOOGOL, "1"),
        _splits("series_d_split", GOOGOL, "1"),
        _splits("series_d_split", "1", GOOGOL),
    ],
    ids=["the price grows", "the shares shrink", "the shares grow"],
)
def test_fifty_splits_of_a_googol_are_answered(entries: list[Entry], tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, SALE, *entries)
    for words in (
        ["price"], ["history"], ["export", "--format", "csv", "-o", "t.zip"], ["export", "--format", "xlsx", "-o", "t.xlsx"],
        ["export", "--format", "ocf", "-o", "p.zip"], ["project"],
    ):  # fmt: skip
        done = seriesd(*words, folder=tmp_path)
        allowed = (0, 1) if words == ["project"] else (0,)  # a table says where it has no room
        assert done.returncode in allowed, (words, done.stderr[-1000:])
        assert "Traceback" not in done.stderr


def test_one_split_of_a_googol_is_refused_for_what_is_authorized(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    (tmp_path / "s.yaml").write_text(f"- {{type: common_split, effective: 2006-03-01, old: 1, new: {GOOGOL}}}\n")
    assert "more than the 20,000,000 authorized" in failed(seriesd("check", "s.yaml", folder=tmp_path), 1)


def test_the_table_of_a_sweep_has_no_formulas(tmp_path: Path) -> None:
    option: Entry = {
        "type": "option_granted", "id": "x", "right": "=HYPERLINK(1)", "effective": "2006-01-10", "holder": "X", "shares": 5_000_000,
        "exercise_price": "0.001", "consideration": {"cash": 1000},
    }  # fmt: skip
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, option)
    done = seriesd("sweep", "--each-lapses", "-o", "x.csv", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
