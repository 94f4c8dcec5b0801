"""Explanations: every figure re-evaluates to the step it explains, and a replay stands beside what was first recorded."""

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings

from commands.api.ledger import open_ledger
from ledger.refusals import Refusal
from projections.explain.steps import Explained, explain
from projections.render.explain.steps import blocks
from projections.render.markdown import as_markdown
from projections.render.text import as_text
from tests.commands.test_what_if import (
    CALM,
    CONVERSION,
    EXERCISE,
    LAPSE,
    OPTION,
    SALE,
    START,
    UNSHRUNK,
    ask,
    days_of,
    record,
)
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.figures import MILLION, F, base
from tests.reference.figures import entry as of_january
from tests.reference.timelines import timelines
from tests.workings.asking import explain_json

STORY = [*START, OPTION, SALE, CONVERSION, EXERCISE, LAPSE]


def test_why_the_price_is_what_it_is(tmp_path):
    record(tmp_path, [*START, OPTION | {"note": "agreed in May", "source": "minutes, page 2"}])
    answer = ask(tmp_path, "explain", "--on", "2006-01-02")
    price = ask(tmp_path, "price", "--on", "2006-01-02")
    assert answer["price"] == {name: value for name, value in price.items() if name != "schema"}
    assert answer["initial"]["price"]["exact"] == "33/10000"
    (step,) = answer["steps"]
    assert {name: step[name] for name in ask(tmp_path, "history")["steps"][0]} == ask(tmp_path, "history")["steps"][0]
    assert step["in_effect"] is False
    assert (step["causes"][0]["note"], step["causes"][0]["source"]) == ("agreed in May", "minutes, page 2")
    assert step["outstanding"]["actual"]["exact"] == "10000000"
    (test,) = step["tests"]
    assert (test["consideration"]["exact"], test["per_share"]["exact"], test["triggers"]) == ("6000", "3/2500", True)
    assert [(part["what"], part["amount"]["exact"]) for part in test["parts"]] == [
        ("cash", "1000"),
        ("exercise", "5000"),
    ]
    assert {"A1", "A11"} <= {one["reading"] for one in step["readings"]}
    assert (
        "(A x B + D) / (A + C) = (10,000,000 x 0.0033 + 6,000) / (10,000,000 + 5,000,000) = 0.0026 (exactly 13/5000)."
        in answer["text"]
    )


def test_a_replay_stands_beside_what_was_first_recorded(tmp_path):
    record(tmp_path, STORY)
    answer = ask(tmp_path, "explain", "--step", "2")
    (step,) = answer["steps"]
    assert (step["clause"], step["entry"]) == ("4E(3)", "lapse")
    (grant,) = step["beside"]
    assert (grant["entries"], grant["change"]) == (["option"], "other figures")
    assert (grant["first"]["C"]["exact"], grant["replayed"]["C"]["exact"]) == ("5000000", "2000000")
    assert grant["replayed"]["after"] == step["after"] == {"exact": "59/20000", "decimal": "0.0029500000"}
    assert any("had come out of X before entry lapse is 2,000,000" in one for one in answer["text"])
    assert {"A22", "A23", "A25", "A31"} <= {one["reading"] for one in step["readings"]}
    assert [one["switch"] for one in step["switches"]] == ["readjustment_effective", "grant_consideration"]


def test_tests_that_flip_are_marked(tmp_path):
    record(tmp_path, [*START, OPTION, SALE, LAPSE])
    answer = ask(tmp_path, "explain", "lapse")
    grant, sale = answer["steps"][0]["beside"]
    assert (grant["change"], grant["replayed"]) == ("no longer triggers", None)
    assert (sale["change"], sale["first"]) == ("now triggers", None)
    assert sale["replayed"]["after"] == answer["steps"][0]["after"]
    assert "sale of 2006-02-01 did not adjust the price when it was first tested, and now does." in answer["text"]


def test_a_test_that_no_longer_triggers_is_marked(tmp_path):
    change = {
        "type": "right_changed",
        "id": "change",
        "effective": "2006-03-01",
        "right": "X",
        "exercise_price": "0.0001",
    }
    dear = OPTION | {"exercise_price": "0.004", "consideration": {}}
    record(tmp_path, [*START, dear, SALE, change])
    (step,) = ask(tmp_path, "explain", "change")["steps"]
    assert [
        (row["entries"], row["now_triggers"], row["no_longer_triggers"], row["change"]) for row in step["beside"]
    ] == [
        (["option"], ["option"], [], "now triggers"),
        (["sale"], [], ["sale"], "no longer triggers"),
    ]
    assert "A21" in {one["reading"] for one in step["readings"]}


