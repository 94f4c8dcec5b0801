"""What the interface can be asked, as one table: of it is made what describes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import Field

from commands.web.api.params import Asks, Text, Whole
from commands.web.api.questions import OF_ALL, QUESTIONS
from commands.web.api.sending import NoBody
from commands.web.api.supposing import SUPPOSED
from commands.web.api.writing import WRITES


class OfEvents(Asks):
    """From where on news is told."""

    after: Annotated[Whole | None, Field(description="tell what was recorded after the event with this number")] = None


class OfFile(Asks):
    """One attached file."""

    document: Annotated[Text, Field(description="the entry that attached it, as documents has it")]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked, by method and path; `answer` names the schema of what is answered."""

    method: str
    path: str
    name: str
    tag: str
    says: str
    query: type[Asks]
    answer: str = ""
    body: type[Asks] | None = None
    example: Mapping[str, Any] | None = None
    writes: bool = False
    marked: bool = False
    keyed: bool = False
    takes_file: bool = False
    media_type: str | None = None


_OF = "/{ledger}/{company}/"


@cache
def operations() -> tuple[Operation, ...]:
    """All of it, in the order in which it is described."""
    return (
        Operation("get", "/ledgers", "ledgers", "ledgers", "The ledgers that are here.", Asks, "ledgers"),
        *(
            Operation("get", f"/{{ledger}}/{one.path}", one.name, "ledgers", one.says, one.asks, one.verb, marked=True)
            for one in OF_ALL
        ),
        Operation(
            "get", "/{ledger}/events", "events", "ledgers", "Word of what is recorded, as events.", OfEvents,
            media_type="text/event-stream",
        ),
        *(
            Operation("get", _OF + one.path, one.name, "questions", one.says, one.asks, one.verb, marked=one.settled)
            for one in QUESTIONS
        ),
        Operation(
            "get", f"{_OF}documents/file", "document_file", "questions", "The bytes of an attached file.", OfFile,
            media_type="application/octet-stream",
        ),
        *(
            Operation(
                "post", _OF + one.path, one.path.replace("/", "_").replace("-", "_"), "questions with a body", one.says,
                Asks, one.verb, one.body, one.example,
            )
            for one in SUPPOSED
        ),
        *(
            Operation(
                "post", _OF + one.path, f"write_{one.path.translate(_PLAIN)}", "recording", one.says, one.query,
                one.verb, None if one.body is NoBody else one.body, one.example, writes=True,
                keyed=one.path == "entries", takes_file=one.takes_file,
            )
            for one in WRITES
        ),
    )  # fmt: skip


_PLAIN = str.maketrans("/-", "__", "{}")
