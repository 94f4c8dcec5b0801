"""A ledger in a folder of its own, written by people with names, and asked by command."""

import json
from pathlib import Path
from typing import Any

from tests.commands.asking_the_command import lines
from tests.commands.at_a_terminal import through_a_pipe


def done(*words: str) -> str:
    """What is answered, which nothing refuses."""
    shown = through_a_pipe(*words)
    assert (shown.code, "Traceback" in shown.err) == (0, False), shown
    return shown.out


def refused(*words: str, code: int = 1) -> str:
    """Why nothing is answered."""
    shown = through_a_pipe(*words)
    assert (shown.code, "Traceback" in shown.err) == (code, False), shown
    return shown.err or shown.out


def why(*words: str) -> Any:
    """Why a rule refuses, as a program is told."""
    shown = through_a_pipe(*words, "--json")
    assert shown.code == 1, shown
    return json.loads(shown.out)["error"]


def answer(*words: str) -> Any:
    """The answer as a program is told."""
    return json.loads(done(*words, "--json"))


def journal(*entries: Any, file: str = "given.jsonl") -> str:
    """A journal of entries, as a file."""
    Path(file).write_text(lines(*entries), "utf-8")
    return file


def record(*entries: Any, words: tuple[str, ...] = ()) -> None:
    """Record entries without being asked."""
    done("record", journal(*entries), "--yes", *words)
