"""`seriesd explain` of a void or a correction: what stood before, what stands since, and what it changed."""

import pytest
from jsonschema import Draft202012Validator

from commands.verbs.schemas import schema
from tests.commands.asking_the_command import OPENING, SALE, STORY, lines
from tests.workings.asking import asked, closed, recorded, seriesd

SCHEMA = Draft202012Validator(closed(schema("explain")))

FIXED = {
    "type": "entry_corrected",
    "id": "fixed",
    "effective": "2006-04-01",
    "entry": "sale",
    "reason": "misread",
    "source": "minutes, page 2",
    "with": SALE | {"consideration": {"cash": 12_000}, "note": "as the agent has it"},
}
UNDONE = {
    "type": "entry_voided",
    "id": "undone",
    "effective": "2006-04-02",
    "entry": "sale",
    "reason": "it never closed.",
}


@pytest.fixture
def story(tmp_path):
    """(33,000 + 12,000) / 15,000,000 = .003 once it is corrected, and .0033 once the sale is out."""
    recorded(tmp_path, *STORY)
    recorded(tmp_path, FIXED)
    recorded(tmp_path, UNDONE)
    return tmp_path


def test_a_correction_field_by_field_with_what_it_changed(story):
    answer = asked(story, "explain", "fixed")
    assert (answer["does"], answer["entry"], answer["reason"]) == ("corrects", "sale", "misread")
    assert (answer["source"], answer["effective"], answer["position"]) == ("minutes, page 2", "2006-04-01", 6)
    assert (answer["before"], answer["since"]) == (SALE, FIXED["with"])
    assert {one["field"]: (one["before"], one["since"]) for one in answer["fields"] if one["changed"]} == {
        "consideration.cash": (6000, 12_000),
        "note": (None, "as the agent has it"),
    }
    assert {one["field"] for one in answer["fields"]} >= {"type", "effective", "holder", "shares"}
    assert answer["edited_before"] == []
    assert [one["entry"] for one in answer["edited_since"]] == ["undone"]
    (parted,) = [one for one in answer["changes"] if one["kind"] == "parted"]
    assert (parted["on"], parted["actual"]["exact"], parted["what_if"]["exact"]) == ("2006-03-02", "13/5000", "3/1000")
    (due,) = [one for one in answer["changes"] if one["kind"] == "entitlement"]
    # 26 x 11.1111 / .003 = 96,296.2
    assert (due["entry"], due["actual"], due["what_if"]) == ("conversion", 111_111, 96_296)


def test_a_void_after_a_correction_stood_as_corrected(story):
    answer = asked(story, "explain", "undone")
    assert (answer["does"], answer["before"], answer["since"]) == ("voids", FIXED["with"], None)
    assert [one["entry"] for one in answer["edited_before"]] == ["fixed"]
    assert {one["since"] for one in answer["fields"]} == {None}
    said = seriesd("explain", "undone", folder=story).stdout
    assert ", voids sale: it never closed.\n" in said
    assert "Before it sale stood, as fixed had corrected it: on 2006-03-01 5,000,000 shares" in said
    assert "Since then it is out" in said
    assert "- sale of 2006-03-01 adjusted the price, and no longer does." in said


def test_what_it_changed_is_what_record_said_it_changes(tmp_path):
    recorded(tmp_path, *STORY)
    for edit in (FIXED, UNDONE):
        (tmp_path / "edit.jsonl").write_text(lines(edit), "utf-8")
        told = asked(tmp_path, "record", "edit.jsonl")["changes"]
        assert asked(tmp_path, "explain", edit["id"])["changes"] == told


def test_a_corrected_conversion_is_delivered_anew_and_that_is_shown(tmp_path):
    recorded(tmp_path, *STORY)
    recorded(tmp_path, FIXED | {"entry": "conversion", "with": STORY[-1] | {"shares": 52}})
    fields = {one["field"]: (one["before"], one["since"]) for one in asked(tmp_path, "explain", "fixed")["fields"]}
    assert fields["delivery.common_shares"] == (111_111, 222_222)
    assert fields["shares"] == (26, 52)


def test_an_edit_that_changed_no_answer_says_so(tmp_path):
    recorded(tmp_path, *STORY)
    recorded(tmp_path, FIXED | {"with": SALE | {"note": "closed at noon"}})
    answer = asked(tmp_path, "explain", "fixed")
    assert answer["changes"] == []
    assert "Nothing: every price, balance, vote and entitlement stayed as it was." in answer["text"]


@pytest.mark.parametrize("edit", ["fixed", "undone"])
def test_the_same_in_text_markdown_and_html_and_by_the_schema(edit, story):
    answer = asked(story, "explain", edit, "--exact")
    assert [error.message for error in SCHEMA.iter_errors(answer)] == []
    said = " ".join(seriesd("explain", edit, folder=story).stdout.split())
    for sentence in answer["text"]:
        assert " ".join(sentence.split()) in said
    markdown = seriesd("explain", edit, "--format", "markdown", folder=story).stdout
    assert "\n## Field by field\n\n| field | before |" in markdown
    page = seriesd("explain", edit, "--format", "html", folder=story).stdout
    assert f"<h1>What {edit} did, as known now</h1>" in page
    assert "Field by field</h2>" in page


def test_before_it_was_recorded_there_is_no_such_edit(story):
    moment = asked(story, "explain", "undone")["recorded_at"]
    assert asked(story, "explain", "fixed", "--as-known", moment)["edited_since"] != []
    unknown = seriesd("explain", "undoen", folder=story)
    assert unknown.returncode == 1
    assert "no entry 'undoen' stands in the timeline; did you mean 'undone'?" in unknown.stderr


def test_an_edit_of_the_opening_balance_needs_no_price(tmp_path):
    recorded(tmp_path, *STORY[:2])
    recorded(tmp_path, FIXED | {"entry": "opening", "with": OPENING | {"common": 9_000_000}})
    total, balance = asked(tmp_path, "explain", "fixed")["changes"]
    assert (total["actual"], total["what_if"]) == (balance["actual"], balance["what_if"]) == (10_000_000, 9_000_000)
