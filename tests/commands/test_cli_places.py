"""Where the command finds its ledger, its company and its journal; in SQLite and in PostgreSQL."""

import datetime as dt
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from commands.api.ledger import Ledger, open_ledger
from ledger.refusals import Refusal
from tests.commands.asking_the_command import (
    CERTIFICATE,
    CONVERSION,
    OPENING,
    SALE,
    SERIES_D,
    STORY,
    asked,
    error,
    failed,
    lines,
    recorded,
    stands,
)
from tests.docs.command import BIN, environment, seriesd

PRICE = ["price", "--on", "2006-03-02"]
AFTER = "13/5000"


def in_effect(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    answer: str = json.loads(done.stdout)["in_effect"]["exact"]
    return answer


def test_the_same_answers_from_every_database(ledger_url: str, tmp_path: Path) -> None:
    where = ("--ledger", ledger_url)
    assert recorded(tmp_path, *STORY, words=where)["recorded"] == 5
    assert recorded(tmp_path, *STORY, words=where)["already_recorded"] == 5
    assert asked(tmp_path, *PRICE, *where)["in_effect"]["exact"] == AFTER
    assert asked(tmp_path, "holders", "--on", "2006-03-02", *where)["common_outstanding"] == 15_111_111
    assert [step["entry"] for step in asked(tmp_path, "history", *where)["steps"]] == ["sale"]
    assert asked(tmp_path, "verify", *where)["intact"] is True
    assert seriesd("export", *where, folder=tmp_path).stdout.count("\n") == 5
    assert error(seriesd("record", "-", "--json", *where, folder=tmp_path, given=lines(SALE | {"shares": 1})), 1)


def test_the_ledger_before_and_after_the_verb(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY, words=("--ledger", "other.db"))
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]
    assert in_effect(seriesd("--ledger", "other.db", *PRICE, "--json", folder=tmp_path)) == AFTER
    assert in_effect(seriesd(*PRICE, "--json", "--ledger", "other.db", folder=tmp_path)) == AFTER
    assert in_effect(seriesd(*PRICE, "--json", "--ledger", f"sqlite:///{tmp_path}/other.db", folder=tmp_path)) == AFTER
    # the one after the verb is the last word
    done = seriesd("--ledger", "nowhere/none.db", *PRICE, "--json", "--ledger", "other.db", folder=tmp_path)
    assert in_effect(done) == AFTER


