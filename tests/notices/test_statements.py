"""`seriesd statement`: what a holder has, what moved it and what is due to it; as a letter, and to a program."""

import datetime as dt
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from projections.answers.holdings.movements import Moved, Movements
from projections.documents.statement import Statement, Told, statements
from tests.commands.asking_the_command import asked, error
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.properties.test_renames import SNOWMAN, cases, written_in
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
MAILED = (*ON, "--mailed", "2006-03-02")


def statement(*entries: Entry, holder: str = "Dana", since: dt.date | None = None) -> Statement:
    log = judge([*STORY, *entries]).log
    (one,) = statements(log, dt.date(2006, 3, 1), [holder], Told(since=since), today=LAST)
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


RENAMED = {"type": "holder_renamed", "id": "name", "effective": "2006-02-20", "from": "Dana", "to": "Dana LLC"}
MERGED = {"type": "holders_merged", "id": "one", "effective": "2006-02-22", "from": "Dana", "into": "Fund"}


def of_series_d(one: Statement) -> list[tuple[str, int, int, str | None]]:
    return [(each.entry, each.change, each.balance, each.holder) for each in one.movements if each.stock == "series_d"]


def test_a_list_goes_on_under_another_name_and_says_so() -> None:
    one = statement(RENAMED, holder="dana llc")
    assert one.holder == "Dana LLC"
    assert of_series_d(one) == [
        ("d-1", 1_000, 1_000, None),
        ("conversion", -100, 900, None),
        ("gift", -50, 850, "Fund"),
        ("name", 0, 850, "Dana"),
    ]
    assert [(each.type, each.stock, each.balance) for each in one.movements][-2:] == [
        ("holder_renamed", "series_d", 850),
        ("holder_renamed", "common", 427_350),
    ]
    assert [(each.entry, each.holder) for each in one.conversions] == [("conversion", "Dana")]
    # of the other side of the gift the name of then is said
    assert of_series_d(statement(RENAMED, holder="Fund")) == [("d-2", 26, 26, None), ("gift", 50, 76, "Dana")]


def test_what_a_merger_brought_was_the_others_before() -> None:
    """Fund had 26 and was given 50; Dana's 850 are its own from the day of the merger on, and no day before."""
    both = statement(MERGED, holder="Fund")
    assert both.holding.series_d == 926
    assert of_series_d(both) == [("d-2", 26, 26, None), ("gift", 50, 76, "Dana"), ("one", 850, 926, "Dana")]
    late = statement(MERGED, holder="Fund", since=dt.date(2006, 2, 10))
    assert late.before == (0, 76)
    assert [(each.entry, each.stock, each.change) for each in late.movements] == [
        ("one", "common", 427_350),
        ("one", "series_d", 850),
    ]
    # what is due for a conversion of Dana's is due to Fund
    assert [(each.entry, each.holder) for each in both.conversions] == [("conversion", "Dana")]
    assert [each.entry for each in statement(MERGED, RENAMED, holder="Fund").movements][-1] == "one"


def test_the_letter_says_renames_and_mergers_and_the_name_of_then(tmp_path: Path) -> None:
    Company(tmp_path, *STORY, RENAMED, MERGED | {"from": "Fund", "into": "Dana LLC"})
    said = seriesd("statement", "Dana LLC", *ON, "--since", "2006-02-10", folder=tmp_path).stdout
    flat = " ".join(said.split())
    assert "When February 10, 2006 began, the holder, then Dana, had 427,350 Common and 850 Series D." in flat
    assert "2006-02-20 name renamed from Dana Series D carried on 850" in flat
    assert "2006-02-22 one merger of Fund Series D +76 926" in flat
    gone = error(seriesd("statement", "Fund", *ON, "--json", folder=tmp_path), 1)
    assert "since 2006-02-22 it is Dana LLC (one)" in gone["message"]
    then = asked(tmp_path, "statement", "Fund", "--on", "2006-02-21")["statements"][0]
    assert then["holding"]["series_d"] == 76


