"""How much of an explanation a program is told: all of it, of a large ledger what fits, and how much more there is."""

import json
from datetime import date, timedelta

import pytest
from jsonschema import Draft202012Validator

from commands.api.ledger import open_ledger
from commands.verbs.schemas import schema
from tests.commands.asking_the_command import CERTIFICATE, OPENING, SERIES_D, STORY

from .asking import asked, closed, recorded, seriesd
from .evaluator import unproved

GRANTS = 110
DAY = date(2006, 1, 1)
LAST = DAY + timedelta(GRANTS + 1)
ON = ("--on", LAST.isoformat())
SCHEMA = Draft202012Validator(closed(schema("explain")))


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Each grant is cheaper than the price and adds to A; the first lapses in the end, and all is tested again."""
    folder = tmp_path_factory.mktemp("many")
    grants = [
        {"type": "option_granted", "id": f"grant-{number}", "effective": str(DAY + timedelta(number)),
         "right": f"R{number}", "holder": "Adviser", "shares": 1000, "exercise_price": "0.0001"}
        for number in range(GRANTS)
    ]  # fmt: skip
    lapse = {"type": "right_terminated", "id": "lapse", "effective": str(DAY + timedelta(GRANTS)), "right": "R0"}
    with open_ledger(str(folder / "ledger.db")) as ledger:
        ledger.record([CERTIFICATE, OPENING, SERIES_D, *grants, lapse])
    return folder


def valid(answer):
    assert [error.message for error in SCHEMA.iter_errors(answer)] == []
    return answer


def test_of_a_small_ledger_nothing_is_left_out(tmp_path):
    recorded(tmp_path, *STORY)
    answer = asked(tmp_path, "explain", "--on", "2006-03-02")
    assert answer["left_out"] == {"workings": 0, "replays": 0, "rights": 0}
    assert answer == asked(tmp_path, "explain", "--on", "2006-03-02", "--depth", "all")
    assert asked(tmp_path, "explain", "--holders", "--on", "2006-03-02")["left_out"] == {"workings": 0}


def test_of_a_large_one_what_fits_and_how_much_more_there_is(many):
    part = valid(asked(many, "explain", *ON))
    assert len(part["steps"]) == GRANTS + 1
    last = part["steps"][-1]
    assert (last["clause"], last["beside"], "replayed" in last) == ("4E(3)", [], False)
    assert part["left_out"]["replays"] == GRANTS
    # before the n-th grant n - 1 rights are deemed issued
    assert part["left_out"]["rights"] >= sum(range(GRANTS))
    whole = asked(many, "explain", *ON, "--depth", "all", "--exact")
    assert whole["left_out"] == {"workings": 0, "replays": 0, "rights": 0}
    assert len(whole["workings"]) == len(part["workings"]) + part["left_out"]["workings"]
    assert (len(whole["steps"][-1]["beside"]), len(whole["steps"][-1]["replayed"])) == (GRANTS, GRANTS - 1)
    assert list(unproved(whole)) == []
    assert len(json.dumps(part)) < len(json.dumps(whole)) / 5


def test_what_is_asked_for_is_told(many):
    answer = asked(many, "explain", *ON, "--depth", "0")
    assert (answer["left_out"]["replays"], len(answer["steps"][-1]["beside"])) == (0, GRANTS)
    assert answer["left_out"]["workings"] > 0


def test_a_step_keeps_its_replay_whatever_is_left_out_below(many):
    answer = valid(asked(many, "explain", "--step", str(GRANTS + 1)))
    assert len(answer["steps"][0]["beside"]) == GRANTS
    assert (answer["left_out"]["replays"], answer["left_out"]["rights"]) == (0, 0)
    assert answer["left_out"]["workings"] > 0


def test_of_very_many_parts_a_sentence_names_the_first_and_how_much_the_others_come_to(many):
    text = asked(many, "explain", "--step", str(GRANTS))["text"]
    (of_a,) = [one for one in text if one.startswith("A is ")]
    assert "(the Common outstanding after entry opening) + 109,000 (109 others)" in of_a


def test_a_person_is_told_every_part_however_many_they_are(many):
    told = " ".join(seriesd("explain", "--step", str(GRANTS), folder=many).stdout.split())
    assert told.count(" + 1,000 (") == GRANTS - 1
    assert "others)" not in told


def test_every_figure_of_the_part_is_the_one_of_the_whole(many):
    part, whole = (asked(many, "explain", *ON, *more) for more in ([], ["--depth", "all"]))
    assert part["price"] == whole["price"]
    for one, other in zip(part["steps"], whole["steps"], strict=True):
        for name in ("step", "entry", "before", "after", "figures"):
            assert one[name] == other[name]


def test_all_is_a_depth_for_a_person_too(tmp_path):
    recorded(tmp_path, *STORY)
    deep = seriesd("explain", "--step", "1", "--depth", "all", folder=tmp_path)
    assert deep.stdout == seriesd("explain", "--step", "1", "--depth", "9", folder=tmp_path).stdout
    wrong = seriesd("explain", "--step", "1", "--depth", "alll", folder=tmp_path)
    assert (wrong.returncode, "'alll' is not a number of levels, such as 2, nor all" in wrong.stderr) == (2, True)
