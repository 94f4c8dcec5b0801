"""Every verb of the command, on a real file: its JSON answer, a person's table, and its exit code."""

import json
from pathlib import Path

import pytest

from commands.cli import VERBS
from tests.commands.asking_the_command import (
    CERTIFICATE,
    CONVERSION,
    OPENING,
    SALE,
    SERIES_D,
    STORY,
    TOO_MANY,
    asked,
    copied,
    error,
    lines,
    recorded,
    stands,
)
from tests.docs.command import seriesd

ASKED = {
    "record": ["record", "story.jsonl"],
    "check": ["check", "story.jsonl"],
    "price": ["price", "--on", "2006-03-02"],
    "history": ["history"],
    "holders": ["holders", "--on", "2006-03-02"],
    "entries": ["entries"],
    "attach": ["attach", "sale", "minutes.txt"],
    "documents": ["documents"],
    "explain": ["explain", "--on", "2006-03-02"],
    "what-if": ["what-if", "--without", "sale"],
    "readings": ["readings", "--on", "2006-03-02"],
    "scenario": ["scenario", "list"],
    "audit": ["audit", "claims.csv"],
    "dividends": ["dividends"],
    "waterfall": ["waterfall", "--assets", "5000"],
    "calendar": ["calendar", "--on", "2006-03-02"],
    "consents": ["consents"],
    "flags": ["flags"],
    "clauses": ["clauses"],
    "recordings": ["recordings"],
    "verify": ["verify"],
    "export": ["export"],
    "black-scholes": [
        "black-scholes",
        *("--stock-price", "1", "--exercise-price", "1", "--years", "1", "--volatility", "0.5", "--rate", "0.05"),
        *("--shares", "100"),
    ],
    "sweep": ["sweep", "--issue", "shares=1000", "price=0.001,0.002", "--on", "2006-03-02"],
    "notice": ["notice", "adjustment"],
    "statement": ["statement", "dana", "--on", "2006-03-02"],
    "companies": ["companies"],
    "project": ["project"],
    "backup": ["backup", "backup.db", "--replace"],
    "restore": ["restore", "seriesd.db", "--ledger", "restored.db"],
    "prove": ["prove", "sale"],
    "verify-proof": ["verify-proof", "seal.json"],
    "seal": ["seal", "--key", "office"],
    "countersign": ["countersign", "seal.json", "--key", "bank"],
    "witness": ["witness", "seriesd.db"],
    "key": ["key", "list"],
    "demo": ["demo"],
    "help": ["help"],
    "completion": ["completion", "bash"],
    "void": ["void", "conversion", "--reason", "never converted", "--dry-run"],
    "correct": ["correct", "sale", "consideration.cash=7000", "--reason", "misread", "--dry-run"],
    "proposals": ["proposals"],
    "approve": ["approve", "1", "--as", "Chen"],
    "decline": ["decline", "2", "--reason", "mistyped"],
    "describe": ["describe"],
    "template": ["template", "common_issued"],
}
WITHOUT_JSON = {"export", "notice"}
WRITING = {"record", "attach", "project", "demo", "backup", "restore", "witness", "approve", "decline"}
ON_A_SERVER = {"roles"}
"""Asked in tests/ledger/test_roles.py."""
UNTIL_STOPPED = {"serve", "open"}
"""Asked in tests/web/safety/test_starting.py: they answer a browser, until somebody stops them."""


def tell(folder: Path) -> None:
    """A ledger, the journal that it was recorded from, and a file of claims."""
    (folder / "story.jsonl").write_text(lines(*STORY), encoding="utf-8")
    (folder / "claims.csv").write_text("date,price\n2006-03-02,0.0026\n", encoding="utf-8")
    (folder / "minutes.txt").write_text("Resolved.", encoding="utf-8")
    recorded(folder, *STORY)
    for name in ("proposed", "mistyped"):
        given = lines(SALE | {"id": name, "shares": 1_000})
        assert seriesd("record", "-", "--propose", "--as", "Reyes", folder=folder, given=given).returncode == 0
    for words in (("key", "new", "office"), ("key", "new", "bank"), ("seal", "--key", "office", "-o", "seal.json")):
        assert seriesd(*words, folder=folder).returncode == 0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("told") / "once"


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """A folder of its own in which the story has been told."""
    return copied(told, tell, tmp_path)


