"""The record as a list: both dates, what stands, what was struck through, and the links between an entry and its edits."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from commands.api.ledger import open_ledger
from ledger.events import STORED_TYPES
from projections.answers.entries import listed
from projections.answers.listing.wanted import Filter
from projections.render.entries import SENTENCES, says
from tests.commands.test_what_if import CALM, CONVERSION, OPTION, REVERSE, SALE, START
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines
from tests.scenarios.asking import ask, run

FIRST = datetime(2010, 1, 1, 12, tzinfo=UTC)
RIGHT = SALE | {"effective": "2006-02-03", "holder": "Others"}
CORRECTED = {"type": "entry_corrected", "id": "corrected", "effective": "2006-03-09", "entry": "sale", "with": RIGHT,
             "reason": "the closing was on the third"}  # fmt: skip
VOID = {"type": "entry_voided", "id": "void", "effective": "2006-03-10", "entry": "option", "reason": "[never] made"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger recorded day by day: the option late, then voided; the sale corrected."""
    days = count()
    with open_ledger(str(tmp_path / "seriesd.db"), recorded_by="Reyes") as ledger:
        ledger.clock = lambda: FIRST + timedelta(next(days))
        for part in ([*START, SALE], [OPTION], [CORRECTED], [VOID]):
            ledger.record(part)
    return tmp_path


def test_every_type_of_entry_says_something() -> None:
    assert set(SENTENCES) == set(STORED_TYPES.values())


def entries(folder: Path, *words: str) -> dict[str, Any]:
    return {one["id"]: one for one in ask(folder, "entries", *words)["entries"]}


def test_the_order_of_the_timeline_and_that_of_recording(folder):
    assert list(entries(folder)) == ["certificate", "founders", "series-d", "option", "sale", "corrected", "void"]
    assert list(entries(folder, "--order", "recorded"))[3:] == ["sale", "option", "corrected", "void"]


def test_what_was_edited_and_what_edited_it_are_linked_both_ways(folder):
    found = entries(folder)
    option, sale = found["option"], found["sale"]
    assert (option["state"], option["edited_by"], option["now"], option["late"]) == ("voided", ["void"], None, True)
    assert (sale["state"], sale["edited_by"], sale["now"], sale["late"]) == ("corrected", ["corrected"], RIGHT, False)
    assert sale["entry"] == SALE
    assert (sale["effective"], sale["recorded_at"]) == ("2006-02-01", "2010-01-01T12:00:00Z")
    assert (found["void"]["edits"], found["corrected"]["edits"], option["edits"]) == ("option", "sale", None)
    assert {one["state"] for name, one in found.items() if name not in ("option", "sale")} == {"stands"}


