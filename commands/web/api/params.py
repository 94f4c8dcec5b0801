"""What questions are asked with: each a model, whose fields become the words of a command line.

A field is the option of its name, `known` is `--as-known`, and a field marked `LAST` stands behind all options, as a
name does. Values stand behind an equals sign or behind `--`: no value can be taken for an option. None names a file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)

from commands.errors import UsageError
from commands.web.asked import NOW, TODAY, plainly
from ledger.names import near
from ledger.numbers.days import read_day, read_moment, written

A = TypeVar("A", bound="Asks")


@dataclass(frozen=True, slots=True)
class Option:
    """The option that a field is, where it is not that of its name; without a name it stands behind all options."""

    name: str = ""


LAST = Option()

_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0{1,9})?", re.ASCII)
_HEAD = r"^(?:[1-9][0-9]{0,17}:)?[0-9a-f]{64}$"


def _whole(given: object) -> object:
    """A whole number; one that is written with nothing but zeros behind the point is one, too."""
    if not isinstance(given, str):
        return given
    found = _WHOLE.fullmatch(given)
    if found is None:
        raise ValueError(f"{given[:40]!r} is not a whole number, 0 to 999999999")
    return int(found[1])


def _flag(given: object) -> object:
    if isinstance(given, str) and given not in ("true", "false"):
        raise ValueError(f"{given[:40]!r} is neither true nor false")
    return given == "true" if isinstance(given, str) else given


def _no_nul(given: str) -> str:
    if "\0" in given:
        raise ValueError("a NUL character, which no text may hold")
    return given


def _day(given: object) -> object:
    return read_day(given) if isinstance(given, str) else given


def _moment(given: object) -> object:
    return read_moment(given.replace(" ", "+")) if isinstance(given, str) else given


_A_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_A_MOMENT: dict[str, Any] = {"anyOf": [{"type": "string", "format": "date-time"}, _A_DAY]}
_DIGITS = "[0-9]{1,20}"

Text = Annotated[
    str,
    AfterValidator(_no_nul),
    StringConstraints(min_length=1, max_length=2_000),
    Field(json_schema_extra={"pattern": r"^[^\u0000]+$"}),
]
Whole = Annotated[
    int,
    BeforeValidator(_whole),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 999_999_999}),
]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_A_DAY)]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema(_A_MOMENT)]
Amount = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:{_DIGITS}(?:\.{_DIGITS})?|{_DIGITS}/[1-9][0-9]{{0,19}})$"),
    Field(examples=["5000000", "0.0033", "11/3"]),
]
Head = Annotated[str, StringConstraints(pattern=_HEAD)]
OnDay = Annotated[
    date | None,
    BeforeValidator(lambda given: None if given == TODAY else _day(given)),
    WithJsonSchema({"anyOf": [{"const": TODAY}, _A_DAY], "default": TODAY}),
]
KnownAt = Annotated[
    datetime | None,
    BeforeValidator(lambda given: None if given == NOW else _moment(given)),
    WithJsonSchema({"anyOf": [{"const": NOW}, *_A_MOMENT["anyOf"]], "default": NOW}),
]


class Asks(BaseModel):
    """What a question is asked with; what it is not asked with is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AsKnown(Asks):
    """From which state of knowledge."""

    known: Annotated[
        KnownAt, Option("--as-known"), Field(description="answer from what had been recorded by this moment (UTC)")
    ] = None


class Dated(AsKnown):
    """Of which day, and from which state of knowledge."""

    on: Annotated[OnDay, Field(description="at the close of this day")] = None


class Exact(Asks):
    """How exact numbers are written."""

    exact: Annotated[Flag, Field(description="exact rationals, however long they are")] = False


def words_of(asked: Asks) -> list[str]:
    """The words that say the same on a command line; what stands for itself comes last."""
    options: list[str] = []
    last: list[str] = []
    for name, info in type(asked).model_fields.items():
        marked = next((one for one in info.metadata if isinstance(one, Option)), Option(f"--{name.replace('_', '-')}"))
        for value in _values(getattr(asked, name)):
            if marked.name:
                options.append(marked.name if value is True else f"{marked.name}={_spelt(value)}")
            else:
                last.append(_spelt(value))
    return [*options, *(["--", *last] if last else [])]


def _values(value: object) -> Iterator[object]:
    """What there is of a value: each of a list, nothing of what is not given."""
    if isinstance(value, tuple):
        yield from value
    elif value is not None and value is not False:
        yield value


def _spelt(value: object) -> str:
    return written(value) if isinstance(value, datetime) else str(value)


def read_asked(kind: type[A], given: Iterable[tuple[str, str]]) -> A:
    """What an address asks. Raises `UsageError` for what is asked twice, is not asked here, or cannot be read."""
    several = {name for name, info in kind.model_fields.items() if get_origin(info.annotation) is tuple}
    values: dict[str, Any] = {}
    for name, value in given:
        if name in several:
            values[name] = (*values.get(name, ()), value)
        elif name in values:
            raise UsageError(f"{name} is given twice; give it once")
        else:
            values[name] = value
    return read_model(kind, values)


def read_model(kind: type[A], values: Mapping[str, Any]) -> A:
    """The same of values by their names."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        every = error.errors(include_url=False)
        first = next((one for one in every if one["type"] == "extra_forbidden"), every[0])
        name = ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            raise UsageError(f"this is not asked with {name[:80]!r}{near(name, list(kind.model_fields))}") from None
        raise UsageError(f"{name[:80]}: {plainly(first, kind)}") from None