@pytest.mark.parametrize("verb", sorted({*VERBS} - ON_A_SERVER - UNTIL_STOPPED))
def test_every_verb_answers_a_program_and_a_person(verb: str, folder: Path) -> None:
    before = stands(folder)
    if verb not in WITHOUT_JSON:
        answer = asked(folder, *ASKED[verb])
        assert isinstance(answer, dict)
        assert answer
    (folder / "restored.db").unlink(missing_ok=True)
    done = seriesd(*ASKED[verb], folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    assert "\x1b" not in done.stdout
    assert "Traceback" not in done.stderr
    if verb not in WRITING:
        assert stands(folder) == before


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_explains_itself(verb: str, tmp_path: Path) -> None:
    done = seriesd(verb, "--help", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"seriesd {verb}" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_record_and_record_again(tmp_path: Path) -> None:
    names = [entry["id"] for entry in STORY]
    first = recorded(tmp_path, *STORY)
    assert (first["recorded"], first["already_recorded"], first["entries"]) == (5, 0, names)
    again = recorded(tmp_path, *STORY)
    assert (again["recorded"], again["already_recorded"], again["entries"]) == (0, 5, [])
    # the same by value: another spelling of the number, and a default written out
    spelled = SALE | {"shares": "5e6", "consideration": {"cash": "6000.00", "expenses": 0}}
    assert recorded(tmp_path, spelled)["already_recorded"] == 1


def test_entries_without_an_id_get_one_and_are_never_the_same(tmp_path: Path) -> None:
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D)
    sale = {key: value for key, value in SALE.items() if key != "id"} | {"shares": 1}
    assert recorded(tmp_path, sale, sale)["entries"] == ["common_issued-4", "common_issued-5"]


def test_check_says_what_record_would_say_and_writes_nothing(folder: Path) -> None:
    new = CONVERSION | {"id": "next", "effective": "2006-03-05", "shares": 900}
    (folder / "new.jsonl").write_text(lines(new), encoding="utf-8")
    before = stands(folder)
    said = asked(folder, "check", "new.jsonl")
    assert stands(folder) == before
    assert said == asked(folder, "record", "new.jsonl")
    assert said["recorded"] == 1
    assert stands(folder) != before
    (folder / "new.jsonl").write_text(lines(TOO_MANY), encoding="utf-8")
    assert error(seriesd("check", "new.jsonl", "--json", folder=folder), 1) == error(
        seriesd("record", "new.jsonl", "--json", folder=folder), 1
    )


def test_price(folder: Path) -> None:
    assert asked(folder, "price", "--on", "2006-03-01") == {
        "schema": "seriesd/price/1",
        "on": "2006-03-01",
        "in_effect": {"exact": "33/10000", "decimal": "0.0033000000"},
        "after_close": {"exact": "13/5000", "decimal": "0.0026000000"},
        "common_per_share": {"exact": "3367", "decimal": "3367.0000000000"},
        "warnings": [],
        "relied_on": ["A1", "A11", "A43"],
    }
    assert asked(folder, "price", "--on", "2006-03-02")["common_per_share"]["exact"] == "8547/2"


def test_history(folder: Path) -> None:
    (step,) = asked(folder, "history")["steps"]
    assert step == {
        "step": 1,
        "effective": "2006-03-01",
        "governs_from": "2006-03-02",
        "entry": "sale",
        "entries": ["sale"],
        "clause": "4E",
        "before": {"exact": "33/10000", "decimal": "0.0033000000"},
        "after": {"exact": "13/5000", "decimal": "0.0026000000"},
        "A": {"exact": "10000000", "decimal": "10000000.0000000000"},
        "B": {"exact": "33/10000", "decimal": "0.0033000000"},
        "C": {"exact": "5000000", "decimal": "5000000.0000000000"},
        "D": {"exact": "6000", "decimal": "6000.0000000000"},
    }


def test_holders(folder: Path) -> None:
    answer = asked(folder, "holders", "--on", "2006-03-02")
    dana = {"series_d": 974, "common": 111_111, "votes": 4_162_389}  # 974 x 4,273.5
    assert answer["holders"]["dana"].items() >= dana.items()
    assert answer["holders"]["public"].items() >= {"series_d": 0, "common": 10_000_000, "votes": 0}.items()
    assert (answer["series_d_outstanding"], answer["common_outstanding"], answer["treasury"]) == (974, 15_111_111, 0)
    assert answer["deemed_issued"]["exact"] == "0"
    assert asked(folder, "holders", "--on", "2005-09-05")["holders"] == {}


def test_verify(folder: Path) -> None:
    answer = asked(folder, "verify")
    assert (answer["entries"], answer["intact"]) == (5, True)
    assert len(answer["head"]) == 64
    assert answer["head"] in seriesd("verify", folder=folder).stdout


def test_export_is_a_journal_again(folder: Path) -> None:
    done = seriesd("export", "--format", "jsonl", folder=folder)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [entry["id"] for entry in STORY]
    assert seriesd("export", "-o", "out.jsonl", folder=folder).stdout == ""
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == done.stdout
    again = asked(folder, "record", "out.jsonl", "--ledger", "again.db")
    assert again["recorded"] == 5
    ours, theirs = asked(folder, "holders"), asked(folder, "holders", "--ledger", "again.db")
    assert ours == theirs


def test_what_the_ledger_wrote_is_not_exported_and_comes_again(folder: Path) -> None:
    split = {"type": "common_split", "id": "split", "effective": "2006-04-01", "old": 10_000, "new": 1}
    answer = recorded(folder, split)
    assert (answer["recorded"], answer["written_by_ledger"]) == (1, ["series_d_auto_converted-7"])
    assert "series_d_auto_converted" not in seriesd("export", folder=folder).stdout
    seriesd("export", "-o", "out.jsonl", folder=folder)
    assert (
        asked(folder, "record", "out.jsonl", "--ledger", "again.db")["written_by_ledger"] == answer["written_by_ledger"]
    )


def test_long_exact_numbers_only_on_request(tmp_path: Path) -> None:
    paid = {"type": "distribution_made", "effective": "2006-03-01", "fair_value": 1}
    many = [paid | {"market_price": f"{10_007 + 2 * number}/1009"} for number in range(90)]
    recorded(tmp_path, CERTIFICATE, OPENING, SERIES_D, *many)
    short = asked(tmp_path, "price", "--on", "2006-03-02")["in_effect"]
    assert short["exact"] is None
    whole = asked(tmp_path, "price", "--on", "2006-03-02", "--exact")["in_effect"]
    assert whole.keys() == {"exact", "decimal"}
    assert len(whole["exact"].replace("/", "")) == short["digits"] > 1_000
    assert whole["decimal"] == short["decimal"]
    person = seriesd("price", "--on", "2006-03-02", folder=tmp_path).stdout
    assert "--exact" in person
    assert "…" in person
    assert asked(tmp_path, "history")["steps"][-1]["after"]["exact"] is None
    assert asked(tmp_path, "history", "--exact")["steps"][-1]["after"] == whole