def test_a_name_that_is_another_holders_since_has_no_list_of_the_first() -> None:
    """Public gives everything away, and Dana takes the name: nothing of what Public did is Dana's."""
    sold = {"type": "shares_transferred", "id": "all", "effective": "2006-02-19", "stock": "common", "from": "Public",
            "to": "Fund", "shares": 10_000_000}  # fmt: skip
    one = statement(sold, RENAMED | {"to": "Public"}, holder="Public")
    assert {each.entry for each in one.movements} == {"d-1", "conversion", "gift", "name"}
    assert one.holding.common == 427_350


def test_who_has_nothing_any_more_has_a_statement_still() -> None:
    sold = {"type": "shares_transferred", "id": "all", "effective": "2006-02-21", "stock": "common", "from": "Public",
            "to": "Fund", "shares": 10_000_000}  # fmt: skip
    one = statement(sold, holder="Public")
    assert one.holding[:7] == (0, 0, 0, 0, 0, 0, 0)
    assert [each.balance for each in one.movements] == [10_000_000, 0]


def test_the_letter(tmp_path: Path) -> None:
    Company(tmp_path, *STORY)
    said = seriesd("statement", "dana", *MAILED, folder=tmp_path).stdout
    assert said.index("Acme") < said.index("March 2, 2006") < said.index("100 Main Street") < said.index("Re: ")
    flat = " ".join(said.split())
    assert "Series D 850 91.7927 % of Series D outstanding Common for all its Series D 3,772,185" in flat  # of 926
    assert "The Conversion Price in effect on that day is $0.0026 (exactly 13/5000) a share of Common." in flat
    assert "4 things that the certificate asks for are open" in flat
    assert "of which $363.2475 is accrued dividends (3)" in flat
    assert "for Common delivered 2006-02-07; for the balance overdue 2006-02-08" in flat
    assert "Head of the log: " in flat
    assert "As of 2006-03-01. As known " in flat
    narrow = seriesd("statement", "dana", *MAILED, "--width", "80", folder=tmp_path).stdout
    assert max(len(line) for line in narrow.splitlines()) <= 80
    assert words(narrow) == words(said)  # nothing is cut


HOME: Entry = {"type": "address_changed", "id": "moved", "effective": "2006-04-01", "holder": "Dana",
               "address": ["7 River Road", "Riverton"]}  # fmt: skip
HEAD: Entry = {"type": "letterhead_changed", "id": "head", "effective": "2006-04-02", "address": ["9 New Street"]}


def test_the_letter_has_the_letterhead_and_the_address_of_the_day_of_mailing(tmp_path: Path) -> None:
    Company(tmp_path, *STORY, HOME, HEAD)
    early, late = (
        " ".join(seriesd("statement", "Dana", *ON, "--mailed", day, folder=tmp_path).stdout.split())
        for day in ("2006-03-02", "2006-04-03")
    )
    assert "100 Main Street Springfield" in early
    assert "New Street" not in early
    assert late.index("9 New Street") < late.index("April 3, 2006") < late.index("7 River Road Riverton")
    assert "Main Street" not in late
    assert "Re: Statement of holdings at the close of March 1, 2006" in late
    dated = "The letter is dated April 3, 2006, the day of mailing, and has the letterhead and the address of that day"
    assert f"{dated}; what it states is as of the close of March 1, 2006." in late
    answer = asked(tmp_path, "statement", "Dana", *ON, "--mailed", "2006-04-03")
    assert (answer["on"], answer["mailed"]) == ("2006-03-01", "2006-04-03")
    first = dt.datetime.now(dt.UTC).date()
    assert first <= dt.date.fromisoformat(asked(tmp_path, "statement", "Dana", *ON)["mailed"])


def test_who_was_renamed_before_the_mailing_gets_the_letter_under_its_name(tmp_path: Path) -> None:
    """At its address of that day, which the books have under the new name; a rename after the mailing is not known."""
    renamed = RENAMED | {"effective": "2006-04-05"}
    Company(tmp_path, *STORY, HOME, renamed)
    before, after = (
        " ".join(seriesd("statement", "Dana", *ON, "--mailed", day, folder=tmp_path).stdout.split())
        for day in ("2006-04-04", "2006-04-06")
    )
    assert "BY FIRST-CLASS MAIL Dana 7 River Road" in before
    assert "Dana LLC" not in before
    assert "BY FIRST-CLASS MAIL Dana LLC 7 River Road" in after
    assert "show for Dana (now Dana LLC) at the close of March 1, 2006" in after


