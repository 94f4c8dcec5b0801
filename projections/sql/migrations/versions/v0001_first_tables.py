"""The first version of the reporting tables."""

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


def _table(name: str, meaning: str, key: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")
    op.create_table(name, *columns, primary, comment=meaning, sqlite_with_rowid=False)


def _needed(name: str, kind: TypeEngine[Any], meaning: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=meaning, autoincrement=False)


def _optional(name: str, kind: TypeEngine[Any], meaning: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True, comment=meaning)


def upgrade() -> None:
    """Make the tables."""
    _table(
        "seriesd_entries",
        "The log: one row for each entry, in the order recorded, with both clocks.",
        ("company", "position"),
        _needed("company", TEXT, "The name of the company."),
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
        "seriesd_price_history",
        "Every change of the Conversion Price, with its cause and the figures of the formula (4E to 4H, 9).",
        ("company", "step"),
        _needed("company", TEXT, "The name of the company."),
        _needed("step", WHOLE, "The number of the change, from 1, in the order of the timeline."),
        _needed("effective", DATE, "The date of the cause."),
        _needed("governs_from", DATE, "The first date whose conversions use the price."),
        _needed("clause", TEXT, "The clause that moved the price."),
        _needed("entry", TEXT, "The id of the entry that moved it; of several at one moment, the first."),
        _needed("entries", TEXT, "The ids of all entries that triggered at that moment, as a JSON list."),
        _optional("before_exact", TEXT, "The price before, in the share units before, exactly."),
        _needed("before_decimal", DECIMAL, "The price before, in the share units before, to 10 places."),
        _optional(
            "before_digits",
            WHOLE,
            "How many digits before_exact would have, where it is too long and they were counted.",
        ),
        _optional("after_exact", TEXT, "The price after, in the share units after, exactly."),
        _needed("after_decimal", DECIMAL, "The price after, in the share units after, to 10 places."),
        _optional(
            "after_digits", WHOLE, "How many digits after_exact would have, where it is too long and they were counted."
        ),
        _optional("a_exact", TEXT, "A of the formula: Common outstanding and deemed outstanding, exactly."),
        _optional("a_decimal", DECIMAL, "A of the formula: Common outstanding and deemed outstanding, to 10 places."),
        _optional("c_exact", TEXT, "C of the formula: the Additional Shares, exactly."),
        _optional("c_decimal", DECIMAL, "C of the formula: the Additional Shares, to 10 places."),
        _optional("d_exact", TEXT, "D of the formula: the aggregate consideration, exactly."),
        _optional("d_decimal", DECIMAL, "D of the formula: the aggregate consideration, to 10 places."),
    )
    _table(
        "seriesd_conversion_prices",
        "The Conversion Price on every day: one row for each day on which an answer changes.",
        ("company", "from_date"),
        _needed("company", TEXT, "The name of the company."),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _optional(
            "in_effect_exact", TEXT, "The price in effect for conversions, in the share units of the day, exactly."
        ),
        _needed(
            "in_effect_decimal",
            DECIMAL,
            "The price in effect for conversions, in the share units of the day, to 10 places.",
        ),
        _optional(
            "in_effect_digits",
            WHOLE,
            "How many digits in_effect_exact would have, where it is too long and they were counted.",
        ),
        _optional("after_close_exact", TEXT, "The price after the close, which the next day begins with, exactly."),
        _needed(
            "after_close_decimal", DECIMAL, "The price after the close, which the next day begins with, to 10 places."
        ),
        _optional(
            "after_close_digits",
            WHOLE,
            "How many digits after_close_exact would have, where it is too long and they were counted.",
        ),
        _optional("common_per_share_exact", TEXT, "Common for one Series D, unrounded, accruals included, exactly."),
        _optional(
            "common_per_share_decimal", DECIMAL, "Common for one Series D, unrounded, accruals included, to 10 places."
        ),
        _optional(
            "common_per_share_digits",
            WHOLE,
            "How many digits common_per_share_exact would have, where it is too long and they were counted.",
        ),
    )
    _table(
        "seriesd_holder_balances",
        "Balances over time: one row for each holder and each day on which its balance or its votes change.",
        ("company", "holder", "from_date"),
        _needed("company", TEXT, "The name of the company."),
        _needed("holder", TEXT, "The holder."),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _needed("series_d", WHOLE, "Shares of Series D."),
        _needed("common", WHOLE, "Shares of Common."),
        _optional("votes", WHOLE, "Votes of its Series D (section 5); empty where the price is zero."),
    )
    _table(
        "seriesd_shares_outstanding",
        "Shares outstanding over time: one row for each day on which one of the numbers changes.",
        ("company", "from_date"),
        _needed("company", TEXT, "The name of the company."),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _needed("series_d", WHOLE, "Series D outstanding."),
        _needed("common", WHOLE, "Common outstanding, treasury left out (4E(7))."),
        _needed("treasury", WHOLE, "Common in treasury."),
        _optional("common_authorized", WHOLE, "Common authorized, where a number is known."),
        _optional(
            "deemed_issued_exact", TEXT, "Common deemed issued and still deemed outstanding (4E(1), 4E(2)), exactly."
        ),
        _needed(
            "deemed_issued_decimal",
            DECIMAL,
            "Common deemed issued and still deemed outstanding (4E(1), 4E(2)), to 10 places.",
        ),
    )
    _table(
        "seriesd_rights",
        "Options, warrants and convertibles over time: one row for each day on which something about one changes.",
        ("company", "right_name", "from_date"),
        _needed("company", TEXT, "The name of the company."),
        _needed("right_name", TEXT, "The name of the right."),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _needed(
            "grant_number",
            WHOLE,
            "The number of its grant in the timeline, from 1: the order in which rights are listed.",
        ),
        _needed("holder", TEXT, "Who holds it."),
        _needed("entry", TEXT, "The id of the entry that granted it."),
        _needed("clause", TEXT, "4E(1) for an option, 4E(2) for a convertible."),
        _optional("outstanding_exact", TEXT, "Common still to come out of it, in the share units of the day, exactly."),
        _needed(
            "outstanding_decimal",
            DECIMAL,
            "Common still to come out of it, in the share units of the day, to 10 places.",
        ),
        _optional("as_option_exact", TEXT, "The part of it that is still an option, exactly."),
        _needed("as_option_decimal", DECIMAL, "The part of it that is still an option, to 10 places."),
        _optional("as_convertible_exact", TEXT, "The part of it that is a Convertible Security, exactly."),
        _needed("as_convertible_decimal", DECIMAL, "The part of it that is a Convertible Security, to 10 places."),
        _optional(
            "exercise_price_exact", TEXT, "Price per share of its newest part; empty where nothing is left, exactly."
        ),
        _optional(
            "exercise_price_decimal",
            DECIMAL,
            "Price per share of its newest part; empty where nothing is left, to 10 places.",
        ),
        _optional("conversion_price_exact", TEXT, "Further price per share on conversion of its newest part, exactly."),
        _optional(
            "conversion_price_decimal",
            DECIMAL,
            "Further price per share on conversion of its newest part, to 10 places.",
        ),
        _needed("triggered", BOOL, "Whether it is deemed issued now."),
        _needed("standing", TEXT, "How 4E looks at it: tested, excluded, legacy or assumed."),
        _optional("ends", DATE, "When it expires or matures, where the record says."),
    )
    _table(
        "seriesd_conversions",
        "Conversions of Series D: what was delivered, and what the record as now known gives (A8, A30).",
        ("company", "entry"),
        _needed("company", TEXT, "The name of the company."),
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
        _optional("price_exact", TEXT, "The price that it used, in the share units of its place, exactly."),
        _needed("price_decimal", DECIMAL, "The price that it used, in the share units of its place, to 10 places."),
        _optional(
            "price_digits", WHOLE, "How many digits price_exact would have, where it is too long and they were counted."
        ),
    )
    _table(
        "seriesd_dividends",
        "What each dividend gives each holder of Series D, as if converted on the record date (2).",
        ("company", "entry", "holder"),
        _needed("company", TEXT, "The name of the company."),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("holder", TEXT, "The holder of Series D."),
        _needed("kind", TEXT, "cash, or in kind (4H)."),
        _needed("record_date", DATE, "The date whose register counts."),
        _needed("paid_on", DATE, "The date of payment."),
        _needed("stock", TEXT, "The stock on which it was paid."),
        _optional("per_share_exact", TEXT, "Money per share of that stock, exactly."),
        _needed("per_share_decimal", DECIMAL, "Money per share of that stock, to 10 places."),
        _optional("series_d_paid", TEXT, "Whether Series D was paid: paid, or unpaid; empty for one in kind."),
        _needed("series_d", WHOLE, "Series D of the holder on the record date."),
        _optional("as_converted", WHOLE, "Common that these stood for; empty where the price was zero."),
        _optional("due_exact", TEXT, "Money due to the holder, exactly."),
        _optional("due_decimal", DECIMAL, "Money due to the holder, to 10 places."),
    )
    _table(
        "seriesd_accruals_paid",
        "Payments of accrued dividends, to each holder of Series D (3).",
        ("company", "entry", "holder"),
        _needed("company", TEXT, "The name of the company."),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("holder", TEXT, "The holder of Series D."),
        _needed("paid_on", DATE, "The date of payment."),
        _optional("per_share_exact", TEXT, "Money per share of Series D, exactly."),
        _needed("per_share_decimal", DECIMAL, "Money per share of Series D, to 10 places."),
        _optional("amount_exact", TEXT, "Money to the holder, exactly."),
        _needed("amount_decimal", DECIMAL, "Money to the holder, to 10 places."),
    )
    _table(
        "seriesd_calendar",
        "What is or was to be done by a day; how it stands depends on the day asked of, and a view says it of today.",
        ("company", "kind", "about", "holder", "item"),
        _needed("company", TEXT, "The name of the company."),
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
        "seriesd_flags",
        "What an attentive reader should know about the entries, as the record is now known.",
        ("company", "code", "nth"),
        _needed("company", TEXT, "The name of the company."),
        _needed("code", TEXT, "What kind of flag it is."),
        _needed("nth", WHOLE, "Its number among the flags of its kind, in the order of the timeline, from 1."),
        _needed("effective", DATE, "The date on which the entry took effect, as the record is now known."),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("place", WHOLE, "The place of the entry in the timeline, from 1."),
        _needed("item", WHOLE, "The place of the flag among those of the entry, from 1."),
        _needed("clause", TEXT, "The clause that it is about; may be an empty text."),
        _needed("message", TEXT, "What should be known."),
    )
    _table(
        "seriesd_positions",
        "On which position of its log the rows of each company stand.",
        ("company",),
        _needed("company", TEXT, "The name of the company."),
        _needed("position", WHOLE, "The position of the log on which all rows of the company stand."),
        _needed("head", TEXT, "The hash of the entry at that position."),
    )
    _table(
        "seriesd_tracking",
        "How far the notification log of the ledger has been followed.",
        ("application_name",),
        _needed("application_name", TEXT, "The table of events that is followed."),
        _needed("notification_id", WHOLE, "Everything up to this number of the notification log is in the tables."),
    )
    op.create_index("ix_seriesd_price_history_tail", "seriesd_price_history", ["company", "effective"])
    op.create_index("ix_seriesd_holder_balances_tail", "seriesd_holder_balances", ["company", "from_date"])
    op.create_index("ix_seriesd_rights_tail", "seriesd_rights", ["company", "from_date"])
    op.create_index("ix_seriesd_conversions_tail", "seriesd_conversions", ["company", "effective"])
    op.create_index("ix_seriesd_dividends_tail", "seriesd_dividends", ["company", "paid_on"])
    op.create_index("ix_seriesd_accruals_paid_tail", "seriesd_accruals_paid", ["company", "paid_on"])
    op.create_index("ix_seriesd_flags_tail", "seriesd_flags", ["company", "effective"])


def downgrade() -> None:
    """Take them away."""
    for name in (
        "seriesd_entries",
        "seriesd_price_history",
        "seriesd_conversion_prices",
        "seriesd_holder_balances",
        "seriesd_shares_outstanding",
        "seriesd_rights",
        "seriesd_conversions",
        "seriesd_dividends",
        "seriesd_accruals_paid",
        "seriesd_calendar",
        "seriesd_flags",
        "seriesd_positions",
        "seriesd_tracking",
    ):
        op.drop_table(name)
