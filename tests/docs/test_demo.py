"""The guided tour: what it shows, and what it leaves alone."""

import json
import sqlite3
from pathlib import Path

import pytest

from commands.verbs.record.demo import DEMO_LEDGER, example
from ledger.shown import concealed

from .command import seriesd
from .examples import FOLDER

MOST_LINES = 68
WIDTH = 120
OTHER = str(FOLDER / "repricing.yaml")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_tour_fits_on_a_screen_or_two(tmp_path):
    done = seriesd("demo", folder=tmp_path)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= WIDTH
    assert [path.name for path in tmp_path.iterdir()] == [DEMO_LEDGER]


def test_what_the_tour_shows_is_what_the_commands_answer(tmp_path):
    tour = [line.strip() for line in seriesd("demo", folder=tmp_path).stdout.splitlines()]
    asked = [line.removeprefix("$ seriesd ") for line in tour if line.startswith("$ seriesd ")]
    assert [words.split()[0] for words in asked] == ["price", "history", "holders", "verify"]
    for words in asked:
        done = seriesd(*words.split(), "--width", "110", folder=tmp_path)
        assert done.returncode == 0
        answer = [line.strip() for line in done.stdout.splitlines()]
        if words.startswith("holders"):  # the first of its tables
            answer = answer[: answer.index("")]
        if not words.startswith("history"):  # drawn another way
            assert {*answer} <= {*tour, ""}


def test_what_to_try_next_can_be_tried(tmp_path):
    tour = seriesd("demo", folder=tmp_path).stdout
    tries = [line.split("  ")[0].split() for line in tour.partition("Try next:")[2].replace("\n   ", "\n").splitlines()]
    for words in tries:
        if words and "JOURNAL" not in words:
            assert words[0] == "seriesd"
            assert seriesd(*words[1:], folder=tmp_path).returncode == 0, words


def test_the_drawing_has_every_step(tmp_path):
    tour = seriesd("demo", folder=tmp_path).stdout
    steps = json.loads(seriesd("history", "--ledger", DEMO_LEDGER, "--json", folder=tmp_path).stdout)["steps"]
    for step in steps:
        assert any(step["governs_from"] in line and step["entry"] in line for line in tour.splitlines())


def test_the_tour_can_be_had_again_and_records_nothing_then(tmp_path):
    seriesd("demo", folder=tmp_path)
    before = _bytes(tmp_path)
    again = seriesd("demo", "--json", folder=tmp_path)
    assert again.returncode == 0
    assert json.loads(again.stdout)["record"]["recorded"] == 0
    assert json.loads(again.stdout)["record"]["already_recorded"] == len(example())
    assert _bytes(tmp_path) == before


def test_the_json_answer_is_one_document_of_the_verbs_answers(tmp_path):
    answer = json.loads(seriesd("demo", "--json", folder=tmp_path).stdout)
    assert answer["record"]["recorded"] == len(example())
    verbs = {"price": ["--on", answer["price"]["on"]], "history": [], "holders": ["--on", answer["holders"]["on"]]}
    for verb, words in {**verbs, "verify": []}.items():
        done = seriesd(verb, "--ledger", answer["ledger"], *words, "--json", folder=tmp_path)
        assert json.loads(done.stdout) == answer[verb]


def test_it_goes_where_it_is_told(tmp_path):
    assert seriesd("demo", "--ledger", "there.db", folder=tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["there.db"]


@pytest.mark.parametrize("name", [DEMO_LEDGER, "seriesd.db"])
def test_another_ledger_is_refused_and_left_alone(tmp_path, name):
    seriesd("record", OTHER, "--ledger", name, folder=tmp_path)
    before = _bytes(tmp_path)
    done = seriesd("demo", "--ledger", name, "--json", folder=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "not_the_demo"
    assert _bytes(tmp_path) == before


def test_a_ledger_of_the_same_company_with_other_entries_is_left_alone(tmp_path):
    entries = [entry.model_dump(mode="json", by_alias=True, exclude_none=True) for entry in example()[:2]]
    entries[1]["common"] = 1
    seriesd("record", "-", "--format", "json", "--ledger", DEMO_LEDGER, folder=tmp_path, given=json.dumps(entries))
    before = _bytes(tmp_path)
    assert seriesd("demo", folder=tmp_path).returncode == 1
    assert _bytes(tmp_path) == before


def test_a_demo_that_somebody_went_on_with_is_still_the_demo(tmp_path):
    seriesd("demo", folder=tmp_path)
    more = [{"type": "common_issued", "effective": "2008-07-01", "holder": "You", "shares": 1, "id": "mine"}]
    seriesd("record", "-", "--format", "json", "--ledger", DEMO_LEDGER, folder=tmp_path, given=json.dumps(more))
    assert seriesd("demo", folder=tmp_path).returncode == 0


def test_a_file_of_something_else_is_left_alone(tmp_path):
    (tmp_path / DEMO_LEDGER).write_text("my notes, and nothing else\n" * 50)
    before = _bytes(tmp_path)
    assert seriesd("demo", folder=tmp_path).returncode == 2
    assert _bytes(tmp_path) == before


def test_a_database_of_something_else_is_left_alone(tmp_path):
    connection = sqlite3.connect(tmp_path / DEMO_LEDGER)
    connection.execute("CREATE TABLE notes (text)")
    connection.commit()
    connection.close()
    before = _bytes(tmp_path)
    assert seriesd("demo", folder=tmp_path).returncode == 2
    assert _bytes(tmp_path) == before


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("demo.db", "demo.db"),
        ("a:b@c.db", "a:...@c.db"),
        ("postgresql://ann:secret@db.example.com:5432/captables", "postgresql://ann:...@db.example.com:5432/captables"),
        ("postgresql://ann@db.example.com:5432/captables", "postgresql://ann@db.example.com:5432/captables"),
        ("postgresql://db/captables?user=ann&password=secret", "postgresql://db/captables?user=ann&password=..."),
        ("postgresql://ann:@/captables?host=/tmp", "postgresql://ann:...@/captables?host=/tmp"),
    ],
)
def test_a_password_is_not_shown(url, shown):
    assert concealed(url) == shown


def test_the_ledger_of_the_environment_is_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("SERIESD_LEDGER", str(tmp_path / "work.db"))
    assert seriesd("demo", folder=tmp_path, keep_settings=True).returncode == 0
    assert not (tmp_path / "work.db").exists()