def test_of_deemed_shares_each_right_is_named(tmp_path):
    cheap = SALE | {"consideration": {"cash": 5_000, "property": 1_000, "expenses": 500, "additional_rights": 250}}
    record(tmp_path, [*START, OPTION, cheap])
    step = ask(tmp_path, "explain", "sale")["steps"][0]
    assert step["outstanding"]["rights"] == [
        {"right": "X", "holder": "Adviser", "shares": {"exact": "5000000", "decimal": "5000000.0000000000"}}
    ]
    assert [(part["what"], part["amount"]["exact"]) for part in step["tests"][0]["parts"]] == [
        ("cash", "5000"), ("property", "1000"), ("expenses", "-500"), ("additional_rights", "-250"),
    ]  # fmt: skip
    assert {"A9", "A35"} <= {one["reading"] for one in step["readings"]}


OTHER_RULES: list[tuple[dict[str, Any], str]] = [
    ({"type": "common_split", "old": 10, "new": 1}, "P / ratio = 0.0033 / 0.1 = 0.033 (exactly 33/1000)"),
    ({"type": "reorganized", "exchange_ratio": 2, "reflected_value": "0.002"}, "(the lesser of 0.0033 and 0.002) / 2 = 0.001"),
    ({"type": "distribution_made", "fair_value": 20_000, "market_price": "0.01"},
     "0.0033 x (10,000,000 x 0.01 - 20,000) / (10,000,000 x 0.01) = 0.00264"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "sentence"), OTHER_RULES, ids=[case[0]["type"] for case in OTHER_RULES])
def test_the_other_rules_with_their_numbers(entry, sentence, tmp_path):
    record(tmp_path, [*START, entry | {"id": "cause", "effective": "2006-02-01"}])
    assert any(sentence in one for one in ask(tmp_path, "explain", "--step", "1")["text"])


def test_waived_and_amended(tmp_path):
    consent = {"type": "consent_given", "effective": "2006-02-01", "holder": "Fund", "action": "W", "id": "consent"}
    waiver = {"type": "adjustment_waived", "effective": "2006-02-02", "action": "W", "entry": "option", "id": "waiver"}
    amended = {"type": "terms_amended", "effective": "2006-02-03", "action": "W", "term": "conversion_price",
               "value": "0.003", "id": "amended"}  # fmt: skip
    record(tmp_path, [*START, OPTION, consent, waiver, amended])
    first, waived, last = ask(tmp_path, "explain", "--on", "2006-03-01")["steps"]
    assert first["rule"] == "average"
    assert (waived["rule"], waived["clause"]) == ("replay", "9")
    assert [row["no_longer_triggers"] for row in waived["beside"]] == [["option"]]
    assert last["rule"] == "amended"


def test_an_entry_that_moved_nothing_and_a_conversion(tmp_path):
    record(tmp_path, [*START, SALE | {"consideration": {"cash": 16_500}}, CONVERSION])
    answer = ask(tmp_path, "explain", "sale")
    (one,) = answer["steps"]
    assert ("step" in one, one["tests"][0]["triggers"]) == (False, False)
    assert "A56" in {reading["reading"] for reading in one["readings"]}
    conversion = ask(tmp_path, "explain", "conversion")
    assert conversion["conversion"]["unrounded"]["exact"] == "87542"
    assert "26 x 11.1111 / 0.0033 = 87,542 whole shares (4A, 4D, A42, A43)" in conversion["text"][0]
    quiet = seriesd("explain", "founders", folder=tmp_path)
    assert "moves no price" in quiet.stdout


REFUSED = [
    (["--step", "9"], 1, "there is no step 9; the history has 2"),
    (["--step", "last"], 2, "is not the number of a step"),
    (["optoin"], 1, "did you mean 'option'?"),
    (["option", "--step", "1"], 2, "explain one thing at a time"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), REFUSED, ids=[" ".join(case[0]) for case in REFUSED])
