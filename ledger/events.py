"""The events: one model for each corporate action that a journal can hold, in the order of the certificate's clauses.

An entry states a fact and nothing derived from it. All shares, prices and money of an entry are in the share units of
its own place in the timeline. What makes an entry acceptable beside the others is decided in `ledger.register`; a
model only knows what can be told from the entry alone.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self, cast, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    model_validator,
)

from ledger.determination import Determination
from ledger.fields import Count, Day, Flag, Money, Name, PositiveNumber, Shares, TermValue, Text
from ledger.terms import Terms

Limb = Literal["A", "B", "C", "D"]
"""The limbs of Excluded Stock (section 1). Which limb can apply to what is a rule, not a matter of spelling."""

Stage = Literal["option", "convertible"]


class EntryError(ValueError):
    """A mapping is not an entry: its type or a field is unknown, or a value is of the wrong kind.

    `entry` is the id given, `field` the dotted name of the field at fault; both may be empty.
    """

    def __init__(self, message: str, *, entry: str | None = None, field: str = "") -> None:
        super().__init__(message)
        self.entry = entry
        self.field = field


class Consideration(BaseModel):
    """What the Company received, before deductions (4E(5)). Absent altogether means without consideration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cash: Money = Fraction(0)
    property: Money = Fraction(0)
    expenses: Money = Fraction(0)
    additional_rights: Money = Fraction(0)


class Entry(BaseModel):
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


class CertificateAdopted(Entry):
    """The certificate of designations takes effect: who the company is, its authorized Common, and the terms."""

    type: Literal["certificate_adopted"]
    company: Name
    common_authorized: Shares
    terms: Terms = Field(default_factory=Terms)


class OpeningBalance(Entry):
    """What existed before the ledger begins. Series D here counts as issued on the entry's date."""

    type: Literal["opening_balance"]
    holder: Name
    common: Count | None = None
    treasury: Count | None = None
    series_d: Count | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.common is None and self.treasury is None and self.series_d is None:
            raise ValueError("an opening_balance needs at least one of common, treasury and series_d")
        return self


class CommonAuthorizedChanged(Entry):
    """The number of authorized Common changes (4A, second 4L)."""

    clause = "4A"
    type: Literal["common_authorized_changed"]
    authorized: Shares


class CommonIssued(Issuing):
    """Common Stock is issued or sold (4E). `plan` names the plan, duly adopted, of what is excluded under (A)."""

    clause = "4E"
    type: Literal["common_issued"]
    holder: Name
    shares: Shares
    excluded: Limb | None = None
    plan: Name | None = None
    dividend_on: Name | None = None


class SeriesDIssued(Issuing):
    """Series D Preferred Stock is issued; the first such date is when 4E begins to protect (A58)."""

    type: Literal["series_d_issued"]
    holder: Name
    shares: Shares


class OptionGranted(Issuing):
    """A warrant, right or option to buy Common or a Convertible Security is granted or assumed (4E(1)).

    `split_protection`: whether its own terms follow a split of the Common (A27); `priced_off_series_d`: whether its
    price follows the Conversion Price (A34).
    """

    clause = "4E(1)"
    type: Literal["option_granted"]
    right: Name
    holder: Name
    shares: PositiveNumber
    exercise_price: Money
    conversion_price: Money | None = None
    kind: Literal["option", "warrant", "right"] = "option"
    expires: Day | None = None
    excluded: Limb | None = None
    assumed: Flag = False
    dividend_on: Name | None = None
    plan: Name | None = None
    split_protection: Flag = True
    priced_off_series_d: Flag = False


class ConvertibleIssued(Issuing):
    """A security that converts into Common, other than Series D, is issued or assumed (4E(2)).

    `split_protection` and `priced_off_series_d` are those of an option.
    """

    clause = "4E(2)"
    type: Literal["convertible_issued"]
    right: Name
    holder: Name
    shares: PositiveNumber
    conversion_price: Money = Fraction(0)
    matures: Day | None = None
    excluded: Limb | None = None
    assumed: Flag = False
    dividend_on: Name | None = None
    plan: Name | None = None
    split_protection: Flag = True
    priced_off_series_d: Flag = False


class RightChanged(Entry):
    """The price or the rate of what is still outstanding of a right changes (4E(3), first sentence)."""

    clause = "4E(3)"
    type: Literal["right_changed"]
    right: Name
    exercise_price: Money | None = None
    conversion_price: Money | None = None
    shares: PositiveNumber | None = None
    stage: Stage | None = None
    reason: Literal["amendment", "antidilution"] = "amendment"

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.exercise_price is None and self.conversion_price is None and self.shares is None:
            raise ValueError("a right_changed needs at least one of exercise_price, conversion_price and shares")
        return self


class RightExercised(Entry):
    """An option is exercised or a convertible converted, in whole or in part (4E(1), 4E(2))."""

    clause = "4E(1)"
    type: Literal["right_exercised"]
    right: Name
    shares: Shares
    holder: Name | None = None
    stage: Stage | None = None


