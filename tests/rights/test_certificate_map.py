"""The certificate map is complete, its modules exist, and its page is what the command prints."""

import ast
import json
import subprocess
from importlib import import_module
from pathlib import Path

from commands.verbs.rules import RULES
from ledger.events import STORED_TYPES
from projections.certificate.clause_map import Map, clauses_markdown
from projections.certificate.clauses import CLAUSES, MEANS
from projections.render.json.serialize import as_json
from tests.rights.company import COMMAND

ROOT = Path(__file__).parents[2]

NUMBERS = [
    *("Resolution", "1", "2", "3", "4A", "4B", "4C", "4D", "4E"),
    *(f"4E({number})" for number in range(1, 9)),
    *(f"4{letter}" for letter in "FGHIJKLMNO"),
    *("5", "6", "7", "8", "9", "10"),
]
"""The numbers as the certificate prints them, the one that it only refers to among them."""


def test_every_printed_number_is_in_the_map_and_the_two_4l_apart() -> None:
    printed = [one.printed for one in CLAUSES]
    assert [number for number in NUMBERS if number not in printed] == []
    beyond = set(printed) - set(NUMBERS)
    assert beyond == {"4L (second)", "4L (second)(2)", "Annex A", "-"}
    assert [printed.count(number) for number in ("1", "4L", "4L (second)")] == [4, 1, 1]


def test_ids_are_unique_and_every_row_says_something() -> None:
    ids = [one.id for one in CLAUSES]
    assert len(set(ids)) == len(ids)
    for one in CLAUSES:
        assert one.about, one.id
        assert one.does, one.id
        assert one.handling in MEANS, one.id
        assert one.where or one.handling == "informational", one.id


def test_every_reading_touches_a_clause() -> None:
    touched = {reading for one in CLAUSES for reading in one.readings}
    assert touched >= {f"A{number}" for number in range(1, 59)}


def test_the_modules_named_are_there() -> None:
    for module in {module for one in CLAUSES for module in one.where}:
        assert import_module(module).__doc__, module


def test_every_module_of_a_clause_is_in_the_map() -> None:
    named = {module for one in CLAUSES for module in one.where}
    folder = ROOT / "ledger" / "clauses"
    modules = {f"ledger.clauses.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"}
    assert modules - named == set()


def test_every_clause_that_a_rule_or_an_entry_cites_is_in_the_map() -> None:
    known = {name for one in CLAUSES for name in (one.id, one.printed)}
    cited = {model.clause for model in STORED_TYPES.values()} | set(_cited_by_rules())
    assert cited - known - {""} == set()


def _cited_by_rules() -> list[str]:
    """The clause of every rule, and of every case of one that holds under another, where it is written out."""
    found = [rule.clause for rule in RULES.values()]
    for path in (ROOT / "ledger").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in ("Refusal", "flag", "Flag"):
                under = [word.value for word in node.keywords if word.arg == "clause"]
                found += [clause.value for clause in under if isinstance(clause, ast.Constant)]
    return found


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_the_page_is_what_the_command_prints(tmp_path: Path) -> None:
    def printed(*words: str) -> str:
        return subprocess.run(
            [COMMAND, "clauses", *words], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
        ).stdout

    page = (ROOT / "docs" / "certificate-map.md").read_text(encoding="utf-8")
    assert page == clauses_markdown() == printed("--markdown")
    assert json.loads(printed("--json")) == {"schema": "seriesd/clauses/1", **as_json(Map())}
    assert "automatic conversion" in printed()
