"""What the tests of letters in batches share: the command in a folder, its list, its files, what it recorded."""

import csv
import gc
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from commands.cli import main

from .company import Company

DIVIDEND = {"type": "cash_dividend_paid", "id": "dividend", "effective": "2030-05-10", "per_share": "0.01"}
FORGOTTEN = {
    "type": "common_issued", "id": "forgotten", "effective": "2006-04-30", "holder": "Late", "shares": 1_000_000,
    "consideration": {"cash": 1_000},
}  # fmt: skip
NAMES = [
    f"notice-{kind}-{name}.txt"
    for kind in ("adjustment-2006-01-02", "adjustment-2006-04-30", "dividend-2030-05-10")
    for name in ("dana", "fund")
]
DUE = ("notice", "--all-due", "--on", "2007-02-01", "-o", "letters/")
SENT = ("notice", "sent", "letters/", "--mailed", "2007-02-01")


def seriesd(*words: str, folder: Path, given: str = "") -> CompletedProcess[str]:
    """The command in this process, in that folder: as it is installed `test_notice_verb` asks it."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        patched.chdir(folder)
        patched.delenv("SERIESD_LEDGER", raising=False)
        patched.setenv("COLUMNS", "100")
        # the company of these tests was recorded long ago, by a clock of its own
        patched.setattr("commands.api.moments.LONGEST_PAUSE", timedelta.max)
        patched.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        code = main(words)
    gc.enable()
    return CompletedProcess(words, code, out.getvalue(), err.getvalue())


def asked(folder: Path, *words: str) -> Any:
    done = seriesd(*words, "--json", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "letters" / "letters.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, found: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def open_items(folder: Path, on: str = "2007-02-02") -> list[dict]:
    items = asked(folder, "calendar", "--on", on)["items"]
    return [one for one in items if one["kind"].endswith("_notice") and one["state"] in ("due", "overdue")]


def notices(company: Company) -> list[tuple]:
    found = [one.entry for one in company.log() if one.entry.type == "notice_sent"]
    return [(one.kind, one.about, one.holder, None if one.price is None else str(one.price)) for one in found]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "letters").iterdir()}
