"""Scenarios, through the installed command on real files: saved, listed, shown, compared, rebased, promoted, dropped."""

import json
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from tests.commands.asking_the_command import error, failed, lines
from tests.commands.test_what_if import CONVERSION, EXERCISE, LAPSE, OPTION, REVERSE, SALE, START, STORY
from tests.scenarios.asking import ask, refused, run, tell

ON = ("--on", "2006-05-30")
LATER = SALE | {"id": "later", "effective": "2006-07-01", "shares": 1_000_000, "consideration": {"cash": 1_000}}
VOID = {"type": "entry_voided", "id": "void", "effective": "2006-07-01", "entry": "option", "reason": "never made"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the story, and the scenario in which the option was never granted."""
    tell(tmp_path, *STORY)
    ask(tmp_path, "scenario", "save", "none", "--without", "option", "--note", "counsel's memo")
    return tmp_path


def head(folder: Path) -> tuple[int, str]:
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        return ledger.store.head("Example Inc.")


def journal(folder: Path, *entries: dict[str, Any]) -> str:
    (folder / "more.jsonl").write_text(lines(*entries), encoding="utf-8")
    return str(folder / "more.jsonl")


def price(folder: Path, on: str) -> dict[str, Any]:
    """What the price is, and the flags that touch it."""
    answer: dict[str, Any] = ask(folder, "price", "--on", on)
    for of_the_ledger in ("schema", "relied_on", "switches"):  # what a supposed answer does not say
        answer.pop(of_the_ledger, None)
    return answer


def test_what_is_saved_answers_as_what_if_does_and_the_log_stays_as_it_was(tmp_path):
    tell(tmp_path, *STORY)
    before = head(tmp_path)
    edits = ("--without", "option", "--change", "sale", "consideration.cash=10000", "shares=4000000")
    saved = ask(tmp_path, "scenario", "save", "none", *edits, "--add", journal(tmp_path, LATER))
    assert saved["saved"]
    scenario = saved["scenario"]
    assert (scenario["state"], scenario["base"]["position"], scenario["grown"]) == ("open", len(STORY), 0)
    assert scenario["base"]["head"] == before[1]
    assert scenario["change"] == {"sale": {"consideration.cash": "10000", "shares": "4000000"}}
    shown = ask(tmp_path, "scenario", "show", "none", *ON)
    assert shown.pop("scenario") == scenario
    assert shown.pop("schema") == "seriesd/scenario/1"
    told = ask(tmp_path, "what-if", *edits, "--add", str(tmp_path / "more.jsonl"), *ON)
    assert {"schema": "seriesd/what-if/1", **shown} == told
    assert head(tmp_path) == before
    assert ask(tmp_path, "verify")["scenarios"] == 1


def test_the_same_again_is_nothing_new_and_other_edits_need_to_be_asked_for(folder):
    again = ask(folder, "scenario", "save", "none", "--without", "option", "--note", "counsel's memo")
    assert (again["saved"], again["scenario"]["events"]) == (False, 1)
    other = ("save", "none", "--without", "sale")
    assert refused(folder, "scenario", *other)["code"] == "scenario_exists"
    replaced = ask(folder, "scenario", *other, "--replace")
    assert (replaced["saved"], replaced["scenario"]["events"]) == (True, 2)
    assert (replaced["scenario"]["without"], replaced["scenario"]["note"]) == (["sale"], None)


def test_a_scenario_is_judged_where_it_stands_whatever_the_ledger_learns(folder):
    before = ask(folder, "scenario", "show", "none", *ON)
    tell(folder, SALE | {"id": "learned", "effective": "2006-01-05"})
    after = ask(folder, "scenario", "show", "none", *ON)
    assert after["scenario"].pop("grown") == 1
    assert before["scenario"].pop("grown") == 0
    assert after == before
    spoken = run(folder, "scenario", "show", "none", *ON).stdout
    assert "It stands on position 8, recorded " in spoken
    assert "; an entry has been recorded since." in spoken
    listed = run(folder, "scenario", "list").stdout
    assert "position 8  1 more" in listed


def test_rebased_it_stands_on_all_that_is_tell(folder):
    learned = SALE | {"id": "learned", "effective": "2006-01-05", "consideration": {"cash": 10_000}}
    tell(folder, learned)
    answer = ask(folder, "scenario", "rebase", "none")
    assert (answer["rebased"], answer["scenario"]["base"]["position"]) == (True, len(STORY) + 1)
    shown = ask(folder, "scenario", "show", "none", *ON)
    assert shown["what_if"] == ask(folder, "what-if", "--without", "option", *ON)["what_if"]
    assert ask(folder, "scenario", "rebase", "none")["rebased"] is False


def test_what_no_longer_fits_is_refused_with_the_reason_and_it_stays_where_it_stood(folder):
    ask(folder, "scenario", "save", "more", "--change", "exercise", "shares=3000000")
    part = {"type": "right_terminated", "id": "part", "effective": "2006-02-01", "right": "X", "shares": 2_500_000}
    tell(folder, part)
    why = refused(folder, "scenario", "rebase", "more")
    assert (why["code"], why["clause"], why["entry"]) == ("more_than_outstanding", "4E(1)", "exercise")
    assert "scenario 'more' no longer fits at position 9" in why["message"]
    assert ask(folder, "scenario", "show", "more", *ON)["scenario"]["base"]["position"] == 8


def test_an_entry_that_was_voided_meanwhile_cannot_be_changed(tmp_path):
    tell(tmp_path, *START, OPTION, SALE)
    ask(tmp_path, "scenario", "save", "dear", "--change", "option", "exercise_price=0.003")
    tell(tmp_path, VOID)
    assert refused(tmp_path, "scenario", "rebase", "dear")["code"] == "already_voided"


def test_promoted_the_ledger_is_what_was_promised(folder):
    promised = ask(folder, "scenario", "show", "none", *ON)
    answer = ask(folder, "scenario", "promote", "none")
    # the exercise and the lapse depend on the grant, and fall away with it: the last in time first
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        voids = [one.entry for one in ledger.log()[len(STORY) :]]
    assert [(one.type, one.entry, one.reason) for one in voids] == [
        ("entry_voided", name, "scenario 'none': counsel's memo") for name in ("lapse", "exercise", "option")
    ]
    assert answer["entries"] == answer["scenario"]["entries"] == [one.id for one in voids]
    assert (answer["recorded"], answer["promoted"], answer["scenario"]["state"]) == (3, True, "promoted")
    assert [one["kind"] for one in answer["changes"]][:1] == ["parted"]
    assert price(folder, ON[1]) == promised["what_if"]
    assert ask(folder, "history")["steps"] == promised["steps"]
    assert ask(folder, "verify")["intact"]


def test_promoted_twice_it_records_once(folder):
    ask(folder, "scenario", "promote", "none")
    before = head(folder)
    again = ask(folder, "scenario", "promote", "none")
    assert (again["promoted"], again["recorded"], again["entries"]) == (False, 0, [])
    assert head(folder) == before
    spoken = run(folder, "scenario", "promote", "none")
    assert spoken.stdout == "Scenario none was promoted already; nothing is recorded.\n"


def test_a_promoted_scenario_stays_what_it_was(folder):
    ask(folder, "scenario", "promote", "none")
    for words in (("rebase", "none"), ("save", "none", "--without", "sale", "--replace")):
        assert refused(folder, "scenario", *words)["code"] == "scenario_promoted"
    assert ask(folder, "scenario", "drop", "none")["dropped"] is True


def test_changes_become_corrections_and_additions_themselves(tmp_path):
    tell(tmp_path, *START, OPTION, SALE, CONVERSION)
    edits = ("--change", "option", "exercise_price=0.002", "--add", journal(tmp_path, LATER, LAPSE))
    ask(tmp_path, "scenario", "save", "dear", *edits)
    promised = ask(tmp_path, "scenario", "show", "dear", "--on", "2006-08-01")
    answer = ask(tmp_path, "scenario", "promote", "dear")
    assert answer["entries"][1:] == ["later", "lapse"]
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        entries = {one.id: one.entry for one in ledger.log()}
    corrected = entries[answer["entries"][0]]
    assert (corrected.type, corrected.entry, corrected.reason) == ("entry_corrected", "option", "scenario 'dear'")
    assert (entries["later"].type, entries["later"].note) == ("common_issued", None)
    assert price(tmp_path, "2006-08-01") == promised["what_if"]
    assert ask(tmp_path, "history")["steps"] == promised["steps"]


def test_a_corrected_conversion_delivers_what_was_promised(tmp_path):
    # without the option the price was .0033; the conversion itself was of 30
    tell(tmp_path, *START, OPTION, CONVERSION)
    ask(tmp_path, "scenario", "save", "both", "--without", "option", "--change", "conversion", "shares=30")
    ask(tmp_path, "scenario", "promote", "both")
    holders = ask(tmp_path, "holders", "--on", "2006-03-01")["holders"]
    assert holders["Fund"].items() >= {"series_d": 970, "common": 101_010, "votes": 970 * 3_367}.items()


def test_behind_the_ledger_nothing_is_promoted(folder):
    tell(folder, LATER)
    before = head(folder)
    why = refused(folder, "scenario", "promote", "none")
    assert why["code"] == "scenario_behind"
    assert "an entry was recorded since scenario 'none' was made on position 8" in why["message"]
    assert head(folder) == before


def test_what_the_ledger_would_not_record_is_not_promoted(tmp_path):
    tell(tmp_path, *START, OPTION, VOID)
    ask(tmp_path, "scenario", "save", "back", "--without", "void")
    before = head(tmp_path)
    why = refused(tmp_path, "scenario", "promote", "back")
    assert (why["code"], why["entry"]) == ("already_voided", "option")
    assert head(tmp_path) == before
    assert ask(tmp_path, "scenario", "list")["scenarios"][0]["state"] == "open"


def test_a_correction_taken_back_is_promoted_as_a_correction(tmp_path):
    wrong = {"type": "entry_corrected", "id": "wrong", "effective": "2006-05-01", "entry": "option", "reason": "slip",
             "with": OPTION | {"exercise_price": "0.002"}}  # fmt: skip
    tell(tmp_path, *START, OPTION, wrong)
    ask(tmp_path, "scenario", "save", "back", "--without", "wrong")
    ask(tmp_path, "scenario", "promote", "back")
    assert ask(tmp_path, "price", *ON)["in_effect"]["exact"] == "13/5000"


def test_a_late_split_that_converts_automatically_is_promoted_with_what_it_causes(tmp_path):
    tell(tmp_path, *START, SALE)
    ask(tmp_path, "scenario", "save", "reverse", "--add", journal(tmp_path, REVERSE | {"effective": "2006-01-10"}))
    promised = ask(tmp_path, "scenario", "show", "reverse", *ON)
    answer = ask(tmp_path, "scenario", "promote", "reverse")
    assert len(answer["written_by_ledger"]) == 1
    assert answer["scenario"]["entries"] == ["reverse", *answer["written_by_ledger"]]
    assert price(tmp_path, ON[1]) == promised["what_if"]


def test_two_scenarios_side_by_side(folder):
    ask(folder, "scenario", "save", "cheap", "--change", "sale", "consideration.cash=10000")
    answer = ask(folder, "scenario", "compare", "none", "cheap", *ON)
    assert answer["first"]["scenario"]["name"] == "none"
    for side, name in (("first", "none"), ("second", "cheap")):
        shown = ask(folder, "scenario", "show", name, *ON)["what_if"]
        rests = {name: shown[name] for name in ("warnings", "relied_on", "switches") if name in shown}
        assert answer[side]["price"] | rests == shown
    (parted,) = [one for one in answer["differences"] if one["kind"] == "parted"]
    assert (parted["on"], parted["first"]["exact"], parted["second"]["exact"]) == (
        "2006-01-03",
        "33/10000",
        "13/5000",
    )
    (due,) = [one for one in answer["differences"] if one["kind"] == "entitlement"]
    assert due["first"] == 90_277
    assert due["message"].startswith("the Common that conversion should have given is 90,277 in none, and ")
    spoken = run(folder, "scenario", "compare", "none", "none", *ON).stdout
    assert "They answer the same." in spoken


def test_three_scenarios_side_by_side(folder):
    ask(folder, "scenario", "save", "cheap", "--change", "sale", "consideration.cash=10000")
    ask(folder, "scenario", "save", "dear", "--change", "sale", "consideration.cash=20000")
    answer = ask(folder, "scenario", "compare", "none", "cheap", "dear", *ON)
    two = {other: ask(folder, "scenario", "compare", "none", other, *ON) for other in ("cheap", "dear")}
    assert {name: answer[name] for name in ("first", "second", "differences")} == {
        name: two["cheap"][name] for name in ("first", "second", "differences")
    }
    assert answer["third"] == two["dear"]["second"] | {"differences": two["dear"]["differences"]}
    assert "third" not in two["cheap"]
    spoken = run(folder, "scenario", "compare", "none", "cheap", "dear", *ON).stdout
    assert spoken.startswith("Three scenarios on ")
    (effect,) = [line.split() for line in spoken.splitlines() if line.strip().startswith("in effect ")]
    prices = [answer[side]["price"]["in_effect"]["decimal"] for side in ("first", "second", "third")]
    assert [one.rstrip("…") for one in effect[2:]] == [one.rstrip("…")[: len(said.rstrip("…"))] for one, said in zip(prices, effect[2:], strict=True)]  # fmt: skip
    same = run(folder, "scenario", "compare", "none", "none", "none", *ON).stdout
    assert "They answer the same." in same


def test_of_three_scenarios_none_is_said_to_be_the_only_one(folder):
    """The sale adjusts the price where the option is not, and in the dear one it does not: in whatever order."""
    ask(folder, "scenario", "save", "dear", "--change", "sale", "consideration.cash=200000")
    ask(folder, "scenario", "save", "again", "--without", "option")
    for order in (("none", "dear", "again"), ("again", "dear", "none")):
        said = run(folder, "scenario", "compare", *order, *ON).stdout
        assert f"sale of 2006-02-01 adjusts the price in {order[0]}, and not in dear" in said
        assert " alone" not in said


def test_a_promotion_is_looked_at_before_it_is_made(folder):
    promised = ask(folder, "scenario", "promote", "none", "--dry-run")
    assert promised["promoted"] is False
    assert promised["scenario"]["state"] == "open"
    before = ask(folder, "entries")
    spoken = run(folder, "scenario", "promote", "none", "--dry-run").stdout
    assert spoken.startswith(
        "Scenario none would be promoted into the ledger, all of it or nothing; nothing is recorded."
    )
    assert ask(folder, "entries") == before
    made = ask(folder, "scenario", "promote", "none")
    assert made["promoted"] is True
    assert {name: made[name] for name in ("recorded", "changes", "written_by_ledger")} == {
        name: promised[name] for name in ("recorded", "changes", "written_by_ledger")
    }
    assert len(made["entries"]) == len(promised["entries"])
    assert run(folder, "scenario", "promote", "none", "--dry-run").stdout.startswith(
        "Scenario none was promoted already"
    )


def test_dropped_it_is_listed_no_longer_and_stays_readable(folder):
    assert ask(folder, "scenario", "drop", "none")["dropped"] is True
    assert ask(folder, "scenario", "drop", "none")["dropped"] is False
    assert ask(folder, "scenario", "list")["scenarios"] == []
    (one,) = ask(folder, "scenario", "list", "--all")["scenarios"]
    assert (one["state"], one["without"], one["events"]) == ("dropped", ["option"], 2)
    assert ask(folder, "scenario", "show", "none", *ON)["scenario"]["state"] == "dropped"
    assert (
        refused(folder, "scenario", "promote", "none")["code"]
        == refused(folder, "scenario", "rebase", "none")["code"]
        == "scenario_dropped"
    )
    again = ask(folder, "scenario", "save", "none", "--without", "sale")
    assert (again["scenario"]["state"], again["scenario"]["events"]) == ("open", 3)


def test_promoted_and_then_dropped_it_still_says_when_it_was_promoted_and_as_what(folder):
    made = ask(folder, "scenario", "promote", "none")
    spoken = run(folder, "scenario", "drop", "none").stdout
    (one,) = ask(folder, "scenario", "list", "--all")["scenarios"]
    assert (one["state"], one["entries"]) == ("dropped", made["entries"])
    assert one["promoted_at"] == made["scenario"]["promoted_at"] == made["scenario"]["changed_at"] < one["changed_at"]
    became = f"was promoted at {one['promoted_at'].replace('+00:00', 'Z')} as {', '.join(made['entries'])}"
    assert spoken.endswith(f" It {became}; what it recorded stays in the ledger.\n")
    listed = run(folder, "scenario", "list", "--all").stdout
    assert "none      promoted, then dropped  " in listed
    assert listed.endswith(f"none {became}.\n")
    shown = run(folder, "scenario", "show", "none", *ON).stdout
    assert shown.startswith("Scenario none (1 left out, promoted, then dropped)")
    assert f"\nIt {became}.\n" in shown
    again = ask(folder, "scenario", "save", "none", "--without", "sale")["scenario"]
    assert (again["state"], again["entries"], again["promoted_at"]) == ("open", [], None)


def test_one_that_was_never_promoted_does_not_say_so(folder):
    assert ask(folder, "scenario", "drop", "none")["scenario"]["promoted_at"] is None
    assert "promoted" not in run(folder, "scenario", "list", "--all").stdout


NOT_SAVED = [
    (["--without", "optoin"], 1, "unknown_entry", "did you mean 'option'?"),
    (["--change", "option", "sharez=1"], 2, "unreadable", "did you mean 'shares'?"),
    (["--change", "exercise", "shares=6000000"], 1, "more_than_outstanding", "fewer than 6,000,000"),
    ([], 2, "usage", "say what shall be different"),
]


@pytest.mark.parametrize(("words", "code", "rule", "sentence"), NOT_SAVED, ids=[" ".join(one[0]) for one in NOT_SAVED])
def test_what_cannot_be_supposed_is_not_saved(words, code, rule, sentence, tmp_path):
    tell(tmp_path, *STORY)
    before = (tmp_path / "seriesd.db").read_bytes()
    why = error(run(tmp_path, "scenario", "save", "new", *words, "--json"), code)
    assert why["code"] == rule
    assert sentence in why["message"]
    assert (tmp_path / "seriesd.db").read_bytes() == before


def test_an_addition_without_an_id_that_breaks_a_rule_is_not_saved(tmp_path):
    tell(tmp_path, *START)
    add = journal(tmp_path, {name: value for name, value in EXERCISE.items() if name != "id"})
    assert "no right named 'X'" in refused(tmp_path, "scenario", "save", "new", "--add", add)["message"]


def test_names_are_names(folder):
    assert refused(folder, "scenario", "show", "non")["message"].startswith(
        "there is no scenario 'non'; did you mean 'none'?"
    )
    for name in ("", "two\nlines", "x" * 201):
        said = failed(run(folder, "scenario", "save", name, "--without", "option"), 2)
        assert "cannot be the name of a scenario" in said
    odd = "a/b 100% «ü» {x}"
    ask(folder, "scenario", "save", odd, "--without", "sale")
    assert ask(folder, "scenario", "show", odd, *ON)["scenario"]["name"] == odd
    assert f"in {odd}" in json.dumps(ask(folder, "scenario", "compare", "none", odd, *ON), ensure_ascii=False)


def test_from_python(tmp_path):
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(STORY)
        from fractions import Fraction

        ledger.scenarios.save("odd", change={"option": {"exercise_price": Fraction(1, 700)}}, add=[LATER])
        (one,) = ledger.scenarios.all()
        assert one.scenario.saved.change == {"option": {"exercise_price": "1/700"}}
        assert one.scenario.add[0].id == "later"
        from ledger.events import EntryError

        with pytest.raises(EntryError, match="is not exact"):
            ledger.scenarios.save("float", change={"option": {"exercise_price": 0.1}})


def test_an_entry_that_takes_the_place_of_another_is_recorded_before_that_is_voided(tmp_path):
    sold_on = {"type": "shares_transferred", "id": "sold-on", "effective": "2006-02-02", "stock": "common",
               "from": "Buyers", "to": "Friend", "shares": 5_000_000}  # fmt: skip
    tell(tmp_path, *START, SALE, sold_on)
    instead = SALE | {"id": "instead", "consideration": {"cash": 10_000}}
    ask(tmp_path, "scenario", "save", "instead", "--without", "sale", "--add", journal(tmp_path, instead))
    promised = ask(tmp_path, "scenario", "show", "instead", *ON)
    assert not [one for one in promised["differences"] if one["kind"] == "left_out"]
    answer = ask(tmp_path, "scenario", "promote", "instead")
    assert answer["entries"][0] == "instead"
    assert price(tmp_path, ON[1]) == promised["what_if"]


def test_a_promise_that_recording_one_by_one_would_not_keep_is_not_promoted(tmp_path):
    tell(tmp_path, *START, SALE | {"effective": "2006-03-01"})
    # the conversion of March is delivered before that of January is known, which raises A for the sale in between
    march, january = ({"type": "series_d_converted", "id": name, "effective": day, "holder": "Fund", "shares": 26}
                      for name, day in (("march", "2006-03-15"), ("january", "2006-01-15")))  # fmt: skip
    ask(tmp_path, "scenario", "save", "both", "--add", journal(tmp_path, march, january))
    before = head(tmp_path)
    why = refused(tmp_path, "scenario", "promote", "both")
    assert why["code"] == "promise_broken"
    assert "its entries would not give what the scenario promises: the balances would be others" in why["message"]
    assert head(tmp_path) == before
    ask(tmp_path, "scenario", "save", "both", "--replace", "--add", journal(tmp_path, january, march))
    assert ask(tmp_path, "scenario", "promote", "both")["entries"] == ["january", "march"]


def test_a_person_is_told_what_was_done(tmp_path):
    tell(tmp_path, *START, OPTION, SALE)
    assert "There are no scenarios" in run(tmp_path, "scenario", "list").stdout
    said = run(tmp_path, "scenario", "save", "none", "--without", "option", "--note", "a slip").stdout
    assert said == "Saved none (1 left out): a slip.\n"
    assert run(tmp_path, "scenario", "rebase", "none").stdout.startswith("Scenario none stands on all that is recorded")
    said = run(tmp_path, "scenario", "promote", "none").stdout
    assert said.startswith("Promoted scenario none into the ledger: entry_voided-6.\nRecorded 1 entry.\n")
    assert "from 2006-01-03 on the price in effect changes: 0.0033 instead of 0.0026." in said
    assert "Holders of Series D must be told of every adjustment (4K)" in said
