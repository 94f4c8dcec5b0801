"""`seriesd explain` of balances, payouts, entries and refusals: what it says, and the schema that its JSON keeps."""

import ast
import json

import pytest
from jsonschema import Draft202012Validator

from commands.verbs.rules import RULES
from commands.verbs.schemas import schema
from tests.commands.asking_the_command import SALE, STORY, failed
from tests.docs.generate import SCHEMA
from tests.docs.pages import ROOT

from .asking import asked, closed, recorded, seriesd
from .evaluator import unproved


@pytest.fixture(scope="module")
def validator():
    return Draft202012Validator(closed(schema("explain")))


@pytest.fixture
def story(tmp_path):
    recorded(tmp_path, *STORY)
    return tmp_path


QUESTIONS = [
    ("explain", "--on", "2006-03-02"),
    ("explain", "--step", "1"),
    ("explain", "conversion"),
    ("explain", "sale"),
    ("explain", "opening"),
    ("explain", "--holder", "dana", "--on", "2006-03-02"),
    ("explain", "--holders", "--on", "2006-03-02"),
    ("explain", "--assets", "1000000", "--parity", "Series E:100:50", "--on", "2006-03-02"),
    ("explain", "--audit"),
    ("explain", "--refusal", "beyond_designated"),
]


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_an_answer_keeps_to_the_published_schema_and_proves_itself(words, story, validator):
    answer = asked(story, *words, "--exact")
    assert [error.message for error in validator.iter_errors(answer)] == []
    assert list(unproved(answer)) == []


def test_the_schema_is_the_published_one():
    Draft202012Validator.check_schema(schema("explain"))
    assert json.loads(SCHEMA.read_text("utf-8")) == schema("explain")


def test_an_answer_that_is_something_else_does_not_pass(story, validator):
    answer = asked(story, "explain", "--step", "1")
    answer["workings"][0]["formula"]["op"] = "guess"
    assert list(validator.iter_errors(answer))


def test_the_whole_way_to_a_price(story):
    step = asked(story, "explain", "--step", "1")
    workings = {one["id"]: one for one in step["workings"]}
    root = workings[step["steps"][0]["working"]]
    assert (root["clause"], root["figure"]["exact"]) == ("4E", "13/5000")
    product, d = root["formula"]["of"]["of"]
    a, b = product["of"]
    assert [(one["name"], one["of"]["op"]) for one in (a, b, d)] == [
        ("A", "working"),
        ("B", "working"),
        ("D", "working"),
    ]
    outstanding = workings[a["of"]["working"]]["formula"]
    assert (outstanding["op"], outstanding["entry"], outstanding["field"]) == ("fact", "opening", "common")
    assert step["entries"]["opening"]["common"] == 10_000_000
    (test,) = root["conditions"]
    assert workings[test]["figure"] is True
    assert workings[test]["formula"]["relation"] == "below"


def test_depth_limits_what_is_listed(story):
    shallow = asked(story, "explain", "--step", "1", "--depth", "0")
    assert len(shallow["workings"]) == 2  # the step, and its test
    assert len(asked(story, "explain", "--step", "1")["workings"]) == 5


def test_the_text_goes_down_to_the_entries(story):
    plain = seriesd("explain", "--step", "1", folder=story).stdout
    deep = seriesd("explain", "--step", "1", "--depth", "3", folder=story).stdout
    assert deep.startswith(plain.rstrip("\n"))
    assert "The Common outstanding after entry opening is 10,000,000, as entry opening states." in " ".join(
        deep.split()
    )


def test_a_balance_lists_the_entries_that_made_it(story):
    text = seriesd("explain", "--holder", "dana", "--on", "2006-03-02", folder=story).stdout
    assert "What dana holds on 2006-03-02, as known now" in text
    assert "2006-03-02  conversion  dana converted 26 shares" in text
    assert "-26" in text
    assert "974 x 11.1111 / 0.0026, rounded down" in " ".join(text.split())
    markdown = seriesd("explain", "--holder", "dana", "--format", "markdown", folder=story).stdout
    assert markdown.startswith("# What dana holds on")


def test_a_web_page_says_the_same(story):
    page = seriesd("explain", "--holder", "dana", "--on", "2006-03-02", "--format", "html", folder=story).stdout
    assert "<h1>What dana holds on 2006-03-02, as known now</h1>" in page
    assert "974 x 11.1111 / 0.0026, rounded down" in page
    assert "Head of the log: " in page


def test_a_claim_is_told_from_a_file(story):
    (story / "claims.csv").write_text("date,price\n2006-03-02,0.0027\n")
    text = seriesd("explain", "--audit", str(story / "claims.csv"), folder=story).stdout
    said = " ".join(text.split())
    assert "The difference of the price claimed for 2006-03-02 is 0.0001: claimed - computed = 0.0027 - 0.0026." in said
    assert "The Common to which entry conversion entitled dana is" in said
    asked_twice = seriesd("explain", "--audit", "claims.csv", "--step", "1", folder=story)
    assert (asked_twice.returncode, "one thing at a time" in asked_twice.stderr) == (2, True)
    dated = seriesd("explain", "--audit", "--on", "2006-03-02", folder=story)
    assert dated.returncode == 2


def test_a_source_is_told_with_the_fact(tmp_path):
    recorded(tmp_path, *STORY[:3], SALE | {"source": "closing binder, tab 4"})
    text = " ".join(seriesd("explain", "--step", "1", "--depth", "2", folder=tmp_path).stdout.split())
    assert "The consideration for entry sale is 6,000, as entry sale states (source: closing binder, tab 4)." in text
    (leaf,) = [one["formula"]["of"] for one in asked(tmp_path, "explain", "sale")["workings"]
               if one["label"] == "the consideration for entry sale"]  # fmt: skip
    assert leaf["source"] == "closing binder, tab 4"


