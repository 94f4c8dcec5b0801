"""What the documentation shows is what happens."""

import re
from pathlib import Path

import pytest

from commands.cli import VERBS
from ledger.events import ENTRY_TYPES

from .generate import CLI, documents, undescribed
from .pages import ROOT, blocks, is_run, name_of, pages, untrue

_LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
_CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
RUN = [page for page in pages() if any(map(is_run, blocks(page)))]


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_a_page_shows_what_really_happens(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not [*untrue(page, tmp_path)]


def test_the_pages_that_must_show_something_do():
    assert {"README.md", "docs/tutorial.md", "docs/reference/cli.md"} <= set(map(name_of, RUN))


def test_the_help_of_the_command_is_shown():
    assert any("$ seriesd --help\n" in block.body for block in blocks(CLI))


def test_what_is_generated_is_up_to_date():
    stale = [name_of(path) for path, text in documents() if path.read_text("utf-8") != text]
    assert not stale, "run: python -m tests.docs.generate"


def test_every_field_of_a_journal_is_described():
    assert not undescribed(), "say what they mean in MEANINGS of tests/docs/generate.py"


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_lead_somewhere(page):
    for found in _LINK.finditer(_CODE.sub("", page.read_text("utf-8"))):
        target, _, anchor = found["target"].partition("#")
        if "://" in target:
            continue
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), found["target"]
        assert not anchor or anchor in _anchors(there), found["target"]


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_reading_that_is_cited_is_explained():
    cited = {name for path in (*ROOT.glob("[lpc]*/**/*.py"), *ROOT.glob("docs/**/*.md")) for name in _readings(path)}
    explained = set(re.findall(r"^\| (A\d+) ", (ROOT / "docs" / "readings.md").read_text("utf-8"), re.MULTILINE))
    assert not cited - explained


def _readings(path):
    return re.findall(r"\bA[1-9]\d?\b", path.read_text("utf-8"))


def test_every_entry_type_and_every_verb_has_its_place():
    journal = (ROOT / "docs" / "reference" / "journal.md").read_text("utf-8")
    assert all(f"### `{kind}`" in journal for kind in ENTRY_TYPES)
    assert all(f"### {verb}\n" in CLI.read_text("utf-8") for verb in VERBS)


def test_what_the_readme_says_is_missing_is_missing():
    """When a verb is there, it leaves the list of what is not."""
    missing = (ROOT / "README.md").read_text("utf-8").partition("**Not there yet**")[2].partition(", and ")[0]
    named = set(re.findall(r"`([a-z-]+)`", missing))
    assert not named & set(VERBS)