def test_what_cannot_be_explained(words, code, sentence, tmp_path):
    record(tmp_path, STORY)
    done = seriesd("explain", *words, folder=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert sentence in done.stderr


def test_text_and_markdown_say_the_same(tmp_path):
    record(tmp_path, STORY)
    text = seriesd("explain", "--on", "2006-05-01", folder=tmp_path)
    assert "Step 2: 4E(3), 2006-04-30" in text.stdout
    assert "The Conversion Price on 2006-05-01, as known now" in text.stdout
    markdown = seriesd("explain", "--on", "2006-05-01", "--format", "markdown", folder=tmp_path)
    assert markdown.stdout.startswith("# The Conversion Price on 2006-05-01, as known now\n")
    assert "\n## Step 2: 4E(3), 2006-04-30" in markdown.stdout
    assert "| --- | --- |" in markdown.stdout
    known = seriesd("explain", "--on", "2006-05-01", "--as-known", "2100-01-01", folder=tmp_path)
    assert "as known 2100-01-01" in known.stdout


def test_from_python(tmp_path):
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(STORY)
        answer = ledger.explain(date(2006, 2, 1))
        assert [one.step.entry for one in answer.steps if one.step] == ["option"]
        assert ledger.explain().on is not None


# -- properties -------------------------------------------------------------------------------------------------------


@settings(max_examples=120, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=40))
def test_every_figure_of_an_explanation_gives_the_step_that_it_explains(entries):
    log = judge(entries).log
    assume(log)
    answer = explain(log)
    for one in answer.steps:
        assert one.step is not None
        re_evaluated(one)
    assert json.dumps(explain_json(answer))
    on = max(days_of(entries)) - timedelta(1)
    shown = explain(log, on)
    assert as_text(blocks(shown, "as known now"))
    assert as_markdown(blocks(shown, "as known now"))


def re_evaluated(one: Explained) -> None:
    step, figures = one.step, one.figures
    for tested in one.tested:
        assert sum(part.amount for part in tested.parts) == tested.money
        assert all(part.shares * part.price == part.amount for part in tested.parts if part.shares is not None)
        assert tested.per_share == tested.money / tested.shares
        assert tested.waived or tested.triggers == (tested.per_share < tested.against)
    if one.rule == "average":
        a, b, c, d = (figures[name] for name in "ABCD")
        assert a == one.outstanding + sum(it.shares for it in one.deemed)
        triggering = [tested for tested in one.tested if tested.triggers]
        assert c == sum(tested.shares for tested in triggering)
        assert d == sum(tested.money for tested in triggering)
        assert step.after == (a * b + d) / (a + c)
        assert {tested.entry for tested in triggering} == set(step.entries)
    elif one.rule in ("units", "value_and_units"):
        assert step.after == min(step.before, figures.get("value", step.before)) / figures["ratio"]
    elif one.rule == "distribution":
        market = figures["N"] * figures["M"]
        assert step.after == step.before * (market - figures["V"]) / market
    elif one.rule == "replay":
        last = [row.replayed for row in one.beside if row.replayed is not None]
        assert not last or last[-1].after == step.after
        assert [row.replayed for row in one.beside if row.replayed] == list(step.replayed or ())
        for row in one.beside:
            assert set(row.now_triggers).isdisjoint(row.no_longer_triggers)
    else:
        assert one.rule == "amended"
    assert isinstance(step.after.fraction, Fraction)


def test_an_entry_that_is_out_or_edits_says_where_to_look(tmp_path):
    void = {"type": "entry_voided", "effective": "2006-07-01", "id": "undo", "entry": "sale", "reason": "never paid"}
    record(tmp_path, [*START, SALE, void])
    voided = seriesd("explain", "sale", folder=tmp_path)
    assert voided.returncode == 1
    assert "no entry 'sale' stands in the timeline: undo voids it; `--as-known` a moment before 20" in voided.stderr
    assert "explains it, and `seriesd explain undo` the void" in voided.stderr
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger, pytest.raises(Refusal, match="`explain_edit` says what"):
        ledger.explain(entry="undo")


def test_a_distribution_recorded_before_a_grant_of_its_day_stands_behind_it_in_a_replay() -> None:
    """Its factor bites at the close of the day (A61), so in the replay of the lapse it comes after the grant, too."""
    option = of_january("option_granted", 3, id="X", right="X", holder="olga", shares=MILLION, exercise_price="0.001")
    entries = [
        *base(readjustment_effective="forthwith"),
        of_january("distribution_made", 3, id="first", fair_value=20_000, market_price="0.01"),
        option,
        of_january("right_exercised", 4, id="out", right="X", shares=900_000),
        of_january("right_terminated", 5, id="lapse", right="X", reason="redeemed"),
    ]
    answer = explain(judge(entries).log, step=3)
    (one,) = answer.steps
    assert one.step is not None
    # (33,000 + 900) / 10,900,000, and four fifths of that: 100,000 of market value less 20,000
    assert [step.entry for step in one.step.replayed or ()] == ["X", "first"]
    assert [row.entries for row in one.beside] == [("X",), ("first",)]
    re_evaluated(one)
    assert one.step.after == F(33_900, 10_900_000) * F(4, 5)
