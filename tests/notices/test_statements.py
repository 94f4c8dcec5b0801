"""`seriesd statement`: what a holder has, what moved it and what is due to it; as a letter, and to a program."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from projections.documents.statement import Statement, statements
from tests.commands.asking_the_command import asked, error
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines
from tests.render.reports import words_of

from .company import START, Company

Entry = dict[str, Any]
CALM = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
LAST = dt.date(2030, 1, 1)

# .0033 -> .0026 by option X; Dana has 1,000 Series D, converts 100 at 4,273.5, is paid no dividend on the 900 and
# gives 50 of them away: 900 x 4,273.5 = 3,846,150 Common count for .0001 each, so 384.615 accrue, .42735 on each share
STORY: list[Entry] = [
    *START,
    {"type": "option_granted", "id": "option", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
     "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1_000}},
    {"type": "series_d_converted", "id": "conversion", "effective": "2006-02-01", "holder": "Dana", "shares": 100,
     "surrendered": "2006-02-01"},
    {"type": "cash_dividend_paid", "id": "dividend", "effective": "2006-02-06", "per_share": "0.0001",
     "series_d": "unpaid", "out_of_earnings": True},
    {"type": "shares_transferred", "id": "gift", "effective": "2006-02-08", "stock": "series_d", "from": "Dana",
     "to": "Fund", "shares": 50},
    {"type": "certificate_delivered", "id": "paper", "effective": "2006-02-07", "conversion": "conversion"},
    {"type": "address_changed", "id": "home", "effective": "2006-01-02", "holder": "Dana",
     "address": ["100 Main Street", "Springfield"]},
]  # fmt: skip
ON = ("--on", "2006-03-01")


def statement(*entries: Entry, holder: str = "Dana", since: dt.date | None = None) -> Statement:
    log = judge([*STORY, *entries]).log
    (one,) = statements(log, dt.date(2006, 3, 1), [holder], since=since, today=LAST)
    return one


def test_a_statement_by_hand() -> None:
    one = statement()
    assert (one.company, one.holder, one.price) == ("Acme", "Dana", Fraction(26, 10_000))
    # 850 shares of 11.1111 + .42735, at .0026
    assert one.holding[:4] == (850, 427_350, 3_772_185, 3_772_185)
    assert one.preference == 850 * (Fraction(111_111, 10_000) + Fraction(42_735, 100_000))
    assert one.accrued == 850 * Fraction(42_735, 100_000)
    assert one.owed == 0
    moved = [(str(each.on), each.entry, each.stock, each.change, each.balance) for each in one.movements]
    assert moved == [
        ("2005-10-03", "d-1", "series_d", 1_000, 1_000),
        ("2006-02-01", "conversion", "common", 427_350, 427_350),
        ("2006-02-01", "conversion", "series_d", -100, 900),
        ("2006-02-08", "gift", "series_d", -50, 850),
    ]
    assert [(each.holder, each.place) for each in one.movements] == [
        (None, "unissued"),
        (None, "unissued"),
        (None, "retired"),
        ("Fund", None),
    ]
    (converted,) = one.conversions
    assert (converted.series_d, converted.due, converted.delivered, converted.stated) == (100, 427_350, 427_350, False)
    assert [(each.kind, each.done and str(each.done)) for each in one.certificates] == [
        ("certificate", "2006-02-07"),
        ("balance_certificate", None),
    ]
    assert [(each.kind, each.about) for each in one.due] == [
        ("adjustment_notice", "option"),
        ("dividend_notice", "dividend"),
        ("dividend", "dividend"),
        ("balance_certificate", "conversion"),
    ]


def test_the_rights_of_a_holder_and_of_nobody_else() -> None:
    assert statement().rights == {}
    adviser = statement(holder="Adviser")
    assert list(adviser.rights) == ["X"]
    assert adviser.holding.rights == 5_000_000
    assert (adviser.movements, adviser.conversions, adviser.due) == ((), [], [])


def test_movements_since_a_day_stand_on_what_was_held_when_it_began() -> None:
    one = statement(since=dt.date(2006, 2, 1))
    assert one.before == (0, 1_000)
    assert [each.entry for each in one.movements] == ["conversion", "conversion", "gift"]
    late = statement(since=dt.date(2006, 2, 2))
    assert late.before == (427_350, 900)
    assert ([each.entry for each in late.movements], late.conversions) == (["gift"], [])


def test_a_debt_on_shares_that_were_converted_is_owed_beside_the_preference() -> None:
    """Converted between record and payment, 100 of 900 shares keep 42.735 as a debt (A60)."""
    unpaid = {"record_date": "2006-02-12", "effective": "2006-02-20", "id": "second", "per_share": "0.0001"}
    one = statement(
        {"type": "cash_dividend_paid", "series_d": "unpaid", "out_of_earnings": True, **unpaid},
        {"type": "series_d_converted", "id": "between", "effective": "2006-02-15", "holder": "Dana", "shares": 100},
    )
    each = (Fraction(111_111, 10_000) + Fraction(42_735, 100_000)) / Fraction(26, 10_000) * Fraction(1, 10_000)
    assert one.owed == 100 * each
    assert one.holding.series_d == 750


def test_whoever_goes_by_another_name_has_its_whole_history() -> None:
    renamed = {"type": "holder_renamed", "id": "name", "effective": "2006-02-20", "from": "Dana", "to": "Dana LLC"}
    one = statement(renamed, holder="dana llc")
    assert one.holder == "Dana LLC"
    assert [each.entry for each in one.movements] == ["d-1", "conversion", "conversion", "gift"]
    assert [each.entry for each in one.conversions] == ["conversion"]
    merged = renamed | {"type": "holders_merged", "into": "Fund"}
    del merged["to"]
    both = statement(merged, holder="Fund")
    assert both.holding.series_d == 850 + 26 + 50
    assert [(each.entry, each.change, each.balance) for each in both.movements if each.stock == "series_d"] == [
        ("d-1", 1_000, 1_000),
        ("d-2", 26, 1_026),
        ("conversion", -100, 926),
    ]
    assert both.movements[-1].entry == "conversion"


def test_who_has_nothing_any_more_has_a_statement_still() -> None:
    sold = {"type": "shares_transferred", "id": "all", "effective": "2006-02-21", "stock": "common", "from": "Public",
            "to": "Fund", "shares": 10_000_000}  # fmt: skip
    one = statement(sold, holder="Public")
    assert one.holding[:7] == (0, 0, 0, 0, 0, 0, 0)
    assert [each.balance for each in one.movements] == [10_000_000, 0]


def test_the_letter(tmp_path: Path) -> None:
    Company(tmp_path, *STORY)
    said = seriesd("statement", "dana", *ON, folder=tmp_path).stdout
    assert said.index("Acme") < said.index("March 1, 2006") < said.index("100 Main Street") < said.index("Re: ")
    flat = " ".join(said.split())
    assert "Series D 850 91.7927 % of Series D outstanding Common for all its Series D 3,772,185" in flat  # of 926
    assert "The Conversion Price in effect on that day is $0.0026 (exactly 13/5000) a share of Common." in flat
    assert "4 things that the certificate asks for are open" in flat
    assert "of which $363.2475 is accrued dividends (3)" in flat
    assert "for Common delivered 2006-02-07; for the balance overdue 2006-02-08" in flat
    assert "Head of the log: " in flat
    assert "As of 2006-03-01. As known " in flat
    narrow = seriesd("statement", "dana", *ON, "--width", "80", folder=tmp_path).stdout
    assert max(len(line) for line in narrow.splitlines()) <= 80
    assert words(narrow) == words(said)  # nothing is cut


def words(text: str) -> list[str]:
    """All words but the lines that are drawn, in no order: a table gives its cells several lines."""
    return sorted(word for word in text.split() if word.strip("-=_"))


def test_a_folder_gets_a_letter_for_everybody(tmp_path: Path) -> None:
    Company(tmp_path, *STORY)
    done = seriesd("statement", "--all", *ON, "--format", "pdf", "-o", "out/", folder=tmp_path)
    names = [f"out/statement-2006-03-01-{name}.pdf" for name in ("adviser", "dana", "fund", "public")]
    assert done.stdout.splitlines() == names
    made = {name: words_of((tmp_path / name).read_bytes()) for name in names}
    assert "850" in made[names[1]]
    assert "3,772,185" in made[names[1]]
    assert "Springfield" in made[names[1]]
    assert "Springfield" not in made[names[2]]
    assert "TO BE COMPLETED" in made[names[2]]
    assert "10,000,000" in made[names[3]]
    again = seriesd("statement", "--all", *ON, "--format", "pdf", "-o", "again/", folder=tmp_path)
    assert again.returncode == 0
    assert [(tmp_path / name).read_bytes() for name in names] == [
        (tmp_path / name.replace("out", "again")).read_bytes() for name in names
    ]


def test_a_name_without_a_suffix_is_a_folder_for_all_and_a_file_for_one(tmp_path: Path) -> None:
    Company(tmp_path, *STORY)
    done = seriesd("statement", "--all", *ON, "--format", "pdf", "-o", "sts", folder=tmp_path)
    assert done.stdout.splitlines() == [
        f"sts/statement-2006-03-01-{name}.pdf" for name in ("adviser", "dana", "fund", "public")
    ]
    assert seriesd("statement", "--all", *ON, "-o", "all.pdf", folder=tmp_path).stdout == ""
    assert all(name in words_of((tmp_path / "all.pdf").read_bytes()) for name in ("Adviser", "Dana", "Fund", "Public"))
    assert seriesd("statement", "Dana", *ON, "--format", "text", "-o", "dana", folder=tmp_path).stdout == ""
    assert "Dana" in (tmp_path / "dana").read_text("utf-8")
    # what is a file already stays one
    assert seriesd("statement", "--all", *ON, "--format", "text", "-o", "dana", folder=tmp_path).returncode == 0
    assert "Public" in (tmp_path / "dana").read_text("utf-8")


def test_a_program_is_told_the_same_of_one_and_of_all(tmp_path: Path) -> None:
    Company(tmp_path, *STORY)
    everybody, one = asked(tmp_path, "statement", "--all", *ON), asked(tmp_path, "statement", "Dana", *ON)
    assert one["statements"] == [each for each in everybody["statements"] if each["holder"] == "Dana"]
    assert (everybody["head"], everybody["as_known"]) == (asked(tmp_path, "verify")["head"], None)
    assert one["statements"][0]["holding"] == asked(tmp_path, "holders", *ON)["holders"]["Dana"]
    seriesd("statement", "--all", *ON, "--format", "json", "-o", "out/", folder=tmp_path)
    written = json.loads((tmp_path / "out" / "statement-2006-03-01-dana.json").read_text("utf-8"))
    assert written == one


def test_as_it_was_known_before(tmp_path: Path) -> None:
    wrong = {"type": "entry_voided", "effective": "2006-03-01", "entry": "gift", "reason": "it was never made"}
    Company(tmp_path, *STORY).record(wrong)
    now, then = (
        asked(tmp_path, "statement", "Dana", *ON, *words) for words in ((), ("--as-known", "2007-01-02T12:00:00Z"))
    )
    assert [one["statements"][0]["holding"]["series_d"] for one in (now, then)] == [900, 850]
    assert now["head"] != then["head"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "name one holder, or take all with --all"),
        (("Dana", "--all"), "name one holder, or take all with --all"),
        (
            ("Dana", "--since", "2006-03-02"),
            "--since 2006-03-02 lies after the day that the statement is of, 2006-03-01",
        ),
    ],
)
def test_what_is_asked_must_be_one_thing(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    Company(tmp_path, *STORY)
    assert says in seriesd("statement", *words, *ON, folder=tmp_path).stderr


def test_nobody_of_that_name(tmp_path: Path) -> None:
    renamed = {"type": "holder_renamed", "id": "name", "effective": "2006-02-20", "from": "Dana", "to": "Dana LLC"}
    Company(tmp_path, *STORY, renamed)
    before = error(seriesd("statement", "Dana", *ON, "--json", folder=tmp_path), 1)
    assert "since 2006-02-20 it is Dana LLC (name)" in before["message"]
    found = error(seriesd("statement", "Fnud", *ON, "--json", folder=tmp_path), 1)
    assert found["code"] == "unknown_holder"
    assert "Fund" in found["message"]


@CALM
@given(disturbed_timelines(max_entries=30))
def test_what_was_held_and_what_moved_is_what_is_held(entries: list[Entry]) -> None:
    log = judge(entries).log
    days = sorted({one.entry.effective for one in log})
    if not days:
        return
    since = days[len(days) // 2]
    for one in statements(log, LAST, since=since, today=LAST):
        for stock, before, held in (
            ("common", one.before.common, one.holding.common),
            ("series_d", one.before.series_d, one.holding.series_d),
        ):
            assert before + sum(each.change for each in one.movements if each.stock == stock) == held
        assert all(each.on >= since for each in one.movements)
        assert sum(each.outstanding for each in one.rights.values()) == one.holding.rights
