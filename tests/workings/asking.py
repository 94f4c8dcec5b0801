"""The command asked in this process: the same words, the same answers, without starting Python each time."""

import gc
import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from commands.cli import main
from projections.explain.balances import Accounts
from projections.explain.refusal import Refused
from projections.explain.steps import Explanation
from projections.render.json.refusal import refusal_document
from projections.render.json.serialize import as_json
from projections.render.json.steps import price_document
from projections.render.json.workings import account
from tests.commands.asking_the_command import Entry, lines


def seriesd(*words: str, folder: Path) -> CompletedProcess[str]:
    """Run the command with the ledger of a folder; files are named as they lie in it."""
    out, err = io.StringIO(), io.StringIO()
    named = [str(folder / word) if word.endswith((".json", ".jsonl")) else word for word in words]
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*named, "--ledger", str(folder / "ledger.db")])
    gc.enable()
    return CompletedProcess(words, code, out.getvalue(), err.getvalue())


def recorded(folder: Path, *entries: Entry) -> None:
    """Record entries."""
    (folder / "journal.jsonl").write_text(lines(*entries), "utf-8")
    done = seriesd("record", "journal.jsonl", folder=folder)
    assert done.returncode == 0, done.stderr


def explain_json(answer: Explanation, *, everything: bool = False) -> Any:
    """An explanation as a program is given it."""
    return as_json(price_document(answer, everything=everything), everything=everything)


def workings_json(answer: Accounts, *, everything: bool = False) -> Any:
    """Figures explained, as a program is given them."""
    return as_json(account(answer, everything=everything), everything=everything)


def refused_json(answer: Refused) -> Any:
    """A refusal explained, as a program is given it."""
    return as_json(refusal_document(answer))


def asked(folder: Path, *words: str) -> Any:
    """The one JSON document that the command answers."""
    done = seriesd(*words, "--json", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def closed(schema: Any) -> Any:
    """A schema with nothing allowed that it does not name: what is published leaves room, what is answered uses none.

    The head of a document stands beside the members of its answer, so they are put into one object.
    """
    head = {"properties": schema["properties"], "required": schema["required"]}
    whole = [
        _with_head(one, head) for kind in schema.get("anyOf", [schema]) for one in _variants(kind, schema["$defs"])
    ]
    return {"anyOf": _closed(whole), "$defs": _closed(schema["$defs"])}


def _variants(kind: Any, definitions: Any) -> list[Any]:
    one = definitions[kind["$ref"].removeprefix("#/$defs/")] if "$ref" in kind else kind
    return list(one.get("anyOf", [one]))


def _with_head(one: Any, head: Any) -> Any:
    return one | {"properties": head["properties"] | one["properties"], "required": head["required"] + one["required"]}


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(one) for one in part]
    if not isinstance(part, dict):
        return part
    inner = {name: _closed(one) for name, one in part.items()}
    return inner | {"additionalProperties": False} if "properties" in part else inner