def test_known_then_nothing_was_struck_through(folder):
    known = entries(folder, "--as-known", "2010-01-02")
    assert list(known) == ["certificate", "founders", "series-d", "option", "sale"]
    assert {one["state"] for one in known.values()} == {"stands"}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["--from", "2006-02-02"], ["sale", "corrected", "void"]),  # the sale as it now stands
        (["--until", "2005-09-06"], ["certificate", "founders"]),
        (["--type", "common_issued", "option_granted"], ["option", "sale"]),
        (["--holder", "Buyers"], ["sale"]),
        (["--holder", "Others"], ["sale", "corrected"]),
        (["--right", "X"], ["option"]),
        (["--edited"], ["option", "sale", "corrected", "void"]),
        (["--edited", "--holder", "Adviser"], ["option"]),
        (["--late"], ["option"]),
        (["--year", "2006"], ["option", "sale", "corrected", "void"]),
        (["--clause", "4E"], ["sale"]),
        (["--without-source", "--year", "2005"], ["certificate", "founders", "series-d"]),
        (["--assumed"], []),
        (["--part", "2"], ["corrected", "void"]),
        (["--part", "2-3"], ["founders", "series-d"]),
        (["--part", "6-90", "--year", "2006"], []),
        (["--holder", "OTHERS"], ["sale", "corrected"]),
        (["--right", "x"], ["option"]),
    ],
)
def test_what_is_wanted(words, names, folder):
    assert list(entries(folder, *words)) == names


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--right", "Y"], "no entry names a right 'Y'"),
        (["--holder", "Byers"], "no entry names a holder 'Byers'; did you mean 'Buyers'?"),
    ],
)
def test_whoever_no_entry_names_is_not_listed_without_a_word(words, says, folder):
    done = run(folder, "entries", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


KINDS = {
    "types": "--type",
    "holders": "--holder",
    "rights": "--right",
    "clauses": "--clause",
    "years": "--year",
}
MARKED = {"late": "--late", "edited": "--edited", "without_source": "--without-source", "assumed": "--assumed"}


def test_each_count_is_what_is_found_by_its_filter(folder):
    counts = ask(folder, "entries", "--counts")["counts"]
    assert {one["value"] for one in counts["holders"]} == {"Founders", "Fund", "Buyers", "Others", "Adviser"}
    for kind, option in KINDS.items():
        assert counts[kind]
        for one in counts[kind]:
            assert len(entries(folder, option, one["value"])) == one["entries"], one
    for name, option in MARKED.items():
        assert len(entries(folder, option)) == counts[name], name


def test_counts_are_of_all_that_was_found_and_not_of_the_part_that_is_shown(folder):
    found = ask(folder, "entries", "--counts", "--part", "1", "--year", "2006")
    assert (len(found["entries"]), found["found"]) == (1, 4)
    assert found["counts"]["years"] == [{"value": "2006", "entries": 4}]
    said = run(folder, "entries", "--part", "1", "--year", "2006").stdout.splitlines()
    assert said[-2:] == ["4 to 4 of the 4 found", "4 of 7 entries"]


def test_a_document_is_a_source(folder):
    (folder / "minutes.txt").write_text("minutes")
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        ledger.clock = lambda: FIRST + timedelta(days=30)
        by = ledger.attach("sale", folder / "minutes.txt").document.document
        ledger.record([SALE | {"id": "second", "effective": "2006-05-01", "source": "the closing binder"}])
    assert {"sale", by, "second"}.isdisjoint(entries(folder, "--without-source"))


def test_an_assumed_delivery_is_found(tmp_path):
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record([*START, CONVERSION])
    assert list(entries(tmp_path, "--assumed")) == ["conversion"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--part", "5-2"], "'5-2' is neither a number of entries, such as 200, nor from one place to a later one"),
        (["--part", "all"], "'all' is neither a number of entries"),
        (["--year", "06"], "'06' is not a year, such as 2006"),
        (["--clause", "4Z"], "4Z"),
    ],
)
def test_what_cannot_be_asked_is_refused(words, says, folder):
    done = run(folder, "entries", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_a_person_sees_it_struck_through(folder):
    said = [" ".join(line.split()) for line in run(folder, "entries").stdout.splitlines()]
    assert said[0] == "Entries in the order in which they take effect, as known now"
    option = next(number for number, line in enumerate(said) if "~~option~~" in line)
    assert said[option] == (
        "5 ~~2006-01-02 late~~ 2010-01-02T12:00:00Z Reyes ~~option~~ "
        "~~the option X to buy 5,000,000 shares at 0.001 a share was granted to Adviser for 1,000 in cash~~"
    )
    assert said[option + 1] == "voided by void: [never] made"
    assert said[option + 3 : option + 5] == [
        "corrected by corrected: the closing was on the third",
        "now: on 2006-02-03, 5,000,000 shares of Common were issued to Others for 15,000 in cash",
    ]
    assert any(line.endswith("void voids option: [never] made") for line in said)
    assert said[-1] == "all of 7 entries"
    assert run(folder, "entries", "--right", "X").stdout.endswith("1 of 7 entries\n")


def test_what_the_ledger_wrote_says_so(tmp_path):
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record([*START, CONVERSION, REVERSE])
    found = entries(tmp_path)
    (name,) = [name for name, one in found.items() if one["written_by_ledger"]]
    # 974 x 11.1111 / 33
    assert found["conversion"]["delivery"] == {"converted": 26, "common_shares": 87_542}
    assert (
        "Fund converted 974 Series D into 327 shares (assumed) automatically, because of reverse"
        in run(tmp_path, "entries").stdout
    )
    assert found[name]["entry"]["cause"] == "reverse"


@settings(max_examples=40, **CALM)
@given(disturbed_timelines(max_entries=25))
def test_every_entry_is_listed_once_and_its_links_lead_back(journal):
    log = judge(journal).log
    recorded = listed(log, "recorded")
    assert [one.recorded for one in recorded] == log
    assert sorted(one.recorded.position for one in listed(log)) == [one.position for one in log]
    by_id = {one.recorded.id: one for one in recorded}
    for one in recorded:
        assert all(by_id[edit.id].edits == one.recorded.id for edit in one.edited_by)
        assert one.edits is None or one.recorded in by_id[one.edits].edited_by
        assert says(one.recorded.entry)
        days = [Filter(since=one.day), Filter(until=one.day), Filter(types=[one.recorded.entry.type])]
        assert all(wanted.wants(one) for wanted in days)
