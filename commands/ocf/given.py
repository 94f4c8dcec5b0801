"""An object of a package as it was given, and its fields read one by one, each refused with a sentence.

What is read is noted, so that in the end it can be said which statements of the package were not used. A blank text
says nothing: it counts as absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from commands.reading.lines import Place, UnreadableError, within
from ledger.names import shown
from ledger.numbers.days import read_day
from ledger.numbers.exact import NotANumberError, read_number
from projections.ocf.comments import PREFIX, marks_in

Read = set[tuple[str, int, str]]
"""The statements that were read: the file, the number of the object in it, and the path of the field in that."""


@dataclass(frozen=True, slots=True)
class Given:
    """A mapping of the package, where it stands, and the how manieth object of its file it is, from 1.

    `path` is where in the object it stands, empty for the object itself, and `name` is the object's id.
    """

    fields: Mapping[str, Any]
    place: Place
    number: int
    read: Read = field(default_factory=set, repr=False, compare=False)
    name: str | None = None
    path: str = ""

    def fail(self, message: str, field: str = "") -> UnreadableError:
        """The error to raise for what is wrong with this object."""
        at = within(self.path, field) if field else self.path
        return self.place.error(message, self.number or None, entry=self.name or self.fields.get("id"), field=at)

    def has(self, field: str) -> bool:
        """Whether the field says something."""
        value = self.fields.get(field)
        return value is not None and not (isinstance(value, str) and not value.strip())

    def peek(self, field: str) -> Any:
        """What the field has, unchecked; None where it says nothing."""
        self._note(field)
        return self.fields[field] if self.has(field) else None

    def text(self, field: str) -> str:
        """A field that holds text."""
        value = self._needed(field)
        if not isinstance(value, str):
            raise self.fail(f"{shown(value)} must be text", field)
        return value

    def text_or_none(self, field: str) -> str | None:
        """A field that holds text, or nothing."""
        return self.text(field) if self.has(field) else None

    def day(self, field: str) -> date:
        """A date, as year-month-day."""
        try:
            return read_day(self.text(field))
        except ValueError as error:
            raise self.fail(str(error), field) from None

    def whole_or_text(self, field: str) -> str:
        """A field that holds text or a whole number, as a number is read."""
        value = self._needed(field)
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise self.fail(f"{shown(value)} must be a number in text", field)
        return str(value)

    def number_at(self, field: str) -> Fraction:
        """A number, exactly as given."""
        try:
            return read_number(self.whole_or_text(field))
        except NotANumberError as error:
            raise self.fail(str(error), field) from None

    def money(self, field: str) -> Fraction:
        """An amount of money. There is one currency in a ledger, and it is dollars."""
        amount = self.inner(field)
        currency = amount.text("currency")
        if currency != "USD":
            raise self.fail(f"{shown(currency)}: amounts must be in USD, as those of the certificate", field)
        return amount.number_at("amount")

    def inner(self, field: str) -> "Given":
        """A mapping within this one; errors in it are this object's."""
        value = self._needed(field, noted=False)
        if not isinstance(value, Mapping):
            raise self.fail(f"{shown(value)} must be a mapping", field)
        return self._within(value, field)

    def inner_of(self, field: str, value: object) -> "Given":
        """A mapping that stands in a comment of ours."""
        if not isinstance(value, Mapping):
            raise self.fail(f"what our comment says of {field} must be a mapping", "comments")
        return self._within(value, f"comments: {field}")

    def objects(self, field: str) -> list["Given"]:
        """A list of mappings within this one; none when the field is absent."""
        return [self._within(one, f"{field}[{number}]") for number, one in enumerate(self._mappings(field))]

    def items(self, field: str) -> list["Given"]:
        """A list of objects, each with its own place in the file; none when the field is absent."""
        return [
            replace(self, fields=one, number=number, name=None, path="")
            for number, one in enumerate(self._mappings(field), start=1)
        ]

    def texts(self, field: str) -> list[str]:
        """A list of texts, without the blank ones; empty when the field is absent."""
        self._note(field)
        value = self.fields.get(field)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fail("must be a list of texts", field)
        return [one for one in value if one.strip()]

    def marks(self) -> dict[str, Any]:
        """What our own comments on this object say."""
        was_read = (self.place.file, self.number, within(self.path, "comments")) in self.read
        comments = self.texts("comments")
        if not was_read and not all(one.startswith(PREFIX) for one in comments):
            self.read.discard((self.place.file, self.number, within(self.path, "comments")))
        try:
            return marks_in(comments)
        except (ValueError, RecursionError):
            raise self.fail("a comment begins with 'seriesd:' and cannot be read as one of ours", "comments") from None

    def _within(self, fields: Mapping[str, Any], field: str) -> "Given":
        named = self.fields.get("id")
        name = self.name or (named if isinstance(named, str) else None)
        return replace(self, fields=fields, name=name, path=within(self.path, field))

    def _mappings(self, field: str) -> list[Mapping[str, Any]]:
        value = self.fields.get(field)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            raise self.fail("must be a list of mappings", field)
        return value

    def _needed(self, field: str, *, noted: bool = True) -> Any:
        if not self.has(field):
            raise self.fail("is required and missing", field)
        if noted:
            self._note(field)
        return self.fields[field]

    def _note(self, field: str) -> None:
        self.read.add((self.place.file, self.number, within(self.path, field)))
