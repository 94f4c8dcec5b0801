"""The published schemas of the answers: every verb's real answers keep to them, and everything in them is described."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from commands.cli import VERBS, main
from commands.verbs.schemas import ANSWERS, schemas
from tests.workings.asking import closed

from .answers import undescribed
from .examples import FOLDER

ON = ("--on", "2007-01-01")
LATE = [
    {"type": "common_issued", "id": "forgotten", "effective": "2005-12-01", "holder": "Late", "shares": 1_000},
    {"type": "entry_voided", "id": "gone", "effective": "2007-01-01", "entry": "forgotten", "reason": "never issued"},
    {"type": "balance_asserted", "id": "count", "effective": "2007-01-01", "holder": "Late", "shares": 1_000},
]
SOLD = {"type": "common_issued", "effective": "2007-01-01", "holder": "Late", "shares": 1}
CLAIMS = (
    "date,price,common_per_share,source\n2006-03-01,0.0033,3367,a filing\n2006-09-01,0.0031,3000,\n2004-01-01,1,,\n"
)
QUESTIONS = [
    ("describe",),
    ("describe", "liquidated"),
    ("template", "liquidated"),
    ("check", "typed.json"),
    ("check", "late.json"),
    ("price", *ON),
    ("price", *ON, "--all-companies"),
    ("history",),
    ("history", "--exact", "--no-replays"),
    ("history", "--diff", "2020-01-01", "2100-01-01"),
    ("holders", *ON),
    ("holders", *ON, "--part", "1-1", "--by-right"),
    ("holders", *ON, "--since", "2005-09-30"),
    ("waterfall", "--assets", "1000000", "--part", "1-1", *ON),
    ("entries",),
    ("attach", "certificate", "claims.csv", "--note", "as claimed"),
    ("documents",),
    ("documents", "--all-companies"),
    ("explain", *ON),
    ("explain", "--step", "1"),
    ("explain", "--holders", *ON),
    ("explain", "--assets", "1000000", *ON),
    ("what-if", "--add", "late.json", *ON),
    ("readings", *ON),
    ("sweep", "--issue", "shares=1000000", "price=0.0001,0.01", *ON),
    ("scenario", "save", "one", "--add", "late.json"),
    ("scenario", "save", "two", "--add", "late.json", "--note", "again"),
    ("scenario", "list"),
    ("scenario", "show", "one", *ON),
    ("scenario", "compare", "one", "two", *ON),
    ("scenario", "rebase", "one"),
    ("scenario", "promote", "one"),
    ("scenario", "drop", "two"),
    ("audit", "claims.csv"),
    ("notice", "adjustment", "--mailed", "2007-01-01"),
    ("notice", "adjustment", "--mailed", "2007-01-01", "--record"),
    ("help", "dates"),
    ("completion", "fish"),
    ("notice", "conversion"),
    ("notice", "dividend", "--mailed", "2007-01-01"),
    ("statement", "--all", *ON),
    ("dividends", *ON),
    ("waterfall", "--assets", "20000000", "--parity", "Series E:25000:100", *ON),
    ("calendar", *ON),
    ("calendar", "--on", "2027-01-01", "--record-due"),
    ("consents", *ON),
    ("flags", *ON),
    ("companies", *ON),
    ("clauses",),
    ("project",),
    ("backup", "backup.db"),
    ("backup", "backup.trail.jsonl"),
    ("restore", "backup.db", "--ledger", "restored.db"),
    ("price", *ON),
    ("holders", *ON),
    ("explain", "forgotten"),
    ("explain", "gone"),
    ("explain", "count"),
    ("void", "count", "--reason", "it never was"),
    ("correct", "certificate", "terms.conversion_price=0.0034", "--reason", "misread", "--dry-run"),
    ("explain", "--refusal", "all"),
    ("explain", "--refused", "late.json"),
    ("price", "--company", "Nobody"),
    ("prove", "certificate"),
    ("key", "new", "office"),
    ("seal", "--key", "office", "-o", "seal.json"),
    ("verify-proof", "seal.json"),
    ("key", "new", "bank"),
    ("countersign", "seal.json", "--key", "bank"),
    ("witness", "seriesd.db"),
    ("record", "sold.json", "--propose", "--as", "Reyes"),
    ("record", "sold.json", "--propose", "--as", "Reyes"),
    ("proposals",),
    ("approve", "1", "--as", "Chen"),
    ("decline", "2", "--as", "Chen", "--reason", "twice"),
    ("proposals",),
    ("recordings",),
    ("recordings", "--entry", "certificate"),
    ("recordings", "1"),
    ("proposals", "1"),
    ("verify",),
    ("verify", "--all-companies"),
    ("demo",),
    ("export", "--format", "pdf", "-o", "report.pdf"),
    ("export", "--format", "csv", "-o", "tables/"),
    ("export", "--format", "ocf", "-o", "package.zip"),
    (
        "black-scholes",
        *[
            "--shares",
            "100",
            "--stock-price",
            "1",
            "--exercise-price",
            "1",
            "--years",
            "5",
            "--volatility",
            "1",
            "--rate",
            "1/20",
        ],
    ),
]
"""In this order; after `project` prices and holders are read off the tables."""


@pytest.fixture(scope="module")
def validators():
    return {verb: Draft202012Validator(closed(one)) for verb, one in schemas().items()}


def test_the_schemas_are_schemas():
    for one in schemas().values():
        Draft202012Validator.check_schema(one)


def test_everything_in_them_is_described():
    assert undescribed() == []


def test_they_are_of_verbs():
    assert ANSWERS.keys() <= VERBS.keys()


@pytest.mark.parametrize("name", ["american-technologies-group", "dividends-and-distributions", "late-grant"])
def test_real_answers_keep_to_them(name, validators, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERIESD_KEYS", "keys")
    Path("late.json").write_text(json.dumps(LATE), "utf-8")
    Path("typed.json").write_text(json.dumps([{"type": "liquidate"}] * 22), "utf-8")
    Path("sold.json").write_text(json.dumps([SOLD]), "utf-8")
    Path("claims.csv").write_text(CLAIMS, "utf-8")
    asked = set()
    for words in [("record", str(FOLDER / f"{name}.yaml")), *QUESTIONS]:
        main([*words, "--json"])
        answer = json.loads(capsys.readouterr().out)
        verb = "error" if "error" in answer else words[0]
        if verb in validators:
            validators[verb].validate(answer)
            asked.add(verb)
    assert asked == validators.keys() - {"roles"}  # of a ledger on a server
