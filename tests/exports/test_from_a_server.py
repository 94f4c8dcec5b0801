"""What a ledger in PostgreSQL exports and proves is what the same ledger in a file does."""

import csv
import json
from pathlib import Path

import pytest

from tests.docs.command import seriesd
from tests.exports.books import ATG, FLIP, done, recorded, told
from tests.exports.packages import MANIFEST

NAMES = ("American Technologies Group, Inc.", "Trigger Flip Inc.")


@pytest.fixture
def both(postgres_url: str, tmp_path: Path) -> dict[str, str]:
    """The same ledger in a file and in a server, with the same moments and the same head."""
    file = recorded(tmp_path, ATG, FLIP)
    done(tmp_path, "--ledger", postgres_url, "restore", file)
    return {"file": file, "server": postgres_url}


def test_the_tables_in_files_are_the_same(both: dict[str, str], tmp_path: Path) -> None:
    for where, url in both.items():
        done(tmp_path, "--ledger", url, "export", "--format", "csv", "--all-companies", "-o", where)
    names = sorted(one.name for one in (tmp_path / "file").glob("*.csv"))
    assert names == sorted(one.name for one in (tmp_path / "server").glob("*.csv"))
    for name in names:
        rows = [
            list(csv.reader((tmp_path / where / name).read_text("utf-8").splitlines())) for where in ("file", "server")
        ]
        assert sorted(rows[0]) == sorted(rows[1]), name


@pytest.mark.parametrize("kind", ["jsonl", "ocf", "pdf"])
def test_a_company_in_a_file_is_the_same(both: dict[str, str], tmp_path: Path, kind: str) -> None:
    for where, url in both.items():
        words = ("--ledger", url, "--company", NAMES[0], "export", "--format", kind, "-o", f"{where}.{kind}")
        done(tmp_path, *words, *(("--on", "2006-06-01") if kind != "jsonl" else ()))
    # the manifest of a package says when it was made
    one, other = (
        {path.name: path.read_bytes() for path in made.iterdir() if path.name != MANIFEST}
        if made.is_dir()
        else made.read_bytes()
        for made in (tmp_path / f"file.{kind}", tmp_path / f"server.{kind}")
    )
    assert one == other


def test_the_companies_and_the_proof_are_the_same(both: dict[str, str], tmp_path: Path) -> None:
    one, other = (told(tmp_path, "--ledger", url, "companies", "--on", "2006-06-01") for url in both.values())
    assert one == other
    for url in both.values():
        done(tmp_path, "--ledger", url, "project")
    said = [json.loads(seriesd("--ledger", url, "--company", NAMES[1], "verify", "--json", folder=tmp_path).stdout)
            for url in both.values()]  # fmt: skip
    assert said[0] == said[1]
    assert said[0]["tables"] == 7
