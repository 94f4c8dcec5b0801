"""The page about the supply (docs/supply.md) names what others gave, with the licence that each states of itself."""

import re
from importlib.metadata import metadata
from itertools import takewhile
from pathlib import PurePosixPath

from packaging.utils import canonicalize_name

from .locks import BUILD, DEV, ROOT, RUNTIME, dependencies, extras
from .wheel import committed

PAGE = (ROOT / "docs" / "supply.md").read_text("utf-8")


def rows(head):
    """The cells of the table with this head."""
    after = PAGE.partition(f"| {head} |")[2].splitlines()[2:]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in takewhile(lambda line: line.startswith("|"), after)
    ]


def licence(name):
    """As the package says it: an expression, a short text, or a classifier."""
    told = metadata(name)
    classifiers = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")
    ]
    text = told.get("License", "")
    return told.get("License-Expression") or ("" if "\n" in text else text) or " OR ".join(classifiers)


def test_every_direct_dependency_has_its_licence():
    asked = [("always", dependencies()), *((f"`{name}`", found) for name, found in extras().items() if name != "dev")]
    expected = [[canonicalize_name(one.name), licence(one.name), why] for why, found in asked for one in found]
    assert rows("package | licence | for") == expected


def test_what_is_in_the_wheel_besides_python_is_named():
    there = {PurePosixPath(path) for path in committed("seriesd.py", "ledger", "projections", "commands")}
    folders = {f"`{path.parent}/`" for path in there if path.suffix != ".py" and path.name != "py.typed"}
    assert {folder for folder, *_ in rows("in the wheel | what | licence")} == folders


def test_the_locks_are_named():
    assert re.findall(r"^\| `(\.ci/locked.*?)` \|", PAGE, re.MULTILINE) == [
        str(one.relative_to(ROOT)) for one in (RUNTIME, BUILD, DEV)
    ]
