"""The page of each room (the docstring of its `__init__`) names all that stands in it, and nothing that does not."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(page for house in ("ledger", "projections", "commands") for page in (ROOT / house).rglob("__init__.py"))
# a verb is called as its module, and a migration as its version
ROOMS = [page.parent for page in PAGES if page.parent.parent.name not in ("verbs", "migrations", "sql")]
NO_CODE = {"templates", "demo", "py.typed"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_page_names_what_is_in_its_room(room: Path) -> None:
    page = ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""
    listed = set(re.findall(r"^([a-z][a-z0-9_]*)  +\S", page, re.MULTILINE))
    there = {path.stem for path in room.iterdir() if path.suffix == ".py" or path.is_dir()}
    there -= {"__init__", "__pycache__", *NO_CODE}
    told = {word.rpartition(".")[2] for word in re.findall(r"`([a-z][\w.]*)`", page)}
    assert there <= listed | told
    assert listed <= there
