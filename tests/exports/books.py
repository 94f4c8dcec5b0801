"""Ledgers to export, and the installed command to do it with."""

import json
from pathlib import Path
from typing import Any

from commands.api.ledger import Ledger, open_ledger
from commands.journal import read_journal
from tests.docs.command import seriesd
from tests.docs.examples import FOLDER, names

EXAMPLES = names()
ATG = "american-technologies-group"
FLIP = "option-lapse-with-trigger-flip"
Entry = dict[str, Any]

HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "'already quoted",
    '"; DROP, "quoted"',
    "mailto:a@b.example",
    "Ünïcode 中文 🦊",
    "a,b;c|d",
]


def example(name: str, folder: Path) -> Ledger:
    """A ledger in which one of the examples of the documentation is recorded."""
    ledger = open_ledger(str(folder / f"{name}.db"))
    ledger.record([line.entry for line in read_journal(str(FOLDER / f"{name}.yaml"))])
    return ledger


def recorded(folder: Path, *names: str) -> str:
    """The file of a ledger in which several examples are recorded, each a company of its own."""
    file = str(folder / "ledger.db")
    with open_ledger(file) as ledger:
        for name in names:
            ledger.record([line.entry for line in read_journal(str(FOLDER / f"{name}.yaml"))], new_company=True)
    return file


def hostile(folder: Path) -> str:
    """The file of a ledger in which everybody is called something that a spreadsheet could take for a formula."""
    file = str(folder / "ledger.db")
    entries: list[Entry] = [
        {"type": "certificate_adopted", "effective": "2005-09-06", "company": "=cmd|' /C calc'!A0",
         "common_authorized": 10**9, "note": "@note"},
        *({"type": "opening_balance", "effective": "2005-09-06", "holder": name, "common": 10 + number}
          for number, name in enumerate(HOSTILE)),
        {"type": "series_d_issued", "effective": "2005-09-07", "holder": HOSTILE[0], "shares": 10},
        {"type": "option_granted", "effective": "2005-09-08", "right": "=1+1", "holder": HOSTILE[1], "shares": 10,
         "exercise_price": "0.001"},
    ]  # fmt: skip
    with open_ledger(file) as ledger:
        ledger.record(entries)
    return file


def done(folder: Path, *words: str) -> str:
    """What the command says when it does as it is told."""
    made = seriesd(*words, folder=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def told(folder: Path, *words: str) -> Any:
    """The JSON document that the command answers."""
    return json.loads(done(folder, *words, "--json"))


def refused(folder: Path, *words: str) -> str:
    """The sentence of a command that will not: exit code 2, one line, no traceback."""
    made = seriesd(*words, folder=folder)
    assert made.returncode == 2, made.stdout + made.stderr
    assert made.stdout == ""
    assert len(made.stderr.splitlines()) == 1
    return made.stderr