class RightTerminated(Entry):
    """A right, or a part of it, ends without exercise (4E(3), second sentence)."""

    clause = "4E(3)"
    type: Literal["right_terminated"]
    right: Name
    shares: PositiveNumber | None = None
    stage: Stage | None = None
    reason: Literal["expired", "cancelled", "redeemed", "repurchased"] | None = None


class CommonSplit(Entry):
    """Each `old` shares of Common become `new`; a reverse split has fewer new than old (4F)."""

    clause = "4F"
    type: Literal["common_split"]
    old: PositiveNumber
    new: PositiveNumber
    fractions: Literal["cash", "round_up"] = "cash"
    common_authorized: Shares | None = None


class StockDividendPaid(Entry):
    """A dividend on Common paid in Common, on its payment date (4F, A7)."""

    clause = "4F"
    type: Literal["stock_dividend_paid"]
    per_share: PositiveNumber
    fractions: Literal["cash", "round_up"] = "cash"
    record_date: Day | None = None


class TreasuryAcquired(Entry):
    """The Company, or a wholly-owned subsidiary, acquires its own Common (4E(7))."""

    clause = "4E(7)"
    type: Literal["treasury_acquired"]
    holder: Name
    shares: Shares
    price: Money | None = None


class TreasuryDisposed(Issuing):
    """Treasury shares are disposed of, which counts as an issue or sale (4E(7)).

    With `subsidiary_left` nobody disposed of them: the subsidiary that holds them stopped being wholly owned.
    """

    clause = "4E(7)"
    type: Literal["treasury_disposed"]
    holder: Name
    shares: Shares
    excluded: Limb | None = None
    plan: Name | None = None
    subsidiary_left: Flag = False


class TreasuryRetired(Entry):
    """Treasury shares are cancelled or retired, which is not an issue (4E(7))."""

    clause = "4E(7)"
    type: Literal["treasury_retired"]
    shares: Shares


class DistributionMade(Entry):
    """A distribution of assets, evidences of indebtedness or rights on Common, on its payment date (4H).

    `determination` says whose judgement the fair value is, `market_price_determination` where the Market Price is from.
    """

    clause = "4H"
    type: Literal["distribution_made"]
    fair_value: Money
    market_price: Money
    what: Text | None = None
    record_date: Day | None = None
    determination: Determination | None = None
    market_price_determination: Determination | None = None


class Reorganized(Entry):
    """A reorganization, reclassification or merger in which Common is exchanged (4G).

    `provision` says what was provided for the Series D, which is a condition of it; `determination` whose judgement the
    value reflected is; `record_date` when the right to vote on it was determined.
    """

    clause = "4G"
    type: Literal["reorganized"]
    exchange_ratio: PositiveNumber
    reflected_value: PositiveNumber | None = None
    property: Text | None = None
    provision: Text | None = None
    record_date: Day | None = None
    determination: Determination | None = None


class SeriesDSplit(Entry):
    """Each `old` shares of Series D become `new`: Stated Value, register and designated number are restated (1)."""

    clause = "1"
    type: Literal["series_d_split"]
    old: PositiveNumber
    new: PositiveNumber
    fractions: Literal["cash", "round_up"] = "cash"


class SharesTransferred(Entry):
    """Shares pass from one holder to another."""

    type: Literal["shares_transferred"]
    stock: Literal["common", "series_d"]
    from_: Annotated[Name, Field(alias="from")]
    to: Name
    shares: Shares


class SeriesDConverted(Entry):
    """A holder converts Series D; `effective` is the Conversion Date (4A, 4D, Annex A)."""

    clause = "4A"
    type: Literal["series_d_converted"]
    holder: Name
    shares: Shares
    notice_delivered: Day | None = None
    surrendered: Day | None = None
    register_to: Name | None = None
    owned_before: Count | None = None
    owned_after: Count | None = None
    common_shares: Count | None = None


class CashDividendPaid(Entry):
    """A cash dividend on Common, which Series D shares in as if converted (2).

    `effective` is the date of payment, `record_date` the date of determination of the holders (default: the same);
    `dividend_on` names another stock on which it was paid instead (A50).
    """

    clause = "2"
    type: Literal["cash_dividend_paid"]
    per_share: PositiveNumber
    series_d: Literal["paid", "unpaid"] = "paid"
    record_date: Day | None = None
    dividend_on: Name | None = None


class AccruedDividendsPaid(Entry):
    """All accrued dividends on Series D are paid (3)."""

    clause = "3"
    type: Literal["accrued_dividends_paid"]


class ConsentGiven(Entry):
    """A holder of Series D consents to a proposal, with all or some of its shares (6, 9, 10).

    Consent is given in writing or at a meeting (10); section 9 asks for the written form.
    """

    clause = "10"
    type: Literal["consent_given"]
    holder: Name
    action: Name
    shares: Shares | None = None
    form: Literal["written", "meeting"] = "written"


class ProtectedActionTaken(Entry):
    """The Company does what section 6 allows only with the prior consent of a majority of Series D."""

    clause = "6"
    type: Literal["protected_action_taken"]
    action: Name
    kind: Literal["series_d_increase", "senior_or_parity_stock", "liquidation_plan", "adverse_amendment"]
    cash_per_share: Money | None = None


