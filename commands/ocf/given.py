"""An object of a package as it was given, and its fields read one by one, each refused with a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from commands.reading.lines import Place, UnreadableError
from ledger.names import shown
from ledger.numbers.days import read_day
from ledger.numbers.exact import NotANumberError, read_number
from projections.ocf.comments import marks_in


@dataclass(frozen=True, slots=True)
class Given:
    """A mapping of the package, where it stands, and the how manieth object of its file it is, from 1."""

    fields: Mapping[str, Any]
    place: Place
    number: int

    def fail(self, message: str, field: str = "") -> UnreadableError:
        """The error to raise for what is wrong with this object."""
        return self.place.error(message, self.number or None, entry=self.fields.get("id"), field=field)

    def has(self, field: str) -> bool:
        """Whether the field says something."""
        return self.fields.get(field) is not None

    def text(self, field: str) -> str:
        """A field that holds text."""
        value = self._needed(field)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{shown(value)} must be text", field)
        return value

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
        value = self._needed(field)
        if not isinstance(value, Mapping):
            raise self.fail(f"{shown(value)} must be a mapping", field)
        return Given({"id": self.fields.get("id"), **value}, self.place, self.number)

    def objects(self, field: str) -> list["Given"]:
        """A list of mappings, each with its own place; none when the field is absent."""
        value = self.fields.get(field)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            raise self.fail("must be a list of mappings", field)
        return [Given(one, self.place, number) for number, one in enumerate(value, start=1)]

    def texts(self, field: str) -> list[str]:
        """A list of texts; empty when the field is absent."""
        value = self.fields.get(field)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fail("must be a list of texts", field)
        return value

    def marks(self) -> dict[str, Any]:
        """What our own comments on this object say."""
        try:
            return marks_in(self.texts("comments"))
        except (ValueError, RecursionError):
            raise self.fail("a comment begins with 'seriesd:' and cannot be read as one of ours", "comments") from None

    def _needed(self, field: str) -> Any:
        if not self.has(field):
            raise self.fail("is required and missing", field)
        return self.fields[field]