def test_readings_and_switches_are_named(story):
    step = asked(story, "explain", "--step", "1")
    root = next(one for one in step["workings"] if one["id"] == step["steps"][0]["working"])
    assert {"A1", "A11", "A43"} <= {one["reading"] for one in root["readings"]}
    lapse = {"type": "option_granted", "id": "grant", "effective": "2006-03-03", "right": "X", "holder": "a",
             "shares": 5, "exercise_price": 0}  # fmt: skip
    end = {"type": "right_terminated", "id": "end", "effective": "2006-03-04", "right": "X"}
    recorded(story, lapse, end)
    last = asked(story, "explain", "end")
    root = next(one for one in last["workings"] if one["id"] == last["steps"][0]["working"])
    assert root["switches"] == [
        {"switch": "readjustment_effective", "choice": "close", "default": True, "reading": "A3"}
    ]


def test_a_consent_that_is_missing_is_counted(story):
    lines = [
        {"type": "consent_given", "id": "c", "effective": "2006-04-01", "holder": "dana", "action": "P", "shares": 400},
        {
            "type": "protected_action_taken",
            "id": "p",
            "effective": "2006-04-02",
            "action": "P",
            "kind": "adverse_amendment",
        },
    ]
    (story / "planned.json").write_text(json.dumps(lines))
    text = " ".join(seriesd("explain", "--refused", "planned.json", folder=story).stdout.split())
    assert "Refused as consent_missing" in text
    assert "no, since 2 x 400 is not above 974" in text
    answer = asked(story, "explain", "--refused", "planned.json")
    assert (answer["code"], answer["entry"], answer["clause"]) == ("consent_missing", "p", "6")
    assert list(unproved(answer)) == []


FIGURES_OF_REFUSALS = [
    ({"type": "common_issued", "holder": "a", "shares": 10_000_000}, "beyond_authorized", "4,888,889"),
    ({"type": "series_d_issued", "holder": "a", "shares": 900_000}, "beyond_designated", "899,000"),
    ({"type": "shares_transferred", "stock": "series_d", "from": "dana", "to": "a", "shares": 975}, "more_than_held", "974"),
    ({"type": "treasury_retired", "shares": 1}, "more_than_treasury", "is 0"),
    ({"type": "distribution_made", "fair_value": 9_999_999, "market_price": "0.5"}, "distribution_takes_all", "7,555,555.5"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "code", "figure"), FIGURES_OF_REFUSALS, ids=[case[1] for case in FIGURES_OF_REFUSALS]
)
def test_the_figures_that_a_rule_looked_at(entry, code, figure, story, validator):
    (story / "planned.json").write_text(json.dumps([entry | {"id": "planned", "effective": "2006-05-01"}]))
    text = " ".join(seriesd("explain", "--refused", "planned.json", folder=story).stdout.split())
    assert f"Refused as {code}" in text
    assert figure in text
    answer = asked(story, "explain", "--refused", "planned.json", "--exact")
    assert list(validator.iter_errors(answer)) == []
    assert list(unproved(answer)) == []


def test_what_would_be_recorded_is_not_refused(story):
    (story / "planned.json").write_text(json.dumps([SALE | {"id": "more", "shares": 1}]))
    assert "planned.json is refused" in seriesd("explain", "--refused", "planned.json", folder=story).stdout
    assert asked(story, "explain", "--refused", "planned.json") == {"schema": "seriesd/explain/1", "refused": None}


def test_every_refusal_has_its_rule(tmp_path):
    table = seriesd("explain", "--refusal", "all", folder=tmp_path).stdout
    assert all(code in table for code in RULES)
    one = seriesd("explain", "--refusal", "no_room", folder=tmp_path).stdout
    assert "What to do: Authorize more Common first." in one
    assert len(asked(tmp_path, "explain", "--refusal", "all")["refusals"]) == len(RULES)


def test_a_flag_has_its_rule_too(tmp_path):
    one = seriesd("explain", "--refusal", "cut_back", folder=tmp_path).stdout
    assert "The rule: A conversion is cut back to the Common that can still be delivered" in one
    assert "What to do: Authorize more Common" in one


def test_no_rule_that_refuses_an_entry_is_forgotten():
    made = set[str]()
    for path in (ROOT / "ledger").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                made |= {node.args[0].id.lower()} if isinstance(node.args[0], ast.Name) else set()
    assert made
    assert made <= RULES.keys(), "name its module in commands/verbs/rules.py"
    assert all(rule.says.endswith(".") for rule in RULES.values())


WRONG = [
    (("--holder", "nobody"), 1, "nobody named 'nobody' has held anything"),
    (("--holder", "dna"), 1, "did you mean 'dana'?"),
    (("--assets", "1", "--holder", "nobody"), 1, "nobody named 'nobody'"),
    (("--holders", "--holder", "dana"), 2, "name one of the two"),
    (("sale", "--holder", "dana"), 2, "explain one thing at a time"),
    (("--step", "1", "--on", "2006-01-01"), 2, "explain one thing at a time"),
    (("--refusal", "beyond_designted"), 1, "did you mean 'beyond_designated'?"),
    (("--depth", "deep"), 2, "is not a number of levels"),
]


@pytest.mark.parametrize(("words", "code", "sentence"), WRONG, ids=[" ".join(case[0]) for case in WRONG])
def test_what_cannot_be_explained(words, code, sentence, story):
    assert sentence in failed(seriesd("explain", *words, folder=story), code)
