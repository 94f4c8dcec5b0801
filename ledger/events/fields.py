"""The kinds of value that an entry's fields hold, read exactly and refused with a sentence."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema

from ledger.names import shown
from ledger.numbers.days import read_day
from ledger.numbers.exact import NotANumberError, read_amount, read_number, read_whole, write_number

N = TypeVar("N", int, Fraction)

_MOST_CHARACTERS = 200
_MOST_LINES = 12
MOST_BYTES = 100_000_000
"""How large a document may be that is attached to an entry."""

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}", re.ASCII)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CUT_OFF = re.compile(r"\s*[+-]?\d(?:\.\d+)?E\+\d\d+\s*", re.ASCII)
_IN_THREES = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_ONE_GROUP = re.compile(r"\s*\+?[1-9]\d{0,2}\.\d{3}\s*", re.ASCII)
_NUMBER_SCHEMA = {"type": ["integer", "string"], "examples": [5000000, "0.0033", "11/3"]}


def _above_zero(read: Callable[[object], N], said: str) -> Callable[[object], N]:
    def reads(given: object) -> N:
        number = read(given)
        if number <= 0:
            raise ValueError(f"{given} is not above zero; {said}")
        return number

    return reads


def _uncut(read: Callable[[object], N]) -> Callable[[object], N]:
    """Refuses what a spreadsheet makes of a long number that it has no room to show."""

    def reads(given: object) -> N:
        if isinstance(given, str) and _CUT_OFF.fullmatch(given):
            raise ValueError(
                f"{given!r} is how a spreadsheet shows a long number, and its last digits are cut off; write them all, "
                "like 1234567890"
            )
        return read(given)

    return reads


def _whole(given: object) -> int:
    """A whole number; a point before three digits is refused, since in many countries it parts thousands."""
    if isinstance(given, str) and _ONE_GROUP.fullmatch(given):
        raise ValueError(f"{given!r} could be thousands; write {given.strip().replace('.', '')}, or no decimals")
    return read_whole(given)


@_uncut
def _count(given: object) -> int:
    number = _whole(given)
    if number < 0:
        raise ValueError(f"{given} is below zero; a number of shares is zero or more")
    return number


_positive = _uncut(_above_zero(read_number, "give a number above zero"))
_shares = _uncut(_above_zero(_whole, "give a whole number of shares, 1 or more"))


def _flag(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.lower() in ("true", "false"):
        return given.lower() == "true"
    raise ValueError(f"{given!r} is neither true nor false")


def _printable(given: str) -> str:
    if not given.isprintable() and _UNPRINTABLE.search(given):
        raise ValueError("holds a control character; write plain text")
    return given


def _one_line(given: str) -> str:
    if given.isprintable():  # as nearly every name is
        return given
    if "\n" in given or "\t" in given:
        raise ValueError("holds a line break or a tab; a name is one line")
    return _printable(given)


def _lines(given: object) -> str:
    """Lines as one text: each trimmed, blank ones left out."""
    parts = list(given) if isinstance(given, list | tuple) else [given]
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) < len(parts):
        raise ValueError("give its lines as one text, or as a list of lines")
    lines = [line for part in texts for line in map(str.strip, part.replace("\r\n", "\n").split("\n")) if line]
    if not lines or len(lines) > _MOST_LINES:
        raise ValueError(f"has {len(lines) or 'no'} lines; give one to {_MOST_LINES}")
    longest = max(map(len, lines))
    if longest > _MOST_CHARACTERS:
        raise ValueError(f"has a line of {longest} characters; a line has {_MOST_CHARACTERS} at most")
    return "\n".join(map(_one_line, lines))


def _sha256(given: object) -> str:
    found = given.strip().lower() if isinstance(given, str) else ""
    if not _SHA256.fullmatch(found):
        raise ValueError(f"{shown(given)} is no SHA-256; write its 64 hexadecimal digits, as sha256sum prints them")
    return found


def _bytes(given: object) -> int:
    number = _whole(given)
    if not 0 < number <= MOST_BYTES:
        raise ValueError(f"{given} is no size of a document; give its bytes, 1 to {MOST_BYTES:,}")
    return number


def _file_name(given: str) -> str:
    if "/" in given or "\\" in given or given in (".", ".."):
        raise ValueError(f"{shown(given)} is no name of a file; write it without the folders that it is in")
    if _TURNING.search(given):
        raise ValueError("holds a sign that turns the direction of writing; a name of a file reads as it is")
    return _one_line(given)


def _media_type(given: object) -> str:
    found = given.strip().lower() if isinstance(given, str) else ""
    if not _MEDIA_TYPE.fullmatch(found):
        raise ValueError(f"{shown(given)} is no media type; write it like application/pdf, or leave it out")
    return found


def _term_value(given: object) -> Fraction | str:
    try:
        return read_number(given)
    except NotANumberError:
        if isinstance(given, str) and _IN_THREES.fullmatch(given.strip()):
            raise
        if isinstance(given, str) and given.strip() and len(given) <= _MOST_CHARACTERS:
            return _printable(given.strip())
        raise


def _write_term_value(value: Fraction | str) -> int | str:
    return value if isinstance(value, str) else write_number(value)


Money = Annotated[Fraction, PlainValidator(read_amount), PlainSerializer(write_number), WithJsonSchema(_NUMBER_SCHEMA)]
"""An amount of money or a price, exact, zero or more, in the units of its place in the timeline."""

PositiveNumber = Annotated[
    Fraction,
    PlainValidator(_positive),
    PlainSerializer(write_number),
    WithJsonSchema(_NUMBER_SCHEMA),
]
"""An exact number above zero: a ratio, a price that cannot be nothing, the shares under a right."""

Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
"""A whole number, zero or more."""

Shares = Annotated[
    int,
    PlainValidator(_shares),
    WithJsonSchema({"type": "integer", "minimum": 1}),
]
"""A whole number of shares, one or more."""

Day = Annotated[
    date,
    PlainValidator(read_day),
    PlainSerializer(date.isoformat),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A calendar date."""

Flag = Annotated[bool, BeforeValidator(_flag)]

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)]
"""A name: of a holder, a right, an entry, a proposal."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), AfterValidator(_printable)
]
"""Free text."""

Lines = Annotated[
    str,
    PlainValidator(_lines),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""Several lines of text, such as an address; kept as one text with line breaks between them."""
Sha256 = Annotated[str, PlainValidator(_sha256), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})]
"""The SHA-256 of the bytes of a document: 64 hexadecimal digits, in small letters whatever case they are given in."""

Bytes = Annotated[int, PlainValidator(_bytes), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_BYTES})]
"""The size of a document in bytes."""

FileName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_file_name)
]
"""The name of a file, without the folders that it is in."""

MediaType = Annotated[str, PlainValidator(_media_type), WithJsonSchema({"type": "string"})]
"""What kind of file it is, like `application/pdf`."""

TermValue = Annotated[Fraction | str, PlainValidator(_term_value), PlainSerializer(_write_term_value)]
"""The value of an amended term: a number where it is one, else text."""
