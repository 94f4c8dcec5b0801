"""Stock: issued, transferred, converted, repurchased and split, certificate by certificate."""

from collections.abc import Iterable
from fractions import Fraction

from ledger.clauses.adjustment.splits import ROUNDING
from ledger.events import (
    CommonAuthorizedChanged,
    CommonIssued,
    CommonSplit,
    Consideration,
    Entry,
    Issuing,
    OpeningBalance,
    Reorganized,
    SeriesDIssued,
    SeriesDSplit,
    SharesTransferred,
    StockDividendPaid,
    TreasuryAcquired,
    TreasuryDisposed,
    TreasuryRetired,
    write_entry,
)
from ledger.log.recorded import Delivery
from ledger.numbers.exact import write_number
from ledger.numbers.spelling import digits_of
from projections.ocf.comments import mark, marked
from projections.ocf.draft import COMMON, ROUNDED, SERIES, Certificate, Draft
from projections.ocf.numbers import fits, money

AUTOMATIC = "automatic_conversion"
"""The mark of conversions that the ledger makes by itself (second 4L)."""
ASSUMED = "the quantity of Common that came out of it is assumed as the ledger worked it out; nobody stated it"
"""The comment, in words, on a conversion whose number of shares nobody stated."""
UNSTATED = mark("common_shares", None)
"""The comment by which it is read back as a conversion that states no number."""
OPENING = "opening_balance"
"""The mark of what existed before the ledger began; of treasury shares it says whose and how many."""
DISPOSED = "treasury_disposed"
"""The mark of an issuance of treasury shares."""
DIVIDEND = "stock_dividend_paid"
"""The mark of what a holder got as a dividend in Common: the dividend, and by what it changes the share units."""
RETIRED = "treasury_retired"
"""The mark of what says how many treasury shares were retired; of a cancellation it names the entry that did."""


def net(consideration: Consideration) -> Fraction:
    """What was received in the end, never below zero (4E(5))."""
    deducted = consideration.expenses + consideration.additional_rights
    return max(Fraction(0), consideration.cash + consideration.property - deducted)


def comments_of(entry: Issuing, *exact: Fraction) -> list[str]:
    """The comments of an issue: also its consideration, where what the format has fields for is not all of it."""
    written = write_entry(entry)
    said = marked(written)
    paid = written.get("consideration", {})
    if set(paid) - {"cash"} or not all(map(fits, exact)):
        said.append(mark("consideration", paid))
    return said


def issue(  # noqa: PLR0913  a certificate has as many particulars
    draft: Draft,
    stock: str,
    holder: str,
    shares: int,
    price: Fraction,
    *,
    comments: Iterable[str] = (),
    cost: Fraction | None = None,
    plan: str | None = None,
    text: str | None = None,
) -> str:
    """Write a new certificate, and put it into the register; its security id."""
    security = draft.issuance(
        "TX_STOCK_ISSUANCE",
        holder,
        "",
        comments,
        stock_class_id=stock,
        stock_plan_id=None if plan is None else plan_id(draft, plan),
        share_price=money(price),
        cost_basis=None if cost is None else draft.money(cost),
        quantity=draft.number(shares),
        stock_legend_ids=[],
        consideration_text=text,
    )
    draft.stock.setdefault((stock, holder), []).append(Certificate(security, shares, price))
    return security


def plan_id(draft: Draft, plan: str, shares: Fraction | int = 0) -> str:
    """The id of a stock plan, with so many shares more under it."""
    draft.plans[plan] = draft.plans.get(plan, Fraction(0)) + shares
    return f"stock-plan-{list(draft.plans).index(plan) + 1}"


def tie_together(draft: Draft, entry: Issuing) -> None:
    """Note that the issuance just written is part of an integral transaction (A6)."""
    if entry.transaction is not None:
        draft.deals.setdefault((entry.effective, entry.transaction), []).append(draft.transactions[-1]["id"])


