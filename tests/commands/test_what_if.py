"""What if: an edited timeline beside the ledger, through the real command and a real file, and as a property."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from commands.api.ledger import open_ledger
from ledger.events import (
    CommonIssued,
    EntryCorrected,
    EntryVoided,
    OptionGranted,
    RightChanged,
    SeriesDAutoConverted,
    SeriesDConverted,
    write_entry,
)
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from projections.answers.history import PriceStep
from projections.compare.hypothesis import Edits
from projections.compare.prices import prices_on
from projections.compare.what_if import what_if
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.model import judge as judge_by_reference
from tests.reference.timelines import timelines

CALM = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}
Choose = Callable[[list[str]], str]
UNSHRUNK = (Phase.explicit, Phase.generate)

START: list[dict[str, Any]] = [
    {"type": "certificate_adopted", "id": "certificate", "effective": "2005-09-06", "company": "Example Inc.",
     "common_authorized": 15_000_000_000},
    {"type": "opening_balance", "id": "founders", "effective": "2005-09-06", "holder": "Founders", "common": 10_000_000},
    {"type": "series_d_issued", "id": "series-d", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
]  # fmt: skip
OPTION = {"type": "option_granted", "id": "option", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
          "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000}}  # fmt: skip
SALE = {"type": "common_issued", "id": "sale", "effective": "2006-02-01", "holder": "Buyers", "shares": 5_000_000,
        "consideration": {"cash": 15_000}}  # fmt: skip
CONVERSION = {"type": "series_d_converted", "id": "conversion", "effective": "2006-03-01", "holder": "Fund",
              "shares": 26}  # fmt: skip
EXERCISE = {"type": "right_exercised", "id": "exercise", "effective": "2006-03-05", "right": "X",
            "shares": 2_000_000}  # fmt: skip
LAPSE = {"type": "right_terminated", "id": "lapse", "effective": "2006-04-30", "right": "X"}
STORY = [*START, OPTION, SALE, CONVERSION, EXERCISE, LAPSE]


def record(folder: Path, entries: list[dict[str, Any]]) -> None:
    done = seriesd("record", "-", "--format", "json", folder=folder, given=json.dumps(entries))
    assert done.returncode == 0, done.stderr


def ask(folder: Path, *words: str) -> dict[str, Any]:
    done = seriesd(*words, "--json", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def found(answer: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in answer["differences"] if one["kind"] == kind]


def test_without_a_grant_all_that_depends_on_it_falls_away_and_says_so(tmp_path):
    record(tmp_path, STORY)
    before = (tmp_path / "seriesd.db").read_bytes()
    answer = ask(tmp_path, "what-if", "--without", "option", "--on", "2006-03-01")
    price = ask(tmp_path, "price", "--on", "2006-03-01")
    assert answer["actual"] == {name: value for name, value in price.items() if name not in ("schema", "relied_on")}
    assert answer["actual"]["in_effect"]["exact"] == "13/5000"
    assert answer["what_if"]["in_effect"]["exact"] == "2/625"  # the sale at .003 triggers without the option
    assert [(one["entry"], one["clause"]) for one in found(answer, "left_out")] == [
        ("exercise", "4E(1)"),
        ("lapse", "4E(3)"),
    ]
    assert "no right named 'X'" in found(answer, "left_out")[0]["message"]
    assert [step["entry"] for step in answer["steps"]] == ["sale"]
    assert (tmp_path / "seriesd.db").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"seriesd.db"}


def test_each_side_has_what_touches_its_price(tmp_path):
    planned = OPTION | {"id": "planned", "right": "P", "effective": "2006-01-09", "excluded": "A"}
    record(tmp_path, [*STORY, planned])
    answer = ask(tmp_path, "what-if", "--without", "planned", "--on", "2006-03-01")
    said = [[(one["entry"], one["code"]) for one in answer[side]["warnings"]] for side in ("actual", "what_if")]
    assert said == [[("planned", "plan_not_named")], []]
    late = ask(tmp_path, "what-if", "--change", "planned", "effective=2006-03-02", "--on", "2006-03-01")
    assert [len(late[side]["warnings"]) for side in ("actual", "what_if")] == [1, 0]
    shown = seriesd("what-if", "--without", "planned", "--on", "2006-03-01", folder=tmp_path).stdout
    assert "as it is: notes touch the price (plan_not_named)" in shown
    assert "what if: notes" not in shown
    shown = seriesd("what-if", "--without", "sale", "--on", "2006-03-01", folder=tmp_path).stdout
    assert "both: notes touch the price (plan_not_named)" in shown


def test_where_the_prices_part_and_what_each_conversion_should_have_given(tmp_path):
    record(tmp_path, STORY)
    answer = ask(tmp_path, "what-if", "--without", "option", "--on", "2006-05-30")
    (parted,) = found(answer, "parted")
    assert parted["on"] == "2006-01-03"
    assert (parted["actual"]["exact"], parted["what_if"]["exact"]) == ("13/5000", "33/10000")
    (entitled,) = found(answer, "entitlement")
    assert entitled | {"message": ""} == {
        "kind": "entitlement", "entry": "conversion", "figure": "entitled", "actual": 111_111, "what_if": 90_277,
        "message": "",
    }  # fmt: skip
    assert not found(answer, "delivery")  # what was delivered stays a fact
    assert {"kind": "balance", "holder": "Adviser", "figure": "common", "actual": 2_000_000, "what_if": 0}.items() <= {
        **found(answer, "balance")[0]
    }.items()


def test_the_tests_that_come_out_otherwise_are_named(tmp_path):
    record(tmp_path, STORY)
    answer = ask(tmp_path, "what-if", "--without", "option", "--on", "2006-05-30")
    # .003 is below .0033, and above .0026
    assert found(answer, "now_triggers") == [
        {"kind": "now_triggers", "entry": "sale", "figure": "adjusts", "clause": "4E", "actual": False, "what_if": True,
         "message": "sale of 2006-02-01 would adjust the price, and does not"},
    ]  # fmt: skip
    dearer = ask(tmp_path, "what-if", "--change", "option", "exercise_price=0.004", "--on", "2006-02-01")
    assert [one["entry"] for one in found(dearer, "now_triggers")] == ["sale"]
    assert [one["message"] for one in found(dearer, "no_longer_triggers")] == [
        "option of 2006-01-02 adjusts the price, and would not"
    ]


def test_a_change_takes_several_fields_dotted_ones_and_the_absence_of_one(tmp_path):
    record(tmp_path, [*START, OPTION])
    words = [
        "--change",
        "option",
        "consideration.cash=",
        "shares=10000000",
        "--change",
        "option",
        "exercise_price=1/1000",
    ]
    answer = ask(tmp_path, "what-if", *words, "--on", "2006-02-01")
    assert Fraction(answer["what_if"]["in_effect"]["exact"]) == Fraction(33_000 + 10_000, 20_000_000)
    (step,) = answer["steps"]
    assert (step["C"]["exact"], step["D"]["exact"]) == ("10000000", "10000")


def test_a_changed_date_moves_the_entry_and_a_changed_reading_is_a_change_of_the_certificate(tmp_path):
    record(tmp_path, STORY)
    later = ask(tmp_path, "what-if", "--change", "option", "effective=2006-02-02", "--on", "2006-02-02")
    assert later["what_if"]["in_effect"]["exact"] == "2/625"
    forthwith = "terms.interpretations.readjustment_effective=forthwith"
    answer = ask(tmp_path, "what-if", "--change", "certificate", forthwith, "--on", "2006-04-30")
    assert answer["what_if"]["in_effect"] == answer["actual"]["after_close"] != answer["actual"]["in_effect"]


def test_an_added_file_is_recorded_after_all_others(tmp_path):
    record(tmp_path, [*START, OPTION])
    (tmp_path / "planned.jsonl").write_text(json.dumps(SALE | {"shares": 15_000_000}) + "\n" + json.dumps(OPTION))
    answer = ask(tmp_path, "what-if", "--add", "planned.jsonl", "--on", "2006-02-02")
    assert [step["entry"] for step in answer["steps"]] == ["option", "sale"]
    assert Fraction(answer["what_if"]["in_effect"]["exact"]) == (Fraction(39_000) + 15_000) / 30_000_000


def test_a_void_taken_back_brings_the_entry_back(tmp_path):
    void = {"type": "entry_voided", "id": "void", "effective": "2006-02-01", "entry": "option", "reason": "twice"}
    record(tmp_path, [*START, OPTION, void])
    answer = ask(tmp_path, "what-if", "--without", "void", "--on", "2006-02-01")
    assert (answer["actual"]["in_effect"]["exact"], answer["what_if"]["in_effect"]["exact"]) == ("33/10000", "13/5000")
    gone = ask(tmp_path, "what-if", "--without", "option", "--on", "2006-02-01")
    assert [one["entry"] for one in gone["differences"]] == ["void"]


def test_a_person_sees_both_sides(tmp_path):
    record(tmp_path, STORY)
    done = seriesd("what-if", "--without", "option", "--on", "2006-03-01", folder=tmp_path)
    assert done.returncode == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "in effect 0.0026 0.0032" in lines
    assert "conversion: entitled 111,111 90,277 111,111 assumed as delivered, 20,834 too many" in lines
    assert any(line.startswith("lapse falls away: there is no right named 'X'") for line in lines)
    none = seriesd("what-if", "--change", "sale", "note=another", "--on", "2006-03-01", folder=tmp_path)
    assert "It makes no difference." in none.stdout


REFUSED = [
    (["--without", "optoin"], 1, "unknown_entry", "did you mean 'option'?"),
    (["--without", "certificate"], 1, "certificate_stays", "cannot be voided"),
    (["--change", "optoin", "shares=1"], 1, "unknown_entry", "did you mean 'option'?"),
    (["--change", "option", "sharez=1"], 2, "unreadable", "did you mean 'shares'?"),
    (["--change", "option", "shares=many"], 2, "unreadable", "'many' is not a number"),
    (["--change", "option", "consideration.cash.x=1"], 2, "unreadable", "there is no field under 'cash'"),
    (["--change", "option", "id=other"], 1, "correction_renames", "keeps its id"),
    (["--change", "option"], 2, "usage", "needs a field"),
    (["--change", "option", "shares"], 2, "usage", "is not FIELD=VALUE"),
    (["--change", "exercise", "shares=6000000"], 1, "more_than_outstanding", "fewer than 6,000,000"),
    (["--add", "nothing.yaml"], 2, "unreadable", "cannot be read"),
    ([], 2, "usage", "say what shall be different"),
]


@pytest.mark.parametrize(("words", "code", "rule", "sentence"), REFUSED, ids=[" ".join(case[0]) for case in REFUSED])
def test_what_cannot_be_supposed_is_refused_with_a_sentence(words, code, rule, sentence, tmp_path):
    record(tmp_path, STORY)
    done = seriesd("what-if", *words, "--json", folder=tmp_path)
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (code, rule), error
    assert sentence in error["message"]
    spoken = seriesd("what-if", *words, folder=tmp_path)
    assert (spoken.returncode, spoken.stdout) == (code, "")
    assert sentence in spoken.stderr


def test_from_python_the_answer_carries_numbers(tmp_path):
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(STORY)
        sold_for = {"sale": {"consideration.cash": Fraction(10_000), "note": None}}
        answer = ledger.what_if(change=sold_for, add=[], on=date(2006, 2, 2))
        assert answer.what_if.in_effect.fraction == Fraction(39_000 + 10_000, 20_000_000)
        assert len(ledger.log()) == len(STORY)


def test_only_what_was_known_is_edited(tmp_path):
    record(tmp_path, STORY)
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        known = ledger.log()[-1].recorded_at
        ledger.clock = lambda: known + timedelta(1)
        ledger.record([SALE | {"id": "another", "effective": "2006-06-01"}])
    words = ["what-if", "--without", "another", "--as-known", known.isoformat(), "--json"]
    done = seriesd(*words, folder=tmp_path)
    assert json.loads(done.stdout)["error"]["code"] == "unknown_entry"


# -- automatic conversions --------------------------------------------------------------------------------------------

REVERSE = {"type": "common_split", "id": "reverse", "effective": "2006-06-01", "old": 10_000, "new": 1}
OTHER = {"type": "series_d_issued", "id": "other-d", "effective": "2005-09-08", "holder": "Other", "shares": 500}


def test_without_the_split_no_series_d_converts_automatically(tmp_path):
    record(tmp_path, [*START, REVERSE])
    answer = ask(tmp_path, "what-if", "--without", "reverse", "--on", "2006-06-02")
    (gone,) = found(answer, "left_out")
    assert gone["entry"].startswith("series_d_auto_converted")
    assert gone["clause"] == "4L (second)"


def test_without_series_d_that_converted_automatically_the_split_stays(tmp_path):
    record(tmp_path, [*START, OTHER, REVERSE])
    answer = ask(tmp_path, "what-if", "--without", "other-d", "--on", "2006-06-02")
    assert [one["message"] for one in found(answer, "left_out")] == [
        "series_d_auto_converted-7 falls away: the automatic conversion is not made, or not as it is recorded"
    ]
    assert answer["what_if"]["in_effect"]["exact"] == answer["actual"]["in_effect"]["exact"] == "33"
    assert {one["holder"]: one["what_if"] for one in found(answer, "balance")} == {"Other": 0}


def test_series_d_that_would_be_left_converts_automatically_too(tmp_path):
    record(tmp_path, [*START, CONVERSION, REVERSE])
    answer = ask(tmp_path, "what-if", "--without", "conversion", "--on", "2006-06-02")
    (written,) = found(answer, "written")
    assert "26 Series D of Fund would convert automatically into 8 on 2006-06-01" in written["message"]


def test_prices_part_on_the_day_on_which_the_price_became_zero_and_share_units_changed(tmp_path):
    """No Common is outstanding, so an option for nothing makes the price zero, which a split leaves zero, without a step.

    What is in effect on that day is restated all the same: .0033 x 10 = .033. It was found by a generated timeline.
    """
    free = {"type": "option_granted", "id": "free", "effective": "2006-01-10", "right": "X", "holder": "Adviser",
            "shares": 3, "exercise_price": 0}  # fmt: skip
    split = {"type": "common_split", "id": "split", "effective": "2006-01-10", "old": 10, "new": 1}
    record(tmp_path, [START[0], START[2], free, split])
    answer = ask(tmp_path, "what-if", "--change", "split", "effective=2006-01-13", "--on", "2006-01-20")
    (parted,) = found(answer, "parted")
    assert parted["on"] == "2006-01-10"
    assert (parted["actual"]["exact"], parted["what_if"]["exact"]) == ("33/1000", "33/10000")


# -- properties -------------------------------------------------------------------------------------------------------


def as_delivered(one: Recorded) -> dict[str, Any]:
    """An entry as a journal, with what was delivered stated in it."""
    entry = write_entry(one.entry)
    if one.delivery is not None:
        given = {"shares": one.delivery.converted, "common_shares": one.delivery.common_shares}
        if isinstance(one.entry, SeriesDConverted):
            return entry | given
        entry["with"] = entry["with"] | given
    return entry


def days_of(entries: list[dict[str, Any]]) -> list[date]:
    days = {date.fromisoformat(one["effective"]) for entry in entries for one in (entry, entry.get("with", entry))}
    return sorted(days | {day + timedelta(1) for day in days})


def told(step: PriceStep) -> dict[str, Any]:
    """A step in the words of the reference."""
    replayed = None if step.replayed is None else [told(one) for one in step.replayed]
    figures = {"A": step.a, "B": step.b, "C": step.c, "D": step.d}
    plain = {name: getattr(step, name) for name in ("effective", "governs_from", "entry", "clause", "before", "after")}
    return plain | figures | {"entries": list(step.entries), "replayed": replayed}


def in_full(step: dict[str, Any]) -> dict[str, Any]:
    """A step of the reference, which leaves out a replay where there is none."""
    replayed = step.get("replayed")
    return step | {"replayed": None if replayed is None else [in_full(one) for one in replayed]}


def supposed(entries: list[dict[str, Any]], choose: Choose, edits: Callable[[Recorded], Edits]) -> None:
    """Make an edit, and have the reference tell a ledger that was recorded like that from the first."""
    log = judge(entries).log
    # what the ledger writes itself it writes anew in another ledger, and here it is a fact
    assume(not any(isinstance(one.entry, SeriesDAutoConverted) for one in log))
    named = {one.id: one for one in log if one.id != "certificate"}
    assume(named)
    edit = edits(named[choose(list(named)[::-1])])
    days = days_of(entries)
    try:
        answers = {day: what_if(log, edit, day) for day in {days[0], days[len(days) // 2], days[-1]}}
    except Refusal:
        assume(False)
    found = answers[days[0]].differences
    assume(not any(one.kind == "written" for one in found))
    gone = {*edit.without, *(one.about for one in found if one.kind == "left_out")}
    rest = [entry for one in log if one.id not in gone for entry in changed_as(one, edit, log)]
    other = judge_by_reference(rest)
    assume(not other.refused and len(other.record) == len(rest))
    for day, answer in answers.items():
        figures = {name: getattr(answer.what_if, name) for name in ("in_effect", "after_close", "common_per_share")}
        assert figures == other.price(day), day
        assert [told(step) for step in answer.steps] == [in_full(step) for step in other.steps]
    actual = judge_by_reference(entries)
    apart = [
        day for day in days_of([*entries, *rest]) if actual.price(day)["in_effect"] != other.price(day)["in_effect"]
    ]
    parted = [date.fromisoformat(one.about) for one in found if one.kind == "parted"]
    assert (parted[:1] or None) == (apart[:1] or None)


def changed_as(one: Recorded, edits: Edits, log: list[Recorded]) -> list[dict[str, Any]]:
    """An entry as it would have been recorded: a change is of the entry as corrected, and then stands alone."""
    if isinstance(one.entry, EntryCorrected) and one.entry.entry in edits.change:
        return []
    if one.id not in edits.change:
        return [as_delivered(one)]
    corrections = [write_entry(edit.entry)["with"] for edit in log if corrects(edit, one.id)]
    return [(corrections or [write_entry(one.entry)])[-1] | dict(edits.change[one.id])]


def corrects(one: Recorded, name: str) -> bool:
    return isinstance(one.entry, EntryCorrected) and one.entry.entry == name


def leave_out(one: Recorded) -> Edits:
    return Edits(without=[one.id])


def change(one: Recorded) -> Edits:
    """Another consideration, price, number or date."""
    fields: dict[str, Any] = {"effective": (one.entry.effective + timedelta(3)).isoformat()}
    if isinstance(one.entry, CommonIssued | OptionGranted):
        fields["consideration"] = {"cash": "0.7"}
    if isinstance(one.entry, RightChanged):
        fields["reason"] = "amendment"
    assume(not isinstance(one.entry, EntryVoided | EntryCorrected | SeriesDConverted))
    return Edits(change={one.id: fields})


EDITS = [leave_out, change]


@pytest.mark.parametrize("edits", EDITS, ids=["leave out", "change"])
@settings(max_examples=60, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=30), st.data())
def test_an_edit_is_a_ledger_recorded_like_that(edits, entries, data):
    supposed(entries, lambda names: data.draw(st.sampled_from(names)), edits)


@pytest.mark.deep
@pytest.mark.parametrize("edits", EDITS, ids=["leave out", "change"])
@settings(max_examples=500, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=50), st.data())
def test_an_edit_is_a_ledger_recorded_like_that_deeply(edits, entries, data):
    supposed(entries, lambda names: data.draw(st.sampled_from(names)), edits)


@settings(max_examples=60, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=30))
def test_an_edit_that_changes_nothing_makes_no_difference(entries):
    log = judge(entries).log
    voided = {one.entry.entry for one in log if isinstance(one.entry, EntryVoided)}
    kinds = ("common_issued", "option_granted", "common_split", "series_d_issued")
    names = [one.id for one in log if one.entry.type in kinds and one.id not in voided]
    assume(names)
    for name in {names[0], names[-1]}:
        answer = what_if(log, Edits(change={name: {"source": "the same"}}), date(2030, 1, 1))
        assert answer.differences == []


@settings(max_examples=60, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=30))
def test_prices_on_many_days_are_the_prices_of_each_day(entries):
    judged = judge(entries)
    days = days_of(entries)
    for day, price in prices_on(judged.log, days).items():
        expected = judged.price(day)
        assert price.in_effect.fraction == expected["in_effect"]
        assert price.after_close.fraction == expected["after_close"]
        per_share = price.common_per_share
        assert (per_share and per_share.fraction) == expected["common_per_share"]
