"""The page docs/reference/refusals.md: every refusal and every flag as the program really says it."""

import gc
import json
import os
import re
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from commands.api.ledger import open_ledger
from commands.verbs.rules import RULES
from ledger.refusals import Flag, Refusal
from tests.reference.figures import Entry

from .cases import FLAGS, QUESTIONS, SECOND_LOOK, Flagged, Question, refusals

LEDGER = "seriesd.db"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def refused(before: list[Entry], entry: Entry) -> Refusal:
    """The refusal of an entry after a journal."""
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / LEDGER)) as ledger:
        if before:
            ledger.record(before)
        try:
            ledger.record([entry])
        except Refusal as refusal:
            return refusal
    raise AssertionError(f"{entry} is accepted")


def flagged(case: Flagged) -> Flag:
    """The flag of the entry, which is recorded."""
    with TemporaryDirectory() as folder, open_ledger(str(Path(folder) / LEDGER)) as ledger:
        ledger.record(case.before)
        flags = ledger.record([case.entry]).flags
    return next(flag for flag in flags if flag.code == case.code)


def answered(case: Question) -> dict[str, Any]:
    """What the command answers to the question."""
    from commands.cli import main

    kept = os.environ.pop("SERIESD_LEDGER", None)
    with TemporaryDirectory() as folder, chdir(folder), redirect_stdout(StringIO()) as said:
        with open_ledger(LEDGER) as ledger:
            ledger.clock = lambda: NOON
            ledger.record(case.before)
        main([*case.words.split(), "--json"])
    gc.enable()  # a command that ends has no need of it, the tests go on
    if kept is not None:
        os.environ["SERIESD_LEDGER"] = kept
    found: dict[str, Any] = json.loads(said.getvalue())["error"]
    return found


def page() -> str:
    """The generated part of the page."""
    return "\n\n".join(_parts())


def _parts() -> Iterator[str]:
    yield "## What is refused\n\nNothing is recorded then, and the exit code is 1."
    for code, case in refusals().items():
        refusal = refused(case.before, case.entry)
        yield _part(code, refusal.clause, str(refusal), _example(case.entry))
    yield "## Questions that are refused\n\nThey are answered with the exit code 1, too."
    for asked in QUESTIONS:
        error = answered(asked)
        yield _part(asked.code, error["clause"], error["message"], f"`seriesd {asked.words}`")
    yield "## What is flagged\n\nThe entry is recorded, and the exit code is 0; `seriesd flags` says it again."
    yield from map(_flag_part, FLAGS)
    yield (
        "## What is noted\n\nThe entry is recorded, and the exit code is 0. It is said by `record` and `check` alone: of how the "
        "entry is typed, and nothing that follows from the certificate."
    )
    yield from map(_flag_part, SECOND_LOOK)


def _flag_part(case: Flagged) -> str:
    flag = flagged(case)
    return _part(case.code, flag.clause, f"{flag.entry}: {flag.message}", _example(case.entry))


def _part(code: str, clause: str, said: str, example: str) -> str:
    where = f"Clause {clause}." if clause else "A rule of the ledger itself."
    rule = RULES[code]
    return f"### `{code}`\n\n{where} {rule.says} {rule.remedy}\n\n> {_plain(said)}\n\nFor example: {example}"


def _example(entry: Entry) -> str:
    return f"`{json.dumps(entry, ensure_ascii=False)}`"


def _plain(text: str) -> str:
    """As a page has it, which says the same on whatever day it is made."""
    today = re.search(r"today is (\d{4}-\d\d-\d\d)", text)
    text = text if today is None else text.replace(today[1], "2026-01-31")
    return text.replace("*", "\\*").replace("<", "\\<")
