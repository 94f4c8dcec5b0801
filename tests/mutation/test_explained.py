"""docs/mutations.md speaks of functions that are there, and gives a reason for each change that is left."""

import ast
from pathlib import Path

import pytest

from .explained import PAGE, changed, explained, is_explained, place, row, rows

LEDGER = Path(__file__).parents[2] / "ledger"


def functions(module: Path) -> set[str]:
    tree = ast.parse(module.read_text("utf-8"))
    own = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
    classes = [one for one in tree.body if isinstance(one, ast.ClassDef)]
    return own | {
        f"{one.name}.{part.name}" for one in classes for part in one.body if isinstance(part, ast.FunctionDef)
    }


@pytest.mark.parametrize(("where", "what"), sorted(one for one in explained() if one[0] != "*"))
def test_a_row_is_about_a_function_that_is_there(where: str, what: str) -> None:
    parts = where.split(".")
    length = next(n for n in range(1, len(parts)) if LEDGER.joinpath(*parts[:n]).with_suffix(".py").is_file())
    assert ".".join(parts[length:]) in functions(LEDGER.joinpath(*parts[:length]).with_suffix(".py"))
    assert what


def test_a_row_of_all_places_is_found_by_a_part_of_what_is_changed() -> None:
    known = {("*", "b or c"), ("price.fold.passes", "d")}
    assert is_explained("price.course.same", "a = b or c", known)
    assert is_explained("price.fold.passes", "d", known)
    assert not is_explained("price.fold.passes", "d or e", known)
    assert not is_explained("price.course.same", "d", known)


def test_every_row_has_a_reason() -> None:
    assert [cells for cells in rows(PAGE.read_text("utf-8")) if not cells[2]] == []


def test_a_change_is_read_back_from_its_row() -> None:
    where = place("ledger.price.course.xǁCourseǁmark")
    what = changed("--- a\n+++ b\n@@ -1 +1 @@\n def f():\n-    a | b\n+    a & b | c\n")
    assert list(rows(f"{row(where, what)}\n")) == [("price.course.Course.mark", "a & b | c", "")]
    assert changed("@@ -1,2 +1 @@\n-    a = 1\n-    b = 2\n") == "without a = 1 b = 2"
