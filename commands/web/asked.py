"""What the address of a page asks: of which ledger and company, of which day, and from which state of knowledge.

Both clocks stand in every address: `on` is a day or `today`, `known` a moment or `now`. Where both are given exactly,
and the moment is past, the address gives the same page for ever.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import ErrorDetails

from commands.api.given import today
from commands.web.slugs import slug
from ledger.events.errors import plainly as as_of_an_entry
from ledger.numbers.days import read_day, read_moment, written

TODAY, NOW = "today", "now"


def _day(given: object) -> object:
    if not isinstance(given, str):
        return given
    return None if given.strip() in ("", TODAY) else read_day(given.strip())


def _moment(given: object) -> object:
    if not isinstance(given, str):
        return given
    # a form writes a plus sign as it is, and a space is what a plus sign says in an address
    return None if given.strip() in ("", NOW) else read_moment(given.strip().replace(" ", "+"))


OnDay = Annotated[
    date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "description": "a day like 2006-03-01, or `today`", "default": TODAY}),
]
Known = Annotated[
    datetime | None,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "description": "a moment like 2006-03-01T12:00:00Z, a day for its end (UTC), or `now`",
            "default": NOW,
        }
    ),
]


class Dated(BaseModel):
    """The two clocks of a question; each question has these, and some have more."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    on: OnDay = None
    known: Known = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A place in the workbench: `ledger` is the name of one there, `company` one in it, and the two clocks."""

    ledger: str
    company: str | None = None
    on: date | None = None
    known: datetime | None = None

    @property
    def clocks(self) -> dict[str, str]:
        """Both clocks as an address has them."""
        return {
            "on": TODAY if self.on is None else self.on.isoformat(),
            "known": NOW if self.known is None else written(self.known),
        }

    @property
    def day(self) -> date:
        """The day asked of."""
        return self.on or today()

    @property
    def is_now(self) -> bool:
        """Whether the page is of today, as known now."""
        return self.known is None and self.on in (None, today())

    @property
    def is_to_come(self) -> bool:
        """Whether the moment is still to come: what is recorded until then can change the answer."""
        return self.known is not None and self.known > datetime.now(UTC)

    @property
    def known_in_words(self) -> str:
        """The state of knowledge as every title names it."""
        return "as known now" if self.known is None else f"as known {written(self.known)}"

    def of(self, company: str) -> "Asked":
        """The same of another company."""
        return replace(self, company=company)

    def at(self, on: date | None = None, known: datetime | None = None) -> "Asked":
        """The same place on another day, or from another state of knowledge."""
        return replace(self, on=on or self.on, known=known or self.known)

    def address(self, page: str = "", more: Mapping[str, Any] | None = None) -> str:
        """The address of a page here, with both clocks and whatever `more` it is asked; `page` is a path or empty.

        What is asked with several values has a list of them.
        """
        of = "" if self.company is None else f"{slug(self.company)}/"
        asked = [*self.clocks.items(), *_pairs(more or {})]
        return f"/{slug(self.ledger)}/{of}{page}?{urlencode(asked)}"


def _pairs(more: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names with their values: one that has several stands once for each, one that has none not at all."""
    for name, value in more.items():
        values = value if isinstance(value, list | tuple) else () if value is None else (value,)
        yield from ((name, str(one)) for one in values)


def address_of(asked: Asked, page: str, name: str, more: Mapping[str, Any] | None = None) -> str:
    """The address of one thing of a kind: an entry, a holder, a step."""
    return asked.address(f"{page}/{slug(name)}", more)


_MUST_BE = {
    "missing": "this is required",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be an object, with a value by each name",
}
"""What the validator finds of what is asked, where that is no field of an entry."""


def plainly(found: ErrorDetails, kind: type[BaseModel]) -> str:
    """What the validator found of a field, as a sentence; what a field of ours said itself stays as it is."""
    match found["type"]:
        case "string_pattern_mismatch":
            field = kind.model_fields.get(str(found["loc"][0]))
            such = ", ".join(map(str, (field and field.examples) or ()))
            return f"{str(found['input'])[:40]!r} is not written as this is asked" + (
                f", such as {such}" if such else ""
            )
        case other:
            return _MUST_BE.get(other) or as_of_an_entry(found)
