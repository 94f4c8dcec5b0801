"""The catalogue is complete, every case provokes what it says, and every sentence can be read aloud."""

import ast
import re
from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from ledger.refusals import Refusal
from projections.certificate.remedies import REMEDIES
from tests.docs.pages import ROOT
from tests.reference.figures import base, entry, sale

from .cases import ELSEWHERE, FLAGS, QUESTIONS, Flagged, Question, refusals
from .page import answered, flagged, refused

HANDED_ON = {
    ("ledger/engine/book.py", "_would_break"): "says again, of a later entry, what that entry was refused for",
    ("commands/api/scenario_rules.py", "no_longer_fits"): "says of a scenario what one of its edits is refused for",
    ("ledger/cap_table/state.py", "flag"): "makes the flag that it is asked for",
}
"""Where a refusal or a flag is made whose code is not written there."""

SENTENCE_ENDS = re.compile(r"[\w)\]'\"%?]$")


def made() -> dict[str, set[str]]:
    """Every code in the program by what makes it, and under '' where one is made whose code is not written there."""
    found: dict[str, set[str]] = {"refusal": set(), "flag": set(), "": set()}
    for house in ("ledger", "projections", "commands"):
        for path in sorted((ROOT / house).rglob("*.py")):
            for function in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    _collect(function, path.relative_to(ROOT).as_posix(), found)
    return found


def _collect(function: ast.FunctionDef, path: str, found: dict[str, set[str]]) -> None:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name not in ("Refusal", "Flag", "flag") or not node.args:
            continue
        code = node.args[0]
        if isinstance(code, ast.Constant):
            found["refusal" if name == "Refusal" else "flag"].add(str(code.value))
        elif (path, function.name) not in HANDED_ON:
            found[""].add(f"{path}: {ast.unparse(node)}")


def catalogued() -> set[str]:
    return {*refusals(), *(one.code for one in FLAGS), *(one.code for one in QUESTIONS), *ELSEWHERE}


def test_every_code_of_the_program_is_in_the_catalogue() -> None:
    codes = made()
    assert codes[""] == set()
    everything = codes["refusal"] | codes["flag"]
    assert sorted(everything - catalogued()) == [], "add a journal that provokes it, see tests/catalogue/cases.py"
    assert sorted(catalogued() - everything) == [], "nothing in the program says so any longer"


def test_every_code_has_a_remedy() -> None:
    assert sorted(catalogued() - REMEDIES.keys()) == []
    assert sorted(REMEDIES.keys() - catalogued()) == []
    assert [code for code, remedy in REMEDIES.items() if not remedy.endswith(".") or remedy[0].islower()] == []


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


@pytest.mark.parametrize("case", FLAGS, ids=lambda case: case.code)
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
