"""What is said of a slip, where a careless sentence would send somebody the wrong way."""

import json
import shutil
from pathlib import Path

import pytest

from tests.docs.examples import FOLDER

from .at_a_terminal import through_a_pipe

WHY = ("--reason", "it was never so")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert through_a_pipe("record", str(FOLDER / "american-technologies-group.yaml"), "--yes").code == 0
    return tmp_path


def said(*words: str, code: int = 0) -> str:
    shown = through_a_pipe(*words)
    assert shown.code == code, shown
    return " ".join((shown.out + shown.err).split())


def test_a_dry_run_says_that_others_have_to_go_with_it() -> None:
    needed = "As it stands this is refused: it takes --with-dependents to void them with it."
    void = ("void", "laurus-warrants", *WHY)
    correct = ("correct", "laurus-warrants", "right=Other warrants", *WHY)
    for words in (void, correct):
        assert needed in said(*words, "--dry-run")
        assert "--with-dependents voids them with it" in said(*words, "--yes", code=1)
        assert needed not in said(*words, "--dry-run", "--with-dependents")
    assert needed not in said("void", "sale-2", *WHY, "--dry-run")
    assert needed not in said(*void, "--yes", "--with-dependents")


def test_where_a_ledger_has_several_companies_the_answer_names_its_own() -> None:
    ours, other = "American Technologies Group, Inc.", "Repricing Inc."
    assert not said("price").startswith(ours)
    assert not said("price", "--company", "American").startswith(ours)
    assert through_a_pipe("record", str(FOLDER / "repricing.yaml"), "--new-company").code == 0
    day = ("--on", "2006-02-15")
    for _ in ("by a replay", "off the tables"):
        assert said("price", *day, "--company", "American").startswith(f"{ours}: Conversion Price on 2006-02-15")
        assert said("holders", *day, "--company", other).startswith(f"{other}: Cap table at the close")
        assert said("project")
    assert "from the tables at position" in said("price", *day, "--company", ours)
    assert said("history", "--company", other).startswith(f"{other}: History")
    assert said("explain", "--company", other).startswith(f"{other}: ")
    assert said("void", "sale", *WHY, "--dry-run", "--company", other).startswith(f"Would void sale of {other}.")
    document = json.loads(through_a_pipe("price", *day, "--company", ours, "--json").out)
    assert document["on"] == "2006-02-15"


def test_a_balance_that_rests_on_what_is_assumed_says_where_that_is_worked_out() -> None:
    found = said("explain", "--holder", "Investors", "--on", "2006-02-15")
    assert "How the numbers assumed for" in found
    assert "`seriesd explain conversion-" in found
    assert "nobody stated" in said("explain", "conversion-1", "--depth", "2").lower()
    assert "How the numbers assumed" not in said("explain", "--holder", "Buyers", "--on", "2006-02-15")


YAML = "- {type: common_issued, id: a, effective: 2006-07-01, holder: X, shares: 1, consideration: {cash: 9}}\n"
BLOCK = "entries:\n  - type: common_issued\n    effective: 2006-07-01\n"
JSON = '[\n  {"type": "common_issued", "effective": "2006-07-01"}\n]\n'


@pytest.mark.parametrize(
    ("text", "name", "suffix"),
    [
        (YAML, "YAML", "yaml"),
        ("# a journal\n---\n" + YAML, "YAML", "yaml"),
        (BLOCK, "YAML", "yaml"),
        (JSON, "JSON", "json"),
        ('{"entries": []}\n', "JSON", "json"),
    ],
)
def test_another_spelling_under_the_name_of_a_table_is_told(folder: Path, text: str, name: str, suffix: str) -> None:
    (folder / "journal.csv").write_text(text, "utf-8")
    found = said("check", "journal.csv", code=2)
    assert found.startswith(f"seriesd: journal.csv:1: it looks like {name}, and not like a table; name it so that it ")
    assert found.endswith(f"ends in .{suffix}, or say --format {suffix}")
    assert "claims are read from tables" in said("audit", "journal.csv", code=2)


def test_a_table_is_taken_for_nothing_else(folder: Path) -> None:
    (folder / "journal.csv").write_text("Register: of shares\nwhat,when\ncommon,2006-07-01\n", "utf-8")
    assert "row 2 seems to name the columns (what, when)" in said("check", "journal.csv", code=2)


def test_a_misspelt_header_is_told_of_the_row_that_it_stands_in(folder: Path) -> None:
    table = "type,effective,holder,shares,considration.cash\n\ncommon_issued,2006-07-01,X,1,9\n"
    (folder / "journal.csv").write_text(table, "utf-8")
    shown = through_a_pipe("check", "journal.csv", "--json")
    error = json.loads(shown.out)["error"]
    assert (error["line"], error["entry"]) == (1, None)
    assert "did you mean 'consideration.cash'?" in error["message"]


def test_a_field_of_a_yaml_entry_is_told_of_its_own_line(folder: Path) -> None:
    text = (
        "- type: common_issued\n  id: a\n  effective: 2006-07-01\n  holder: X\n  shares: many\n"
        "- type: common_issued\n  id: b\n  effective: 2006-02-30\n  holder: X\n  shares: 1\n"
        "- type: common_issued\n  id: c\n  effective: 2006-07-01\n  holder: X\n  shares: 1\n  consideration:\n"
        "    cash: 9\n    propety: 5\n"
    )
    (folder / "journal.yaml").write_text(text, "utf-8")
    errors = json.loads(through_a_pipe("check", "journal.yaml", "--json").out)["errors"]
    assert [(one["entry"], one["line"]) for one in errors] == [("a", 5), ("b", 8), ("c", 18)]


def test_what_a_package_cannot_have_is_refused() -> None:
    found = said("check", "package.zip", "--format", "ocf", "--column", "type=Typ", code=2)
    assert "--column names columns of tables (.csv, .tsv, .xlsx), and a package has none" in found


def test_of_two_manifests_none_is_chosen(folder: Path) -> None:
    assert through_a_pipe("export", "--format", "ocf", "-o", "one/").code == 0
    apart = ("--format", "ocf", "--ledger", "apart.db")
    assert through_a_pipe("check", "one", *apart).code == 0
    for name in ("one", "two"):
        shutil.copytree(folder / "one", folder / "both" / name)
    packed = shutil.make_archive("both", "zip", folder / "both")
    found = said("check", packed, *apart, code=2)
    assert "one/Manifest.ocf.json and two/Manifest.ocf.json are 2 manifests" in found
    shutil.copytree(folder / "one", folder / "deep")
    shutil.copytree(folder / "one", folder / "deep" / "old")
    packed = shutil.make_archive("deep", "zip", folder / "deep")
    assert "manifests" not in said("check", packed, *apart)  # the one on top is meant


def test_a_price_of_zero_in_a_package_is_stated(folder: Path) -> None:
    free = "- {type: common_issued, id: free, effective: 2006-07-03, holder: X, shares: 1, consideration: {cash: 0}}\n"
    (folder / "free.yaml").write_text(free, "utf-8")
    assert "no consideration is stated" not in said("record", "free.yaml", "--yes")
    assert through_a_pipe("export", "--format", "ocf", "-o", "package.zip").code == 0
    shown = through_a_pipe("check", "package.zip", "--format", "ocf", "--ledger", "apart.db", "--json")
    noted = [one["message"] for one in json.loads(shown.out)["warnings"] if one["entry"] == "free"]
    assert not any("no consideration is stated" in message for message in noted)
