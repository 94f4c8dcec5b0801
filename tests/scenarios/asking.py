"""The command, run inside this process: what it says is the same, and starting it costs nothing."""

import gc
import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from commands.api.ledger import open_ledger
from commands.cli import main
from tests.commands.asking_the_command import Entry, error


def run(folder: Path, *words: str) -> "CompletedProcess[str]":
    """Run a command on the ledger of a folder."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--ledger", str(folder / "seriesd.db"), *words])
    gc.enable()
    return CompletedProcess(words, code, out.getvalue(), err.getvalue())


def ask(folder: Path, *words: str) -> Any:
    """The one JSON document that the command answers, and nothing beside it."""
    done = run(folder, *words, "--json")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return json.loads(done.stdout)


def refused(folder: Path, *words: str) -> Any:
    """What the command says of what a rule forbids."""
    return error(run(folder, *words, "--json"), 1)


def tell(folder: Path, *entries: Entry) -> Any:
    """Record entries."""
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        return ledger.record(entries)
