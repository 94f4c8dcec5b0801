"""The tables of what must be proved, and the tests that they name."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.clauses.asking import NotAccepted
from tests.reference.figures import FIGURES

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIGURE_NAMES = frozenset(figure.name for figure in FIGURES)


class Row(NamedTuple):
    """A line of a table: of which clause or kind, which topic or code, in our words, and the tests named."""

    what: str
    topic: str
    says: str
    tests: tuple[str, ...]


def rows(name: str) -> list[Row]:
    """The lines of a table, without its comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [
        Row(what, topic, says, tuple(one.strip() for one in tests.split(";"))) for what, topic, says, tests in cells
    ]


def found(test: str) -> Callable[..., Any] | NotAccepted | None:
    """The function, the refused case or the figure's test that is named; None where there is none."""
    place, colon, name = (part.strip() for part in test.partition(":"))
    if place == "figure":
        return function("tests.ledger.test_figures", "test_figure") if name in FIGURE_NAMES else None
    if colon:
        folder, module = place.split("/")
        return function(f"tests.{folder}.test_{module}", name)
    place, _, name = (part.strip() for part in test.partition("="))
    folder, module = place.split("/")
    cases = getattr(importlib.import_module(f"tests.{folder}.test_{module}"), "REFUSALS", [])
    return next((case for case in cases if case.name == name), None)


def function(module: str, name: str) -> Callable[..., Any] | None:
    """A test function that pytest collects under this name and that nothing skips or expects to fail."""
    loaded = importlib.import_module(module)
    one = getattr(loaded, name, None)
    marks = [*getattr(one, "pytestmark", []), *getattr(loaded, "pytestmark", [])]
    runs = inspect.isfunction(one) and name.startswith("test_") and one.__module__ == module
    return one if runs and not {mark.name for mark in marks} & {"skip", "skipif", "xfail"} else None


def provokes(test: str, code: str) -> bool:
    """Whether a test has to do with a code: it is the refused case's own, or stands in the test or above it."""
    one = found(test)
    if isinstance(one, NotAccepted):
        return one.code == code
    return one is not None and f'"{code}"' in inspect.getsource(one)


def codes_in(folder: str, calls: frozenset[str]) -> Iterator[str]:
    """The code of each refusal or flag in the modules of a folder: the name of its rule is its code in capitals."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node) in calls:
                rule = node.args[0]
                if isinstance(rule, ast.Name) and rule.id.isupper():
                    yield rule.id.lower()


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