class TermsAmended(Entry):
    """A term of the Series D is amended with the consent that section 9 asks for."""

    clause = "9"
    type: Literal["terms_amended"]
    action: Name
    term: Name
    value: TermValue


class AdjustmentWaived(Entry):
    """The adjustment for one issue or grant is waived with the consent that section 9 asks for (A52)."""

    clause = "9"
    type: Literal["adjustment_waived"]
    action: Name
    entry: Name


MOST_PLACES = 100
"""More decimal places than anybody states a price with."""


class NoticeSent(Entry):
    """A notice was mailed to a holder (4K, first 4L).

    `price` is the Conversion Price that a notice of an adjustment stated: a claim, which replay must reproduce or
    report. With `places` it was stated rounded to so many decimal places, else it is exact.
    """

    clause = "4K"
    type: Literal["notice_sent"]
    kind: Literal["adjustment", "dividend", "subscription", "reorganization", "dissolution"]
    holder: Name
    about: Name | None = None
    price: Money | None = None
    places: Count | None = None

    @model_validator(mode="after")
    def _states(self) -> Self:
        if self.price is not None and self.kind != "adjustment":
            raise ValueError(f"a notice of kind {self.kind} states no Conversion Price; leave price out (4K)")
        if self.places is not None and self.price is None:
            raise ValueError("places says how a price was rounded; give the price that the notice stated, too")
        if self.places is not None and self.places > MOST_PLACES:
            raise ValueError(f"no price is stated with more than {MOST_PLACES} decimal places")
        return self


class CertificateDelivered(Entry):
    """The certificate for the Common of a conversion was delivered (4C), or that for the Series D left over (4D).

    `issue_tax` is what was charged for the issue, and by whom it was borne (4N).
    """

    clause = "4C"
    type: Literal["certificate_delivered"]
    conversion: Name
    kind: Literal["common", "balance"] = "common"
    issue_tax: Money | None = None
    tax_paid_by: Literal["company", "holder"] = "company"


class ParityClass(BaseModel):
    """A class of stock that ranks with Series D in a liquidation (3)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_: Annotated[Name, Field(alias="class")]
    shares: Shares
    preference: Money


class Liquidated(Entry):
    """The Company is liquidated, dissolved or wound up (3). `record_date`: for the right to vote on it (4L)."""

    clause = "3"
    type: Literal["liquidated"]
    assets: Money
    parity: tuple[ParityClass, ...] = ()
    record_date: Day | None = None


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


class SeriesDAutoConverted(Entry):
    """Series D of one holder converted by the second 4L. Written by the ledger itself, never by a journal."""

    clause = "4L-2"
    type: Literal["series_d_auto_converted"]
    holder: Name
    shares: Shares
    common_shares: Count
    cause: Name


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
        return cast("AnyEntry", model.model_validate(given))
    except ValidationError as error:
        raise _entry_error(model, error, named) from None


def write_entry(entry: Entry) -> dict[str, Any]:
    """The canonical form of an entry: what is not its default, numbers as they read back."""
    return entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def near(name: str, known: Iterable[str]) -> str:
    """A suggestion of the nearest known name, as the end of a sentence; nothing when none is near."""
    found = get_close_matches(name, list(known), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _entry_error(model: type[BaseModel], error: ValidationError, named: str | None) -> EntryError:
    # an unknown field is the likeliest slip, and explains a missing one
    first = min(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
    path = [str(part) for part in first["loc"]]
    inner = first.get("ctx", {}).get("error")
    if isinstance(inner, EntryError):  # of a corrected entry
        field = ".".join([*path, *filter(None, [inner.field])])
        return EntryError(f"{'.'.join(path)}: {inner}", entry=named, field=field)
    field = ".".join(path)
    if first["type"] == "extra_forbidden":
        known = [spec.alias or name for name, spec in _model_at(model, path[:-1]).model_fields.items()]
        return EntryError(f"unknown field {field!r}{near(path[-1], known)}", entry=named, field=field)
    if first["type"] == "missing":
        return EntryError(f"the field {field!r} is required and missing", entry=named, field=field)
    said = str(inner) if first["type"] == "value_error" else _plainly(first["msg"])
    return EntryError(f"{field}: {said}" if field else said, entry=named, field=field)


def _plainly(message: str) -> str:
    """A sentence of the validator in a journal's words."""
    if message.startswith("Input should be a valid dictionary"):
        return "must be a mapping of fields, such as {cash: 5000}"
    return message.replace("Input should be a valid string", "must be text").replace("Input should be", "must be", 1)


def _model_at(model: type[BaseModel], path: list[str]) -> type[BaseModel]:
    for part in path:
        spec = next((f for name, f in model.model_fields.items() if part in (name, f.alias)), None)
        inner = spec.annotation if spec else None
        for kind in (inner, *get_args(inner)):  # itself, or a model that may be absent
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                model = kind
    return model