def test_the_ledger_of_the_environment(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY, words=("--ledger", "other.db"))
    environ = environment() | {"SERIESD_LEDGER": str(tmp_path / "other.db")}
    command = [str(BIN / "seriesd"), *PRICE, "--json"]
    done = subprocess.run(command, cwd="/", env=environ, capture_output=True, text=True, check=False)
    assert in_effect(done) == AFTER
    # an option goes before it
    named = [*command, "--ledger", "none.db"]
    done = subprocess.run(named, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert error(done, 2)["code"] == "store"


def test_the_default_is_a_file_in_the_folder(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    assert [path.name for path in tmp_path.iterdir()] == ["seriesd.db"]


READING = [
    *("price", "history", "holders", "verify", "export", "check -", "flags", "calendar", "readings"),
    "what-if --without x",
]


@pytest.mark.parametrize("words", READING)
def test_asking_leaves_nothing_behind_where_there_is_nothing(words: str, tmp_path: Path) -> None:
    given = lines(*STORY) if words == "check -" else None
    done = seriesd(*words.split(), folder=tmp_path, given=given)
    if given:
        assert (done.returncode, "Would record 5 entries" in done.stdout) == (0, True)
    else:
        assert "there is no ledger at seriesd.db" in failed(done, 2)
    assert list(tmp_path.iterdir()) == []


def test_asking_leaves_nothing_behind_where_there_is_a_ledger(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    before = stands(tmp_path)
    for words in READING[:-1]:
        given = lines(SALE | {"id": "next", "shares": 1}) if words == "check -" else None
        assert seriesd(*words.split(), folder=tmp_path, given=given).returncode == 0
    assert stands(tmp_path) == before


def test_a_folder_that_cannot_be_written_can_be_asked(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    before = stands(tmp_path)
    tmp_path.chmod(0o555)
    (tmp_path / "seriesd.db").chmod(0o444)
    try:
        assert asked(tmp_path, *PRICE)["in_effect"]["exact"] == AFTER
        assert asked(tmp_path, "verify")["intact"] is True
    finally:
        tmp_path.chmod(0o755)
    assert stands(tmp_path) == before


# --- companies --------------------------------------------------------------------------------------------------------


def test_companies_are_kept_apart(ledger_url: str, tmp_path: Path) -> None:
    where = ("--ledger", ledger_url)
    recorded(tmp_path, *STORY, words=where)
    other = [CERTIFICATE | {"company": "Bolt & Sons, Inc."}, OPENING, SERIES_D]
    recorded(tmp_path, *other, words=(*where, "--new-company"))
    bolt = ("--company", "Bolt & Sons, Inc.")
    assert in_effect(seriesd(*where, *bolt, *PRICE, "--json", folder=tmp_path)) == "33/10000"
    assert in_effect(seriesd(*PRICE, "--json", *bolt, *where, folder=tmp_path)) == "33/10000"
    assert asked(tmp_path, *PRICE, "--company", "Acme", *where)["in_effect"]["exact"] == AFTER
    # the same ids are other entries
    assert recorded(tmp_path, SALE | {"shares": 3_000_000}, words=(*where, *bolt))["recorded"] == 1
    assert error(seriesd(*PRICE, "--json", *where, folder=tmp_path), 1)["code"] == "company_needed"
    nowhere = seriesd("record", "-", "--json", *where, folder=tmp_path, given=lines(CONVERSION))
    assert error(nowhere, 1)["code"] == "company_needed"
    for company, entries in (("Acme", 5), ("Bolt & Sons, Inc.", 4)):
        assert asked(tmp_path, "verify", "--company", company, *where)["entries"] == entries


def test_the_certificate_names_the_company(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    recorded(tmp_path, *[CERTIFICATE | {"company": "Bolt"}, *STORY[1:]], words=("--new-company",))
    assert asked(tmp_path, "verify", "--company", "Bolt")["entries"] == 5


# --- standard input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spelling", "journal"),
    [
        ("jsonl", lines(*STORY)),
        ("json", json.dumps({"entries": STORY})),
        ("yaml", json.dumps(STORY)),
        (
            "csv",
            "type,id,effective,company,common_authorized,holder,common,shares,consideration.cash\n"
            "certificate_adopted,certificate,2005-09-06,Acme,20000000,,,,\n"
            "opening_balance,opening,2005-09-06,,,public,10000000,,\n"
            "series_d_issued,series-d,2005-10-03,,,dana,,1000,\n"
            "common_issued,sale,2006-03-01,,,Fund,,5000000,6000\n"
            "series_d_converted,conversion,2006-03-02,,,dana,,26,\n",
        ),
    ],
)
def test_standard_input_in_every_spelling(spelling: str, journal: str, tmp_path: Path) -> None:
    done = seriesd("record", "-", "--format", spelling, "--json", folder=tmp_path, given=journal)
    assert done.returncode == 0, done.stdout + done.stderr
    # the same entries, whatever the spelling
    assert recorded(tmp_path, *STORY)["already_recorded"] == 5


def test_files_and_standard_input_are_one_journal(tmp_path: Path) -> None:
    (tmp_path / "start.jsonl").write_text(lines(CERTIFICATE, OPENING), encoding="utf-8")
    (tmp_path / "end.json").write_text(json.dumps([CONVERSION]), encoding="utf-8")
    done = seriesd("record", "start.jsonl", "-", "end.json", "--json", folder=tmp_path, given=lines(SERIES_D, SALE))
    assert json.loads(done.stdout)["entries"] == [entry["id"] for entry in STORY]


# --- as known ---------------------------------------------------------------------------------------------------------


def test_as_known_then(tmp_path: Path) -> None:
    moments = [dt.datetime(2007, 1, day, 12, tzinfo=dt.UTC) for day in (1, 2, 3)]
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        for moment, entries in zip(moments, [STORY[:3], [CONVERSION], [SALE]], strict=True):
            ledger.clock = lambda moment=moment: moment
            ledger.record(entries)
    # the sale of the 1st of March was recorded last: 26 had been converted at .0033 by then
    known = ["--as-known", "2007-01-02T12:00:00Z"]
    assert asked(tmp_path, *PRICE, *known)["in_effect"]["exact"] == "33/10000"
    assert asked(tmp_path, *PRICE)["in_effect"]["exact"] == AFTER
    assert asked(tmp_path, "holders", "--on", "2006-03-02", *known)["holders"]["dana"]["common"] == 87_542
    assert asked(tmp_path, "history", *known)["steps"] == []
    assert seriesd("export", *known, folder=tmp_path).stdout.count("\n") == 4
    # an instant before, another zone, a day to its end
    assert asked(tmp_path, *PRICE, "--as-known", "2007-01-03T11:59:59.999999Z")["in_effect"]["exact"] == "33/10000"
    assert asked(tmp_path, *PRICE, "--as-known", "2007-01-03T14:00:00+02:00")["in_effect"]["exact"] == AFTER
    assert asked(tmp_path, *PRICE, "--as-known", "2007-01-03")["in_effect"]["exact"] == AFTER


KNOWN_THEN = {
    **dict.fromkeys(
        ("price", "history", "holders", "explain", "flags", "calendar", "dividends", "verify", "readings"), ()
    ),
    "export": (),
    "what-if": ("--without", "sale"),
    "waterfall": ("--assets", "1"),
    "audit": ("claims.csv",),
}


@pytest.mark.parametrize("verb", sorted(KNOWN_THEN))
def test_before_anything_was_recorded_nothing_was_known_and_every_verb_says_so(verb: str, tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.clock = lambda: dt.datetime(2007, 1, 1, 12, tzinfo=dt.UTC)
        ledger.record(STORY)
    (tmp_path / "claims.csv").write_text("date,price\n2006-03-02,0.0026\n")
    refused = failed(seriesd(verb, *KNOWN_THEN[verb], "--as-known", "2007-01-01T11:59:59Z", folder=tmp_path), 1)
    assert "nothing of Acme had been recorded by 2007-01-01T11:59:59Z" in refused
    assert "ask for a later moment, the first is 2007-01-01T12:00:00Z" in refused
    known = seriesd(verb, *KNOWN_THEN[verb], "--as-known", "2007-01-01T11:59:59Z", "--json", folder=tmp_path)
    assert error(known, 1)["code"] == "nothing_known"


def at(ledger: Ledger, moment: dt.datetime, entries: list[dict[str, object]], *, at_risk: bool = False) -> None:
    ledger.clock = lambda: moment
    ledger.writer = replace(ledger.writer, at_risk=at_risk)
    ledger.record(entries)


def test_a_clock_behind_the_last_recording_is_refused_unless_somebody_takes_the_risk(tmp_path: Path) -> None:
    later, earlier = dt.datetime(2007, 1, 2, tzinfo=dt.UTC), dt.datetime(2007, 1, 1, tzinfo=dt.UTC)
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        at(ledger, later, STORY[:3])
        with pytest.raises(
            Refusal, match="the clock says 2007-01-01T00:00:00Z, and the last recording is of 2007-01-02"
        ):
            at(ledger, earlier, [SALE])
        with pytest.raises(Refusal) as caught:
            at(ledger, earlier, [SALE])
        assert caught.value.code == "clock_behind"
        # the clocks of an office are some seconds apart: such a recording is of the moment before it
        at(ledger, later - dt.timedelta(seconds=59), [CONVERSION])
        at(ledger, earlier, [SALE], at_risk=True)
        assert [one.recorded_at for one in ledger.log()] == [later] * 4 + [earlier]
        # what stands before something known was known, whatever its clock said
        assert len(ledger.log(as_known=earlier)) == 5


def test_a_clock_far_ahead_is_refused_and_does_not_stamp_all_that_comes_after(tmp_path: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    future = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        for moment in (future, now + dt.timedelta(days=2)):
            with pytest.raises(Refusal, match="where the ledger is kept it is"):
                at(ledger, moment, STORY[:3])
        at(ledger, now, STORY[:3])
        with pytest.raises(Refusal, match="more than a year before") as caught:
            at(ledger, future, [CONVERSION])
        assert caught.value.code == "clock_ahead"
        at(ledger, future, [CONVERSION], at_risk=True)
        with pytest.raises(Refusal, match="and the last recording is of 2099-01-01"):
            at(ledger, now, [SALE])
        at(ledger, now, [SALE], at_risk=True)
        assert [one.recorded_at for one in ledger.log()] == [now] * 3 + [future, now]
    verified = seriesd("verify", folder=tmp_path)
    assert "position 4: recorded at 2099-01-01T00:00:00Z, which is still to come; a clock was wrong" in verified.stdout
    assert verified.returncode == 0


def test_a_batch_without_ids_is_recorded_once_however_often_it_is_sent(tmp_path: Path) -> None:
    assert recorded(tmp_path, *STORY)["recorded"] == 5
    sale = {name: value for name, value in SALE.items() if name != "id"} | {"effective": "2006-04-01", "shares": 9}
    batch = ("record", "-", "--json", "--batch", "week 14")
    done = seriesd(*batch, folder=tmp_path, given=lines(sale))
    assert done.returncode == 0, done.stdout
    first = json.loads(done.stdout)
    assert (first["recorded"], first["already_recorded"]) == (1, 0)
    again = json.loads(seriesd(*batch, folder=tmp_path, given=lines(sale)).stdout)
    assert (again["recorded"], again["already_recorded"]) == (0, 1)
    assert asked(tmp_path, "verify")["entries"] == 6
    other = seriesd(*batch, folder=tmp_path, given=lines(sale | {"shares": 7}))
    assert error(other, 1)["code"] == "batch_recorded"
    # a key that is empty is no key: a variable that was not set
    assert seriesd(*batch[:-1], "", folder=tmp_path, given=lines(sale)).returncode == 2
