"""The words of a snapshot, by their hash beside the number of their format: neither changes without the other.

A snapshot that was kept says `price` in the words of the day it was made; only its format tells that these are others
by now. Where they changed on purpose, `FORMAT` is raised, and `python -m tests.tables.snapshots.words` writes it down.
"""

import datetime as dt
import json
import sys
from hashlib import sha256
from pathlib import Path

from projections.render.json.serialize import as_json
from projections.sql.snapshots.document import FORMAT, written
from projections.sql.snapshots.made import snapshot_of
from tests.docs.examples import FOLDER, names, read
from tests.ledger.engine import judge

KEPT = Path(__file__).with_name("words.json")
MADE_ON = dt.date(2026, 1, 1)


def words() -> dict[str, object]:
    """The format and the hash of what the snapshots of all examples say."""
    found = sha256()
    for name in names():
        log = judge(read(FOLDER / f"{name}.yaml")).log
        made = snapshot_of(name, log, "", MADE_ON, as_json)
        found.update(json.dumps(None if made is None else written(made)).encode())
    return {"format": FORMAT, "sha256": found.hexdigest()}


def main() -> str | None:
    """Write it down; answers what is wrong where other words have the same format."""
    now = words()
    if KEPT.exists():
        then = json.loads(KEPT.read_text("utf-8"))
        if then != now and then["format"] == now["format"]:
            return "the words of a snapshot have changed: raise FORMAT in projections/sql/snapshots/document.py first"
    KEPT.write_text(json.dumps(now) + "\n", "utf-8")
    return None


if __name__ == "__main__":
    sys.exit(main())
