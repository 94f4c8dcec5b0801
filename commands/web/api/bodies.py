"""What a program sends as JSON, read exactly: a number is the number that was written, and no key stands twice."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import Request

from commands.errors import UsageError
from commands.journal.json_values import Scanner, Value, check_numbers
from commands.reading.lines import Place, SlipError
from commands.web.problems import AskedTooMuchError, NotAllowedError, Problem, problem_of
from ledger.errors import ArgumentError
from ledger.events import Entry

MOST_JSON = 20_000_000
"""The largest body of JSON, in bytes: some hundred thousand entries."""


class ProblemError(Exception):
    """What is wrong, as it is answered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


def kind_of(request: Request) -> str:
    """The type of what is sent."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def json_of(request: Request, *, empty: bool = False) -> bytes:
    """The body of a request, which must be JSON; where it may be `empty`, that has no type.

    Raises `NotAllowedError` where it is something else, and `AskedTooMuchError` for one that is too large.
    """
    kind = kind_of(request)
    if kind != "application/json" and (kind or not empty):
        raise NotAllowedError(
            f"what is sent here is JSON, and says so: Content-Type: application/json, not {kind[:80] or 'nothing'}",
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        )
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MOST_JSON:
            raise AskedTooMuchError(
                f"more than {MOST_JSON:,} bytes of JSON are not taken at once; send less",
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            )
    return bytes(found)


def read_json(body: bytes) -> Value:
    """The value in a body. Raises `UsageError` where it is no JSON, or holds what no JSON should."""
    try:
        text = body.decode("utf-8").strip(" \t\r\n")
        value = Scanner().scan(text)
    except UnicodeDecodeError:
        raise UsageError("what was sent is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise UsageError(f"not valid JSON: {error.msg.removesuffix(' at')} (line {error.lineno})") from None
    except SlipError as slip:
        raise UsageError(str(slip)) from None
    if value.slip:  # it is JSON, and holds what no entry and no question can
        with understood():
            raise UsageError(f"{value.slip.field}: {value.slip}" if value.slip.field else str(value.slip))
    if value.end != len(text):
        raise UsageError("one JSON value is taken, and here something follows it")
    if not isinstance(value.given, dict):
        raise UsageError("what is sent is one JSON object")
    return value


def entries_in(value: Value, field: str) -> list[Entry]:
    """The entries in a field, read as a journal is. Raises `UnreadableError` for the first that is none."""
    return list(_entries(value, field))


def _entries(value: Value, field: str) -> Iterator[Entry]:
    place = Place(field)
    for at, given in enumerate(value.given.get(field, ())):
        line = place.line(given, at + 1)
        inside = [path[2:] for path in value.numbers if path[:2] == (field, str(at))]
        try:
            check_numbers(line.entry, replace(value, given=given, numbers=inside))
        except SlipError as slip:
            raise place.error(str(slip), at + 1, entry=line.entry.id, field=slip.field) from None
        yield line.entry


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows as the table that a verb reads."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


@contextmanager
def understood() -> Iterator[None]:
    """What was understood and still cannot be answered so is no slip of writing: 422, and not 400."""
    try:
        yield
    except (UsageError, ArgumentError) as error:
        found = problem_of(error)
        if found is None:
            raise
        raise ProblemError(replace(found, status=HTTPStatus.UNPROCESSABLE_ENTITY)) from error


@contextmanager
def as_file(name: str, content: bytes) -> Iterator[str]:
    """What was sent as a file that a verb reads; whatever is said of it names the file alone."""
    with TemporaryDirectory(prefix="seriesd-sent-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            yield str(path)
        except Exception as error:
            found = None if isinstance(error, UsageError | ArgumentError) else problem_of(error)
            if found is None:
                raise
            raise ProblemError(_plainly(found, f"{folder}/")) from error


def _plainly(problem: Problem, folder: str) -> Problem:
    more = {
        name: [one.replace(folder, "") for one in said] if name == "errors" else said
        for name, said in problem.more.items()
    }
    return replace(problem, sentences=tuple(one.replace(folder, "") for one in problem.sentences), more=more)
