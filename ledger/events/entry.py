"""What entries are made of: the fields that every entry has, and those of every issue."""

from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic._internal._model_construction import ModelMetaclass

from ledger.events.determination import Determination
from ledger.events.errors import entry_error
from ledger.events.fields import Day, Money, Name, Text

Model = TypeVar("Model", bound=BaseModel)

Limb = Literal["A", "B", "C", "D"]
"""The limbs of Excluded Stock (section 1). Which limb can apply to what is a rule, not a matter of spelling."""


Stage = Literal["option", "convertible"]


class Consideration(BaseModel):
    """What the Company received, before deductions (4E(5)). Absent altogether means without consideration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cash: Money = Fraction(0)
    property: Money = Fraction(0)
    expenses: Money = Fraction(0)
    additional_rights: Money = Fraction(0)


def _type_of(model: Any) -> dict[str, Any]:
    """The type of the entries of a class, where it has but one. No default of the field: a file has to say it."""
    types = get_args(model.model_fields["type"].annotation)
    return {"type": types[0]} if len(types) == 1 else {}


class Kind(ModelMetaclass):
    """Makes entries for those who write them as models: what is wrong is said as of a mapping, by an `EntryError`."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  what it makes is a class
        """An entry of this kind; its type need not be said again, since the class says it. Raises `EntryError`."""
        try:
            return super().__call__(*args, **(_type_of(cls) | kwargs))
        except ValidationError as error:
            named = kwargs.get("id")
            raise entry_error(cls, error, named if isinstance(named, str) else None) from None  # type: ignore[arg-type]


class Entry(BaseModel, metaclass=Kind):
    """What every entry has: its type, the date on which the action takes effect, and where the fact comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: ClassVar[str] = ""

    type: str
    effective: Day
    id: Name | None = None
    note: Text | None = None
    source: Text | None = None


class Issuing(Entry):
    """An entry that issues or grants something: for a consideration, perhaps as part of an integral transaction (A6).

    `determination` says whose judgement a fair value, an allocation or a maximum number of shares is (4E(5)).
    """

    transaction: Name | None = None
    consideration: Consideration = Consideration()
    determination: Determination | None = None


def sharing(model: Model) -> Model:
    """The same model, which shares with others like it what it knows of its own fields.

    Each model remembers in a set which of its fields were given. Of a log that is half of what its entries take, and
    nearly all of those sets are alike. None is ever written to: entries are frozen, and a copy gets a set of its own.
    """
    given = model.model_fields_set
    object.__setattr__(model, "__pydantic_fields_set__", _shared(frozenset(given)))
    if "consideration" in given:
        sharing(getattr(model, "consideration"))  # noqa: B009  whatever kind of entry it is
    return model


@lru_cache(maxsize=4096)
def _shared(names: frozenset[str]) -> set[str]:
    return set(names)
