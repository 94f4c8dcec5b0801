"""The first version of the reporting tables."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None

TEXT = sa.Text()
WHOLE = sa.BigInteger()
DECIMAL = sa.Numeric().with_variant(sa.Text(), "sqlite")
DATE = sa.Date()
MOMENT = sa.DateTime(timezone=True)
BOOL = sa.Boolean()

_ALL = (
    *("entries", "price_history", "conversion_prices", "holder_balances", "shares_outstanding", "rights"),
    *("conversions", "dividends", "accruals_paid", "calendar", "flags", "positions", "tracking"),
)
_FROM = "The first day of which the row is true, at its close; it is true until the next row's day."


def _table(name: str, meaning: str, key: tuple[str, ...], *columns: sa.Column[Any], tail: str | None = None) -> None:
    first = [_needed("company", TEXT, "The name of the company.")] if key[0] == "company" else []
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_seriesd_{name}")
    op.create_table(f"seriesd_{name}", *first, *columns, primary, comment=meaning, sqlite_with_rowid=False)
    if tail is not None:
        op.create_index(f"ix_seriesd_{name}_tail", f"seriesd_{name}", ["company", tail])


def _needed(name: str, kind: TypeEngine[Any], meaning: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=meaning, autoincrement=False)


def _optional(name: str, kind: TypeEngine[Any], meaning: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True, comment=meaning)


def _number(name: str, meaning: str, *, optional: bool = False) -> Iterator[sa.Column[Any]]:
    yield _optional(f"{name}_exact", TEXT, f"{meaning}, exactly.")
    yield (_optional if optional else _needed)(f"{name}_decimal", DECIMAL, f"{meaning}, to 10 places.")


def _price(name: str, meaning: str, *, optional: bool = False) -> Iterator[sa.Column[Any]]:
    yield from _number(name, meaning, optional=optional)
    digits = f"How many digits {name}_exact would have, where it is too long and they were counted."
    yield _optional(f"{name}_digits", WHOLE, digits)


def upgrade() -> None:
    """Make the tables."""
    _table(
        "entries",
        "The log: one row for each entry, in the order recorded, with both clocks.",
        ("company", "position"),
        _needed("position", WHOLE, "The place of the entry in the company's log, from 1."),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("type", TEXT, "The type of the entry, as in the journal."),
        _needed("effective", DATE, "The date on which the action took effect, as this entry says."),
        _needed("recorded_at", MOMENT, "When it was recorded, in UTC."),
        _optional("edits", TEXT, "The id of the entry that this one voids or corrects."),
        _needed("by_ledger", BOOL, "Whether the ledger wrote it itself (second 4L)."),
        _optional("transaction_name", TEXT, "The integral transaction that it belongs to (A6)."),
        _optional("note", TEXT, "The note of the entry."),
        _optional("source", TEXT, "Where the fact comes from."),
    )
    _table(
        "price_history",
        "Every change of the Conversion Price, with its cause and the figures of the formula (4E to 4H, 9).",
        ("company", "step"),
        _needed("step", WHOLE, "The number of the change, from 1, in the order of the timeline."),
        _needed("effective", DATE, "The date of the cause."),
        _needed("governs_from", DATE, "The first date whose conversions use the price."),
        _needed("clause", TEXT, "The clause that moved the price."),
        _needed("entry", TEXT, "The id of the entry that moved it; of several at one moment, the first."),
        _needed("entries", TEXT, "The ids of all entries that triggered at that moment, as a JSON list."),
        *_price("before", "The price before, in the share units before"),
        *_price("after", "The price after, in the share units after"),
        *_number("a", "A of the formula: Common outstanding and deemed outstanding", optional=True),
        *_number("c", "C of the formula: the Additional Shares", optional=True),
        *_number("d", "D of the formula: the aggregate consideration", optional=True),
        tail="effective",
    )
    _table(
        "conversion_prices",
        "The Conversion Price on every day: one row for each day on which an answer changes.",
        ("company", "from_date"),
        _needed("from_date", DATE, _FROM),
        *_price("in_effect", "The price in effect for conversions, in the share units of the day"),
        *_price("after_close", "The price after the close, which the next day begins with"),
        *_price("common_per_share", "Common for one Series D, unrounded, accruals included", optional=True),
    )
    _table(
        "holder_balances",
        "Balances over time: one row for each holder and each day on which its balance or its votes change.",
        ("company", "holder", "from_date"),
        _needed("holder", TEXT, "The holder."),
        _needed("from_date", DATE, _FROM),
        _needed("series_d", WHOLE, "Shares of Series D."),
        _needed("common", WHOLE, "Shares of Common."),
        _optional("votes", WHOLE, "Votes of its Series D (section 5); empty where the price is zero."),
        tail="from_date",
    )
    _table(
        "shares_outstanding",
        "Shares outstanding over time: one row for each day on which one of the numbers changes.",
        ("company", "from_date"),
        _needed("from_date", DATE, _FROM),
        _needed("series_d", WHOLE, "Series D outstanding."),
        _needed("common", WHOLE, "Common outstanding, treasury left out (4E(7))."),
        _needed("treasury", WHOLE, "Common in treasury."),
        _optional("common_authorized", WHOLE, "Common authorized, where a number is known."),
        *_number("deemed_issued", "Common deemed issued and still deemed outstanding (4E(1), 4E(2))"),
    )
    _table(
        "rights",
        "Options, warrants and convertibles over time: one row for each day on which something about one changes.",
        ("company", "right_name", "from_date"),
        _needed("right_name", TEXT, "The name of the right."),
        _needed("from_date", DATE, _FROM),
        _needed(
            "grant_number",
            WHOLE,
            "The number of its grant in the timeline, from 1: the order in which rights are listed.",
        ),
        _needed("holder", TEXT, "Who holds it."),
        _needed("entry", TEXT, "The id of the entry that granted it."),
        _needed("clause", TEXT, "4E(1) for an option, 4E(2) for a convertible."),
        *_number("outstanding", "Common still to come out of it, in the share units of the day"),
        *_number("as_option", "The part of it that is still an option"),
        *_number("as_convertible", "The part of it that is a Convertible Security"),
        *_number("exercise_price", "Price per share of its newest part; empty where nothing is left", optional=True),
        *_number("conversion_price", "Further price per share on conversion of its newest part", optional=True),
        _needed("triggered", BOOL, "Whether it is deemed issued now."),
        _needed("standing", TEXT, "How 4E looks at it: tested, excluded, legacy or assumed."),
        _optional("ends", DATE, "When it expires or matures, where the record says."),
        tail="from_date",
    )
    _table(
        "conversions",
        "Conversions of Series D: what was delivered, and what the record as now known gives (A8, A30).",
        ("company", "entry"),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("effective", DATE, "The Conversion Date."),
        _needed("holder", TEXT, "Who converted."),
        _needed("registered_to", TEXT, "To whom the Common went."),
        _needed("tendered", WHOLE, "Series D named in the notice."),
        _needed("converted", WHOLE, "Series D really converted."),
        _needed("entitled", WHOLE, "Common that these should have given, as the record is now known."),
        _needed("delivered", WHOLE, "Common delivered."),
        _needed("difference", WHOLE, "Delivered less entitled."),
        _needed("automatic", BOOL, "Whether it was the automatic conversion (second 4L)."),
        *_price("price", "The price that it used, in the share units of its place"),
        tail="effective",
    )
    _table(
        "dividends",
        "What each dividend gives each holder of Series D, as if converted on the record date (2).",
        ("company", "entry", "holder"),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("holder", TEXT, "The holder of Series D."),
        _needed("kind", TEXT, "cash, or in kind (4H)."),
        _needed("record_date", DATE, "The date whose register counts."),
        _needed("paid_on", DATE, "The date of payment."),
        _needed("stock", TEXT, "The stock on which it was paid."),
        *_number("per_share", "Money per share of that stock"),
        _optional("series_d_paid", TEXT, "Whether Series D was paid: paid, or unpaid; empty for one in kind."),
        _needed("series_d", WHOLE, "Series D of the holder on the record date."),
        _optional("as_converted", WHOLE, "Common that these stood for; empty where the price was zero."),
        *_number("due", "Money due to the holder", optional=True),
        tail="paid_on",
    )
    _table(
        "accruals_paid",
        "Payments of accrued dividends, to each holder of Series D (3).",
        ("company", "entry", "holder"),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("holder", TEXT, "The holder of Series D."),
        _needed("paid_on", DATE, "The date of payment."),
        *_number("per_share", "Money per share of Series D"),
        *_number("amount", "Money to the holder"),
        tail="paid_on",
    )
    _table(
        "calendar",
        "What is or was to be done by a day; how it stands depends on the day asked of, and a view says it of today.",
        ("company", "kind", "about", "holder", "item"),
        _needed("kind", TEXT, "What is to be done: certificate, adjustment_notice, dividend, expiry and so on."),
        _needed("about", TEXT, "The entry, or the right, that it is about."),
        _needed("holder", TEXT, "To or by whom; an empty text where there is nobody in particular."),
        _needed("item", WHOLE, "Tells several of the same kind about the same apart, from 1."),
        _needed("clause", TEXT, "The clause that asks for it."),
        _optional("due", DATE, "The day by which it is due; empty where its clock has not started."),
        _optional("done", DATE, "The day on which it was done."),
        _needed("time_limit", TEXT, "day: a day that can be missed; at_once: however late; none: no time is set."),
    )
    _table(
        "flags",
        "What an attentive reader should know about the entries, as the record is now known.",
        ("company", "code", "nth"),
        _needed("code", TEXT, "What kind of flag it is."),
        _needed("nth", WHOLE, "Its number among the flags of its kind, in the order of the timeline, from 1."),
        _needed("effective", DATE, "The date on which the entry took effect, as the record is now known."),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("place", WHOLE, "The place of the entry in the timeline, from 1."),
        _needed("item", WHOLE, "The place of the flag among those of the entry, from 1."),
        _needed("clause", TEXT, "The clause that it is about; may be an empty text."),
        _needed("message", TEXT, "What should be known."),
        tail="effective",
    )
    _table(
        "positions",
        "On which position of its log the rows of each company stand.",
        ("company",),
        _needed("position", WHOLE, "The position of the log on which all rows of the company stand."),
        _needed("head", TEXT, "The hash of the entry at that position."),
    )
    _table(
        "tracking",
        "How far the notification log of the ledger has been followed.",
        ("application_name",),
        _needed("application_name", TEXT, "The table of events that is followed."),
        _needed("notification_id", WHOLE, "Everything up to this number of the notification log is in the tables."),
    )


def downgrade() -> None:
    """Take them away."""
    for name in _ALL:
        op.drop_table(f"seriesd_{name}")
