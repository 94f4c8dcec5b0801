"""Every example, through the real command and a real file, against what was worked out by hand."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from .command import seriesd
from .examples import EXPECTED, FOLDER, KEYS, differences, journal, names, read

PACKAGED = Path(__file__).parents[2] / "commands" / "demo"


def test_there_are_examples():
    assert "american-technologies-group" in names()


def test_every_example_has_expected_answers_and_none_is_left_over():
    expected = {path.name.removesuffix(EXPECTED) for path in FOLDER.glob(f"*{EXPECTED}")}
    assert expected == set(names())


@pytest.mark.parametrize("name", names())
def test_an_example_is_shown_in_the_docs(name):
    assert f"({name}.yaml)" in (FOLDER / "README.md").read_text("utf-8")
    assert f"({name}{EXPECTED})" in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", names())
def test_an_example_tells_its_story(name):
    assert (FOLDER / f"{name}.yaml").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_the_demo_records_is_an_example(path):
    assert (FOLDER / path.name).read_text("utf-8") == path.read_text("utf-8")


@pytest.mark.parametrize("name", ["american-technologies-group", "inpixon-restatement"])
def test_real_companies_have_sources_and_assumptions_say_so(name):
    for entry in read(FOLDER / f"{name}.yaml"):
        assert entry.get("source"), entry
        assert entry.get("note", "").startswith("assumed") or "public" in entry["note"], entry


@pytest.mark.parametrize("name", names())
def test_an_example_answers_what_was_worked_out(name, tmp_path):
    questions = read(FOLDER / f"{name}{EXPECTED}")
    ledgers: dict[str, Any] = {}
    assert questions
    for question in questions:
        assert set(question) <= KEYS, question
        under = question.get("under", {})
        ledger = _ledger(name, under, ledgers, tmp_path)
        code, answer = _ask(question, ledger, ledgers, tmp_path)
        found = [*differences(question["answer"], answer)]
        assert not found, f"{name}: {question.get('ask', 'check')} {under or ''}\n" + "\n".join(found)
        assert code == int(question.get("exit", 0)), question


def _ledger(name: str, under: dict[str, str], ledgers: dict[str, Any], folder: Path) -> str:
    """The ledger that holds an example under these choices, recorded when it is first asked for."""
    ledger = f"{'-'.join([name, *under.values()])}.db"
    if ledger not in ledgers:
        if under:
            words = ["record", "-", "--format", "json"]
            done = seriesd(*words, "--ledger", ledger, "--json", folder=folder, given=journal(name, under))
        else:
            done = seriesd("record", str(FOLDER / f"{name}.yaml"), "--ledger", ledger, "--json", folder=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        ledgers[ledger] = json.loads(done.stdout)
    return ledger


def _ask(question: dict[str, Any], ledger: str, ledgers: dict[str, Any], folder: Path) -> tuple[int, Any]:
    if question.get("ask") == "record":
        return 0, ledgers[ledger]
    words, given = shlex.split(question.get("ask", "check - --format json")), question.get("given")
    if "check" in question:
        given = json.dumps(question["check"])
    done = seriesd(*words, "--ledger", ledger, "--json", folder=folder, given=given)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ({"a": "0.0026"}, {"a": {"exact": "13/5000", "decimal": "0.0026000000"}, "b": 1}),
        ({"a": ["1", "true", "null"]}, {"a": [1, True, None]}),
        ({"warnings": [{"code": "late"}]}, {"warnings": [{"code": "x"}, {"code": "late", "entry": "e"}]}),
        ({"rights": {}}, {"rights": {}}),
    ],
)
def test_what_is_as_expected(expected, answer):
    assert not [*differences(expected, answer)]


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ({"a": "0.0026"}, {"a": {"exact": "13/5001", "decimal": "0.0026000000"}}),
        ({"a": "0.0026"}, {"b": "0.0026"}),
        ({"a": ["1"]}, {"a": [1, 2]}),
        ({"a": ["1", "2"]}, {"a": [1]}),
        ({"a": "1"}, {"a": True}),
        ({"a": "0"}, {"a": None}),
        ({"warnings": [{"code": "late"}]}, {"warnings": [{"code": "x"}]}),
        ({"rights": {}}, {"rights": {"X": {}}}),
        ({"a": {"b": "1"}}, {"a": 1}),
    ],
)
def test_what_is_not_as_expected(expected, answer):
    assert [*differences(expected, answer)]