def words(text: str) -> list[str]:
    """All words but the lines that are drawn, in no order: a table gives its cells several lines, or stands as a record."""
    return sorted(word.removesuffix(":") for word in text.split() if word.strip("-=_"))


def test_a_folder_gets_a_letter_for_everybody(tmp_path: Path) -> None:
    Company(tmp_path, *STORY)
    done = seriesd("statement", "--all", *MAILED, "--format", "pdf", "-o", "out/", folder=tmp_path)
    names = [f"out/statement-2006-03-01-{name}.pdf" for name in ("adviser", "dana", "fund", "public")]
    assert done.stdout.splitlines() == names
    made = {name: words_of((tmp_path / name).read_bytes()) for name in names}
    assert "850" in made[names[1]]
    assert "3,772,185" in made[names[1]]
    assert "Springfield" in made[names[1]]
    assert "Springfield" not in made[names[2]]
    assert "TO BE COMPLETED" in made[names[2]]
    assert "10,000,000" in made[names[3]]
    again = seriesd("statement", "--all", *MAILED, "--format", "pdf", "-o", "again/", folder=tmp_path)
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
    everybody, one = asked(tmp_path, "statement", "--all", *MAILED), asked(tmp_path, "statement", "Dana", *MAILED)
    assert one["statements"] == [each for each in everybody["statements"] if each["holder"] == "Dana"]
    assert (everybody["head"], everybody["as_known"]) == (asked(tmp_path, "verify")["head"], None)
    assert one["statements"][0]["holding"] == asked(tmp_path, "holders", *ON)["holders"]["Dana"]
    seriesd("statement", "--all", *MAILED, "--format", "json", "-o", "out/", folder=tmp_path)
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
        (
            ("Dana", "--mailed", "2006-02-28"),
            "--mailed 2006-02-28 lies before the day that the statement is of, 2006-03-01",
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
    for one in statements(log, LAST, told=Told(since=since), today=LAST):
        for stock, before, held in (
            ("common", one.before.common, one.holding.common),
            ("series_d", one.before.series_d, one.holding.series_d),
        ):
            assert before + sum(each.change for each in one.movements if each.stock == stock) == held
        assert all(each.on >= since for each in one.movements)
        assert sum(each.outstanding for each in one.rights.values()) == one.holding.rights


def test_movements_fold_to_what_each_holder_has_on_each_day_under_the_name_of_that_day() -> None:
    kinds = {"holder_renamed": 0, "holders_merged": 0}
    for number, log, day, name, chance in cases(range(9_200, 9_260)):
        state = open_book(log, until=day).state
        others = sorted({*state.common, *state.series_d} - {name})
        kind, after = chance.choice([("holder_renamed", SNOWMAN), *(("holders_merged", one) for one in others[:1])])
        changed = written_in(log, day, kind, name, after)
        if open_book(changed).problems:
            continue
        seen = Movements()
        open_book(changed, observers=[seen])
        told, days = seen.by_holder(), sorted({one.entry.effective for one in changed})
        for close in days:
            held = held_on(told, close)
            assert held == registered(changed, close), f"journal {number}, {name} on {close}"
        kinds[kind] += any(one.type == kind for moved in told.values() for one in moved)
    assert min(kinds.values()) > 5


def held_on(told: dict[str, list[Moved]], close: dt.date) -> dict[tuple[str, str], int]:
    """What the lists come to at the close of a day, by the names of then."""
    found: dict[tuple[str, str], int] = {}
    for name, moved in told.items():
        later = [one.holder for one in moved if one.type == "holder_renamed" and one.on > close]
        for one in moved:
            if one.on <= close:
                whose = later[0] if later and later[0] is not None else name, one.stock
                found[whose] = found.get(whose, 0) + one.change
                assert found[whose] == one.balance
    return {whose: shares for whose, shares in found.items() if shares}


def registered(log: Sequence[Recorded], close: dt.date) -> dict[tuple[str, str], int]:
    state = open_book(log, until=close).state
    held = {(name, "common"): shares for name, shares in state.common.items()}
    held |= {(name, "series_d"): shares for name, shares in state.series_d.items()}
    return {whose: shares for whose, shares in held.items() if shares}
