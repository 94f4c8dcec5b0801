"""The table of the readings says of each what the page says, and of each switch what both choices mean."""

import re
from typing import get_args

from ledger.events.terms import Interpretations
from ledger.working import Switch
from projections.certificate.readings import READINGS, SWITCHES, in_order, is_default, switch_of, words_of
from tests.docs.pages import ROOT


def test_the_readings_are_numbered_without_a_gap():
    assert [*READINGS] == [f"A{number}" for number in range(1, len(READINGS) + 1)]
    assert len(READINGS) >= 72


def test_what_is_contested_has_something_against_it():
    assert [name for name, one in READINGS.items() if one.contested and not one.other] == []


def test_every_switch_of_the_terms_decides_a_reading_that_has_two_sides():
    fields = Interpretations.model_fields
    assert fields.keys() <= SWITCHES.keys()
    assert len({*SWITCHES.values()}) == len(SWITCHES)
    for name, reading in SWITCHES.items():
        assert READINGS[reading].contested, name
        assert switch_of(reading) == name
    assert switch_of("A56") is None
    for name, field in fields.items():
        one, other = (Switch(name, choice) for choice in get_args(field.annotation))
        assert is_default(one)
        assert not is_default(other)
        assert words_of(one) != words_of(other)


def test_every_choice_of_the_reference_that_moves_money_stands_under_a_reading():
    choices = (ROOT / "tests" / "reference" / "CHOICES.md").read_text("utf-8")
    parts = re.split(r"^(\d+)\. ", choices.partition("\n## ")[2], flags=re.MULTILINE)
    moving = {number for number, said in zip(parts[1::2], parts[2::2], strict=True) if "**[$]**" in said}
    assert len(moving) > 40
    page = (ROOT / "docs" / "readings.md").read_text("utf-8").partition("## What settles the rest")[2]
    rows = re.findall(r"^\| (A[\d, A]+) \| ([\d, ]+) \|$", page, re.MULTILINE)
    assert {number for _, numbers in rows for number in numbers.split(", ")} == moving
    assert {name for names, _ in rows for name in names.split(", ")} <= READINGS.keys()


def test_they_are_clauses_of_a_sentence():
    said = [words for one in READINGS.values() for words in (one.statement, one.other) if words]
    names = ("Series D", "Conversion", "Common", "limb", "Options")
    assert [words for words in said if words.endswith(".") or not (words[0].islower() or words.startswith(names))] == []


def test_readings_stand_in_the_order_of_their_numbers():
    assert in_order(["A10", "A9", "A9", "A1"]) == ["A1", "A9", "A10"]
