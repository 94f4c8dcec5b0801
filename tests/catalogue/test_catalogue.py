"""The catalogue is complete, every case provokes what it says, and every sentence can be read aloud."""

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from commands.api.ledger import open_ledger
from commands.verbs.rules import DECLARING, RULES
from ledger.refusals import Refusal
from tests.docs.pages import ROOT
from tests.reference.figures import base, entry, sale

from .cases import ELSEWHERE, FLAGS, QUESTIONS, SECOND_LOOK, Flagged, Question, refusals
from .page import answered, flagged, refused

HANDED_ON = {
    ("ledger/engine/book.py", "_would_break"): "says again, of a later entry, what that entry was refused for",
    ("commands/api/scenario_rules.py", "no_longer_fits"): "says of a scenario what one of its edits is refused for",
    ("ledger/cap_table/state.py", "flag"): "makes the flag of the rule that it is given",
}
"""Where a refusal or a flag is made of a rule that is not named there."""

SAID_OF_THE_RECORD = {"no_certificate"}
"""Rules that refuse a question, and of which the record as a whole is flagged."""

KINDS = {"Refusal": "refusal", "Flag": "flag", "flag": "flag"}
SENTENCE_ENDS = re.compile(r"[\w)\]'\"%?]$")


class Declared(NamedTuple):
    """A rule as it is written down: in which module, under which name, with which code."""

    module: str
    name: str
    code: str


def modules() -> Iterator[tuple[str, ast.Module]]:
    for house in ("ledger", "projections", "commands"):
        for path in sorted((ROOT / house).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def declared() -> list[Declared]:
    """Every rule that a module declares: a name in capitals that is given what `refuses` or `flags` makes."""
    return [
        Declared(path, ast.unparse(one.targets[0]), ast.literal_eval(one.value.args[0]))
        for path, tree in modules()
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Call) and called(one.value) in ("refuses", "flags")
    ]


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def made() -> dict[str, set[str]]:
    """The name of each rule that something is refused or flagged by, and under '' what is made without naming one."""
    found: dict[str, set[str]] = {"refusal": set(), "flag": set(), "": set()}
    for path, tree in modules():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                _collect(function, path, found)
    return found


def _collect(function: ast.FunctionDef, path: str, found: dict[str, set[str]]) -> None:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call) or not (node.args or node.keywords):
            continue
        kind = KINDS.get(called(node))
        if kind is None:
            continue
        rule = node.args[0] if node.args else None
        if isinstance(rule, ast.Name) and rule.id.isupper():
            found[kind].add(rule.id)
        elif (path, function.name) not in HANDED_ON:
            found[""].add(f"{path}: {ast.unparse(node)}")


def catalogued() -> set[str]:
    return {*refusals(), *(one.code for one in (*FLAGS, *SECOND_LOOK)), *(one.code for one in QUESTIONS), *ELSEWHERE}


def test_every_code_of_the_program_is_in_the_catalogue() -> None:
    assert sorted(RULES.keys() - catalogued()) == [], "add a journal that provokes it, see tests/catalogue/cases.py"
    assert sorted(catalogued() - RULES.keys()) == [], "nothing in the program says so any longer"


def test_every_rule_is_declared_once_under_its_code_and_collected() -> None:
    rules = declared()
    assert [one for one in rules if one.name != one.code.upper()] == []
    assert sorted(one.code for one in rules) == sorted(RULES), "name its module in commands/verbs/rules.py"
    named = {module.__name__.replace(".", "/") + ".py" for module in DECLARING}
    assert {one.module for one in rules} == named
    makers = [node.func.id for _, tree in modules() for node in calls(tree) if isinstance(node.func, ast.Name)]
    assert len([one for one in makers if one in ("refuses", "flags")]) == len(rules), (
        "declare it at the top of a module"
    )
    assert makers.count("Rule") == len(("in `refuses`", "in `flags`"))


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_whatever_is_refused_or_flagged_is_so_by_a_declared_rule_of_its_kind() -> None:
    found = made()
    assert found[""] == set()
    kinds = {code.upper(): rule.kind for code, rule in RULES.items()}
    assert {name for name in found["refusal"] if kinds[name] != "refusal"} == set()
    assert {name.lower() for name in found["flag"] if kinds[name] != "flag"} == SAID_OF_THE_RECORD


def test_no_rule_is_declared_that_nothing_is_refused_or_flagged_by() -> None:
    found = made()
    assert sorted({code.upper() for code in RULES} - found["refusal"] - found["flag"]) == []


def test_a_rule_can_be_read_aloud() -> None:
    said = [sentence for rule in RULES.values() for sentence in (rule.says, rule.remedy)]
    assert [one for one in said if not one.endswith(".") or one[0].islower() or "\n" in one] == []


def test_only_flags_touch_an_answer() -> None:
    assert [rule.code for rule in RULES.values() if rule.touches and rule.kind != "flag"] == []
    assert [rule.code for rule in RULES.values() if rule.touches and "liquidation" not in rule.touches] == []


def test_a_refusal_keeps_its_rule_whoever_hands_it_on() -> None:
    case = refusals()["beyond_authorized"]
    refusal = refused(case.before, case.entry)
    assert refusal.rule is RULES["beyond_authorized"]
    again: Refusal = pickle.loads(pickle.dumps(refusal))  # noqa: S301  our own
    assert (again.rule, str(again), again.clause) == (refusal.rule, str(refusal), refusal.clause)


def test_what_no_journal_provokes_has_a_test_of_its_own() -> None:
    tests = "".join(path.read_text("utf-8") for path in ROOT.glob("tests/*/test_*.py"))
    assert [code for code in ELSEWHERE if code not in tests] == []
    page = (ROOT / "docs" / "reference" / "refusals.md").read_text("utf-8")
    assert [code for code in catalogued() if f"`{code}`" not in page] == []


@pytest.mark.parametrize("code", refusals())
def test_a_refusal(code: str) -> None:
    case = refusals()[code]
    refusal = refused(case.before, case.entry)
    assert (refusal.code, refusal.clause, refusal.entry) == (code, case.clause, case.entry["id"])
    readable(refusal.message)


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case.code)
def test_a_question(case: Question) -> None:
    error = answered(case)
    assert error["code"] == case.code
    readable(error["message"])


@pytest.mark.parametrize("case", [*FLAGS, *SECOND_LOOK], ids=lambda case: case.code)
def test_a_flag(case: Flagged) -> None:
    flag = flagged(case)
    assert flag.entry == case.entry["id"]
    readable(flag.message)


def readable(said: str) -> None:
    """One line, no trace of the program's insides, long numbers with their digits in threes."""
    assert "\n" not in said
    assert not re.search(r"\d{5}(?![\d-])", re.sub(r"'[^']*'", "", said)), said
    assert not re.search(r"Fraction|None|Error|<|\(\)|\b1 entries", said), said
    assert SENTENCE_ENDS.search(said), said


def test_a_question_to_a_ledger_in_which_nothing_is_recorded(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "new.db")) as ledger, pytest.raises(Refusal) as empty:
        ledger.price()
    assert empty.value.code == "empty_ledger"


def test_without_its_entry_a_correction_edits_nothing(tmp_path: Path) -> None:
    right = sale(2, 6, name="sale")
    fix = entry("entry_corrected", 3, id="fix", entry="sale", reason="typo", **{"with": right})
    with open_ledger(str(tmp_path / "new.db")) as ledger:
        ledger.record([*base(), sale(2, 5, name="sale"), fix])
        messages = [one.message for one in ledger.what_if(without=["sale"]).differences]
    assert any("it edits sale, which is out" in message for message in messages), messages
