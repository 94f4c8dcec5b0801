"""A ledger on the disk, recorded and asked with the installed command: what the tests of the command share."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from tests.docs.command import seriesd

Entry = dict[str, Any]

CERTIFICATE: Entry = {
    "type": "certificate_adopted",
    "id": "certificate",
    "effective": "2005-09-06",
    "company": "Acme",
    "common_authorized": 20_000_000,
}
OPENING: Entry = {
    "type": "opening_balance",
    "id": "opening",
    "effective": "2005-09-06",
    "holder": "public",
    "common": 10_000_000,
}
SERIES_D: Entry = {
    "type": "series_d_issued",
    "id": "series-d",
    "effective": "2005-10-03",
    "holder": "dana",
    "shares": 1_000,
}
SALE: Entry = {
    "type": "common_issued",
    "id": "sale",
    "effective": "2006-03-01",
    "holder": "Fund",
    "shares": 5_000_000,
    "consideration": {"cash": 6_000},
}
CONVERSION: Entry = {
    "type": "series_d_converted",
    "id": "conversion",
    "effective": "2006-03-02",
    "holder": "dana",
    "shares": 26,
}
STORY = [CERTIFICATE, OPENING, SERIES_D, SALE, CONVERSION]
"""(33,000 + 6,000) / 15,000,000 = .0026, and 26 x 11.1111 / .0026 = 111,111."""

TOO_MANY = SALE | {"id": "too-many", "shares": 10_000_000}


def lines(*entries: Entry) -> str:
    """A journal in JSONL."""
    return "".join(f"{json.dumps(entry)}\n" for entry in entries)


def recorded(folder: Path, *entries: Entry, words: tuple[str, ...] = ()) -> Any:
    """Record entries; answers what the command says of it."""
    done = seriesd("record", "-", "--json", *words, folder=folder, given=lines(*entries))
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def asked(folder: Path, *words: str) -> Any:
    """The one JSON document that the command answers, and nothing beside it."""
    done = seriesd(*words, "--json", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def failed(done: CompletedProcess[str], code: int) -> str:
    """What a command that fails says: one or two lines on standard error, and nothing else."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stdout == ""
    said = done.stderr.splitlines()
    assert 1 <= len(said) <= 2
    assert said[0].startswith("seriesd: ")
    assert "Traceback" not in done.stderr
    return done.stderr


def error(done: CompletedProcess[str], code: int) -> Any:
    """What a command that fails says with --json: one document on standard output, and nothing else."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr == ""
    answer = json.loads(done.stdout)
    assert (answer.keys(), answer["schema"]) == ({"schema", "error"}, "seriesd/error/1")
    assert answer["error"].keys() == {"code", "clause", "message", "entry", "line"}
    assert "\n" not in answer["error"]["message"]
    return answer["error"]


def stands(folder: Path) -> dict[str, str]:
    """What lies in a folder, to the last byte."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copied(folder: Path, made: Callable[[Path], None], to: Path) -> Path:
    """A copy of what was made once in a folder."""
    if not folder.exists():
        folder.mkdir()
        made(folder)
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to
