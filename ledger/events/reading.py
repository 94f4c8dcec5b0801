"""Entries of any type, read and written; and the edits of the record, one of which holds an entry itself."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BaseModel, BeforeValidator, Field, SerializeAsAny, ValidationError

from ledger.events.approvals import AdjustmentWaived, ConsentGiven, ProtectedActionTaken, TermsAmended
from ledger.events.company import (
    BalanceAsserted,
    CertificateAdopted,
    CommonAuthorizedChanged,
    LetterheadChanged,
    OpeningBalance,
)
from ledger.events.documents import DocumentAttached
from ledger.events.entry import Entry, sharing
from ledger.events.errors import EntryError, entry_error, model_in
from ledger.events.fields import Name, Text
from ledger.events.holders import AddressChanged, HolderRenamed, HoldersMerged
from ledger.events.restated import CommonSplit, DistributionMade, Reorganized, SeriesDSplit, StockDividendPaid
from ledger.events.rights import ConvertibleIssued, OptionGranted, RightChanged, RightExercised, RightTerminated
from ledger.events.series_d import (
    AccruedDividendsPaid,
    CashDividendPaid,
    CertificateDelivered,
    Liquidated,
    NoticeSent,
    SeriesDAutoConverted,
    SeriesDConverted,
)
from ledger.events.stock import (
    CommonIssued,
    SeriesDIssued,
    SharesTransferred,
    TreasuryAcquired,
    TreasuryDisposed,
    TreasuryRetired,
)
from ledger.names import near, shown


class EntryVoided(Entry):
    """An entry should never have been recorded: a clerical error, not a corporate action."""

    type: Literal["entry_voided"]
    entry: Name
    reason: Text


def _read_with(given: object) -> object:
    return read_entry(given) if isinstance(given, Mapping) else given


class EntryCorrected(Entry):
    """An entry was recorded wrongly; `with` is the whole entry as it should have been."""

    type: Literal["entry_corrected"]
    entry: Name
    with_: Annotated[SerializeAsAny[Entry], BeforeValidator(_read_with), Field(alias="with")]
    reason: Text


AnyEntry = (
    CertificateAdopted
    | OpeningBalance
    | CommonAuthorizedChanged
    | CommonIssued
    | SeriesDIssued
    | OptionGranted
    | ConvertibleIssued
    | RightChanged
    | RightExercised
    | RightTerminated
    | CommonSplit
    | StockDividendPaid
    | TreasuryAcquired
    | TreasuryDisposed
    | TreasuryRetired
    | DistributionMade
    | Reorganized
    | SeriesDSplit
    | SharesTransferred
    | HolderRenamed
    | HoldersMerged
    | SeriesDConverted
    | CashDividendPaid
    | AccruedDividendsPaid
    | ConsentGiven
    | ProtectedActionTaken
    | TermsAmended
    | AdjustmentWaived
    | NoticeSent
    | CertificateDelivered
    | Liquidated
    | BalanceAsserted
    | AddressChanged
    | LetterheadChanged
    | DocumentAttached
    | EntryVoided
    | EntryCorrected
    | SeriesDAutoConverted
)
"""Every entry that a ledger can hold: what is matched over this union is matched exhaustively."""


STORED_TYPES: dict[str, type[Entry]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(AnyEntry)
}
"""The types that a ledger can hold, by name."""


ENTRY_TYPES: dict[str, type[Entry]] = {
    name: model for name, model in STORED_TYPES.items() if model is not SeriesDAutoConverted
}
"""The types that a journal can hold, by name."""


def read_entry(given: Mapping[str, Any]) -> AnyEntry:
    """Read one entry of a journal. Raises `EntryError` with a sentence that says what would be accepted."""
    named = given.get("id") if isinstance(given.get("id"), str) else None
    kind = given.get("type")
    if kind is None:
        raise EntryError("an entry needs a type", entry=named, field="type")
    model = ENTRY_TYPES.get(kind) if isinstance(kind, str) else None
    if model is None and isinstance(kind, str) and kind in STORED_TYPES:
        raise EntryError(f"{kind} is written by the ledger itself, never by a journal", entry=named, field="type")
    if model is None:
        raise EntryError(f"unknown type {kind!r}{near(str(kind), ENTRY_TYPES)}", entry=named, field="type")
    try:
        return cast("AnyEntry", sharing(model.model_validate(without_nulls(model, given))))
    except ValidationError as error:
        raise entry_error(model, error, named) from None


def without_nulls(model: type[BaseModel], given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same mapping without the fields of this model that hold null: they are absent.

    What is no field of the model stays, null or not, so that the model refuses it.
    """
    if not _holds_null(given.values()):
        return given
    known = {spec.alias or name: spec.annotation for name, spec in model.model_fields.items()}
    return {
        name: _without_nulls_at(known.get(name), value)
        for name, value in given.items()
        if value is not None or name not in known
    }


def _holds_null(values: Iterable[Any]) -> bool:
    for value in values:
        if value is None:
            return True
        if type(value) is dict:
            if _holds_null(value.values()):
                return True
        elif type(value) is list and _holds_null(value):
            return True
    return False


def _without_nulls_at(annotation: Any, value: Any) -> Any:
    inner = model_in(annotation)
    if inner is None or issubclass(inner, Entry):  # an entry in an entry is read by itself
        return value
    if isinstance(value, Mapping):
        return without_nulls(inner, value)
    return [_without_nulls_at(inner, one) for one in value] if isinstance(value, list) else value


def as_entry(given: Entry | Mapping[str, Any]) -> AnyEntry:
    """An entry, or a mapping read as one. Raises `EntryError` when it is none."""
    if isinstance(given, Entry):
        return cast("AnyEntry", given)
    if not isinstance(given, Mapping):
        raise EntryError(f"{shown(given)} is no entry; write one as a mapping of its fields, or as a model")
    return read_entry(given)


def write_entry(entry: Entry) -> dict[str, Any]:
    """The canonical form of an entry: what is not its default, numbers as they read back."""
    return entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