def opening_balance(draft: Draft, entry: OpeningBalance) -> None:
    """What a holder had: a certificate of unknown price."""
    said = [mark(OPENING, True), *marked(write_entry(entry))]  # noqa: FBT003  the value of the mark
    for stock, shares in ((COMMON, entry.common), (SERIES, entry.series_d)):
        if shares:
            issue(draft, stock, entry.holder, shares, Fraction(0), comments=said)
    if entry.treasury:
        draft.lose("treasury")
        _authorized(draft, draft.authorized, [mark(OPENING, {"holder": entry.holder, "treasury": entry.treasury})])


def issued(draft: Draft, entry: CommonIssued | SeriesDIssued | TreasuryDisposed) -> None:
    """Shares for a consideration. Treasury shares disposed of are issued again, as 4E(7) has it."""
    paid = net(entry.consideration)
    stock = SERIES if isinstance(entry, SeriesDIssued) else COMMON
    plan = None if isinstance(entry, SeriesDIssued) or entry.excluded != "A" else entry.plan
    price = paid / entry.shares
    if not fits(price):
        draft.lose(ROUNDED)
    said = comments_of(entry, paid)
    said += [mark(DISPOSED, True)] if isinstance(entry, TreasuryDisposed) else []  # noqa: FBT003  the value of the mark
    issue(draft, stock, entry.holder, entry.shares, price, comments=said, cost=paid or None, plan=plan)
    tie_together(draft, entry)
    if isinstance(entry, TreasuryDisposed):
        draft.lose("treasury")


def shares_transferred(draft: Draft, entry: SharesTransferred) -> None:
    """Shares to another holder, certificate by certificate, the oldest first."""
    stock = COMMON if entry.stock == "common" else SERIES
    for old, taken in _drawn(draft, stock, entry.from_, entry.shares):
        name = draft.new_id()
        given = issue(draft, stock, entry.to, taken, old.price)
        left = _balance(draft, stock, entry.from_, old, taken)
        draft.put(
            "TX_STOCK_TRANSFER",
            marked(write_entry(entry)),
            name=name,
            security_id=old.security,
            quantity=draft.number(taken),
            balance_security_id=left,
            resulting_security_ids=[given],
        )


def converted(draft: Draft, holder: str, to: str, made: Delivery, comments: Iterable[str]) -> None:
    """Series D into Common: one new certificate, out of as many old ones as it takes."""
    name = draft.new_id()
    common, text = made.common_shares, "on conversion of preferred stock"
    given = [issue(draft, COMMON, to, common, Fraction(0), text=text)] if common else []
    for old, taken in _drawn(draft, SERIES, holder, made.converted):
        draft.put(
            "TX_STOCK_CONVERSION",
            comments,
            name=name,
            security_id=old.security,
            quantity_converted=draft.number(taken),
            balance_security_id=_balance(draft, SERIES, holder, old, taken),
            resulting_security_ids=given,
        )
        name = draft.new_id()


def treasury_acquired(draft: Draft, entry: TreasuryAcquired) -> None:
    """Common bought back."""
    if entry.price is None:
        draft.lose("price_unknown")
    unknown = [mark("price", None)] if entry.price is None else []
    for old, taken in _drawn(draft, COMMON, entry.holder, entry.shares):
        name = draft.new_id()
        draft.put(
            "TX_STOCK_REPURCHASE",
            [*marked(write_entry(entry)), *unknown],
            name=name,
            security_id=old.security,
            price=draft.money(entry.price or 0),
            quantity=draft.number(taken),
            balance_security_id=_balance(draft, COMMON, entry.holder, old, taken),
        )


def treasury_retired(draft: Draft, entry: TreasuryRetired) -> None:
    """Common retired: authorized and unissued again, of as many authorized as before.

    What was bought back just before for no price that is known, and retired the same day, was cancelled.
    """
    bought = draft.of_entry_before()
    shares = sum(int(one["quantity"]) for one in bought if one["object_type"] == "TX_STOCK_REPURCHASE")
    is_cancelled = shares == entry.shares and all(mark("price", None) in one.get("comments", ()) for one in bought)
    if not is_cancelled or any(one["date"] != entry.effective.isoformat() for one in bought):
        draft.lose("treasury")
        _authorized(draft, draft.authorized, [*marked(write_entry(entry)), mark(RETIRED, entry.shares)])
        return
    for one in bought:
        del one["price"]
        one["object_type"], one["reason_text"] = "TX_STOCK_CANCELLATION", "acquired by the company and retired"
        one["comments"].remove(mark("price", None))
    bought[-1]["comments"].append(mark(RETIRED, entry.id))
    draft.found("price_unknown", bought[0]["id"])


