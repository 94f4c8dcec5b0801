"""A ledger of the first edition of the readings: it loads as it is, `verify` says once what is read otherwise since,
and `history --diff` says it of the two histories."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from commands.cli import main
from ledger.events import read_entry
from ledger.log.recorded import EDITION, FIRST_EDITION, ORIGIN, Delivery, Recorded
from ledger.refusals import Refusal
from tests.reference.figures import MILLION, P0, Entry, base, consent, converts, entry, sale, series_d

THEN = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)

# A dividend of .001 unpaid to 1,000 Series D, then 1,000 issued to late: by the first edition they shared the accrual,
# and 100 of late's converted into 100 x 14.4781 / .0033 = 438,730; by the second (A60) 100 x 11.1111 / .0033 = 336,700.
SHARED = [
    *base(1_000),
    entry("cash_dividend_paid", 3, id="dividend", per_share="0.001", series_d="unpaid"),
    series_d(1_000, "late", "2006-01-04", "issue"),
    converts(5, 100, holder="late"),
]


def of_the_first_edition(path: Path, entries: list[Entry], **delivered: Delivery) -> str:
    """A ledger as the first edition left it: what it delivered stands beside the entry."""
    with open_ledger(str(path)) as ledger:
        read = [read_entry(one) for one in entries]
        log = [
            Recorded(position, str(one.id), one, THEN, delivered.get(str(one.id)), edition=FIRST_EDITION)
            for position, one in enumerate(read, start=1)
        ]
        ledger.store.append("Example Corp", log, after=0, previous=ORIGIN)
    return str(path)


def asked(capsys: pytest.CaptureFixture[str], path: str, *words: str) -> tuple[int, Any]:
    code = main([*words, "--ledger", path, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_what_was_delivered_stays_and_verify_says_what_is_read_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = of_the_first_edition(tmp_path / "old.db", SHARED, conversion=Delivery(100, 438_730))
    code, found = asked(capsys, path, "verify")
    assert (code, found["intact"], found["kept"]) == (0, True, len(SHARED))
    assert {"reading": "A60", "entries": ["dividend"]} in found["read_otherwise"]
    main(["verify", "--ledger", path])
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("under the first edition of the readings, and read otherwise by the second") == 1
    _, holders = asked(capsys, path, "holders", "--on", "2006-01-06")
    assert holders["holders"]["late"]["common"] == 438_730
    with open_ledger(path) as ledger:
        (conversion,) = ledger.audit([]).conversions
    assert (conversion.delivered, conversion.entitled) == (438_730, 336_700)


def test_the_difference_of_two_histories_says_by_which_edition_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = of_the_first_edition(tmp_path / "old.db", SHARED, conversion=Delivery(100, 438_730))
    with open_ledger(path, at_risk=True) as ledger:
        ledger.record([sale(9, MILLION, 1_000, "sold")])
        assert [one.edition for one in ledger.log()] == [FIRST_EDITION] * len(SHARED) + [EDITION]
    _, found = asked(capsys, path, "history", "--diff", "2025-06-01T12:00:00Z", "2030-01-01T00:00:00Z")
    assert [one["entry"] for one in found["changes"]] == ["sold"]
    assert "A60" in [one["reading"] for one in found["read_otherwise"]]


def test_what_the_second_edition_would_refuse_stands_as_it_was_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # (D) without anything issued on Common; and a consent given before the shares were held, which then counted for all
    excluded = sale(3, 10 * MILLION, name="free", excluded="D")
    early = consent(1, "E", "late", "early")
    act = entry("protected_action_taken", 6, id="act", action="E", kind="senior_or_parity_stock")
    path = of_the_first_edition(
        tmp_path / "old.db", [*base(10), early, series_d(100, "late", "2006-01-04", "issue"), excluded, act]
    )
    _, price = asked(capsys, path, "price", "--on", "2006-01-07")
    assert price["in_effect"]["exact"] == "33/10000"
    code, found = asked(capsys, path, "verify")
    assert (code, found["intact"]) == (0, True)
    with open_ledger(path, at_risk=True) as ledger:
        assert ledger.holders(dt.date(2006, 1, 7)).common_outstanding == 20 * MILLION
        ledger.record([sale(2, MILLION, 1_000_000, "recorded late")])  # and does not stand in the way of what is late
        assert ledger.price(dt.date(2006, 1, 7)).in_effect.fraction == P0


def test_a_ledger_of_today_has_nothing_to_say_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_ledger(str(tmp_path / "new.db")) as ledger:
        ledger.record(SHARED)
    _, found = asked(capsys, str(tmp_path / "new.db"), "verify")
    assert not {"kept", "read_otherwise"} & found.keys()


def test_shares_given_out_then_stay_where_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # by the first edition the treasury took part in a dividend in Common (A65), and so did who bought after the record
    journal = [
        *base(),
        entry("treasury_acquired", 2, id="in", holder="public", shares=4 * MILLION),
        entry("stock_dividend_paid", 3, id="stock", per_share=1),
        entry(
            "treasury_disposed", 4, id="out", holder="buyer", shares=8 * MILLION, consideration={"cash": 8 * MILLION}
        ),
    ]
    path = of_the_first_edition(tmp_path / "old.db", journal)
    code, found = asked(capsys, path, "verify")
    assert (code, found["intact"]) == (0, True)
    assert "A65" in [one["reading"] for one in found["read_otherwise"]]
    _, holders = asked(capsys, path, "holders", "--on", "2006-01-05")
    common = {name: one["common"] for name, one in holders["holders"].items()}
    assert (common["public"], common["buyer"], holders["treasury"]) == (12 * MILLION, 8 * MILLION, 0)
    assert "left_out_of_figures" not in [one["code"] for one in holders["warnings"]]
    code, _ = asked(capsys, path, "explain", "--holder", "buyer", "--on", "2006-01-05")
    assert code == 0


def test_what_cannot_stand_is_said_on_every_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # nobody could have accepted it: more than the holder has
    more = entry("shares_transferred", 3, id="more", stock="series_d", **{"from": "dana", "to": "eve"}, shares=5_000)
    path = of_the_first_edition(tmp_path / "old.db", [*base(1_000), more])
    for verb in ("price", "holders", "history", "dividends"):
        on = () if verb == "history" else ("--on", "2006-01-05")
        _, found = asked(capsys, path, verb, *on)
        (said,) = [one for one in found["warnings"] if one["code"] == "left_out_of_figures"]
        assert said["entry"] == "more"


BY_D = sale(3, 10 * MILLION, name="free", excluded="D")
"""Excluded as issued on Common, where nothing was: the first edition accepted it, the second refuses it (A63)."""


def test_what_is_recorded_today_is_judged_by_the_second_edition_whatever_the_clock_says(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "slow.db")) as ledger:
        ledger.clock = lambda: THEN
        with pytest.raises(Refusal, match="free") as caught:
            ledger.record([*base(), BY_D])
        assert caught.value.clause == "1"
        ledger.record(base())
        assert {one.edition for one in ledger.log()} == {EDITION}


def test_an_old_entry_that_is_corrected_or_supposed_is_judged_anew(tmp_path: Path) -> None:
    path = of_the_first_edition(tmp_path / "old.db", [*base(), BY_D])
    with open_ledger(path, at_risk=True) as ledger:
        again = BY_D | {"shares": 9 * MILLION}
        with pytest.raises(Refusal, match="excluded"):
            ledger.record([entry("entry_corrected", 9, id="fix", entry="free", reason="slip", **{"with": again})])
        with pytest.raises(Refusal, match="excluded"):
            ledger.what_if(change={"free": {"shares": 9 * MILLION}})
        assert ledger.price(dt.date(2006, 1, 7)).in_effect.fraction == P0