def split(draft: Draft, entry: CommonSplit | SeriesDSplit) -> None:
    """Each `old` become `new`, and every certificate is issued anew with the whole shares that it then has."""
    _split(draft, entry, entry.new / entry.old, entry.fractions)
    if isinstance(entry, CommonSplit) and entry.common_authorized is not None:
        _authorized(draft, entry.common_authorized)


def stock_dividend_paid(draft: Draft, entry: StockDividendPaid) -> None:
    """A dividend of Common on Common (4F): what each holder of the record date got, issued for nothing.

    A comment says that it was a dividend, and by what the share units change with it.
    """
    draft.lose("stock_dividend")
    written = write_entry(entry)
    kept = {name: written[name] for name in ("id", "per_share", "record_date", "fractions") if name in written}
    said = [*marked(written), mark(DIVIDEND, kept | {"units": write_number(draft.units_after / draft.units)})]
    given = {holder: shares - draft.held(COMMON, holder) for holder, shares in draft.common.items()}
    for holder, more in given.items():
        if more:
            issue(draft, COMMON, holder, more, Fraction(0), comments=said, text="a dividend in Common")
    if not any(given.values()):
        _authorized(draft, draft.authorized, said)


def reorganized(draft: Draft, entry: Reorganized) -> None:
    """The shares of a 4G; what else it does to the price the format cannot say."""
    draft.lose("reorganized")
    _split(draft, entry, entry.exchange_ratio, "cash")


def common_authorized_changed(draft: Draft, entry: CommonAuthorizedChanged) -> None:
    """Another number of authorized Common."""
    _authorized(draft, entry.authorized, marked(write_entry(entry)))


def _authorized(draft: Draft, shares: int, comments: Iterable[str] = ()) -> None:
    draft.put(
        "TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT",
        comments,
        stock_class_id=COMMON,
        new_shares_authorized=draft.number(shares),
    )


def _drawn(draft: Draft, stock: str, holder: str, shares: int) -> list[tuple[Certificate, int]]:
    """The certificates that so many shares of a holder come out of, the oldest first, and how many out of each."""
    held, drawn = draft.stock.get((stock, holder), []), []
    while shares:
        first = held.pop(0)
        taken = min(first.shares, shares)
        drawn.append((first, taken))
        shares -= taken
    return drawn


def _balance(draft: Draft, stock: str, holder: str, old: Certificate, taken: int) -> str | None:
    """The certificate for what is left of one, put back as the oldest; none when nothing is left."""
    if taken == old.shares:
        return None
    security = issue(draft, stock, holder, old.shares - taken, old.price)
    held = draft.stock[stock, holder]
    held.insert(0, held.pop())
    return security


def _split(draft: Draft, entry: Entry, ratio: Fraction, fractions: str) -> None:
    """A split, rounded for each holder as a whole: the certificates share what that gives."""
    stock, rounding = SERIES if isinstance(entry, SeriesDSplit) else COMMON, ROUNDING[fractions]
    cause = draft.put(
        "TX_STOCK_CLASS_SPLIT",
        marked(write_entry(entry)),
        stock_class_id=stock,
        split_ratio={"numerator": digits_of(ratio.numerator), "denominator": digits_of(ratio.denominator)},
    )
    for holder in [name for kind, name in draft.stock if kind == stock]:
        before = after = 0
        for old in draft.stock.pop((stock, holder)):
            before += old.shares
            whole = rounding(before * ratio) - after
            after += whole
            name = draft.new_id()
            given = [issue(draft, stock, holder, whole, old.price / ratio)] if whole else []
            fields = {"security_id": old.security, "resulting_security_ids": given, "split_transaction_id": cause}
            draft.put("TX_STOCK_REISSUANCE", name=name, **fields)
