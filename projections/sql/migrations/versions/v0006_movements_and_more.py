"""Movements, the cap table, terms, notices and documents are tables; an entry stands whole beside its columns.

What stands in the tables does not say so: all of it is made anew.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0006"
down_revision = "0005"

TEXT = sa.Text()
WHOLE = sa.BigInteger()
DECIMAL = sa.Numeric().with_variant(sa.Text(), "sqlite")
DATE = sa.Date()
BOOL = sa.Boolean()

_NEW = ("transactions", "cap_table", "cap_table_totals", "terms", "notices", "documents")
_MADE_ANEW = (
    *("entries", "price_history", "conversion_prices", "holder_balances", "shares_outstanding", "rights"),
    *("conversions", "dividends", "accruals_paid", "calendar", "flags", "readings_relied_on", "positions", "tracking"),
)
_ASSUMED = "Whether it is a conversion of which nobody stated how many shares were delivered."
_SO_FROM = "The first day on which it is so; empty where it was when the log ended."
_SO_UNTIL = "The first day on which it is no longer so; empty where none is known."
_PAID_BEFORE = "Whether Series D was paid: paid, or unpaid; empty for one in kind."
_PAID = "Whether Series D was paid: paid, also where nothing is said of it, or unpaid."
_JSON = "The whole entry as a line of a journal: a JSON object, with all that its type has."


def _table(name: str, meaning: str, key: tuple[str, ...], *columns: sa.Column[Any], tail: str | None = None) -> None:
    company = _needed("company", TEXT, "The name of the company.")
    primary = sa.PrimaryKeyConstraint(*key, name=f"pk_seriesd_{name}")
    op.create_table(f"seriesd_{name}", company, *columns, primary, comment=meaning, sqlite_with_rowid=False)
    if tail is not None:
        op.create_index(f"ix_seriesd_{name}_tail", f"seriesd_{name}", ["company", tail])


def _needed(name: str, kind: TypeEngine[Any], meaning: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=meaning, autoincrement=False)


def _optional(name: str, kind: TypeEngine[Any], meaning: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True, comment=meaning)


def upgrade() -> None:
    """Make the tables, and add the columns."""
    _forget_rows()
    with op.batch_alter_table("seriesd_entries", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(_needed("assumed", BOOL, _ASSUMED))
        table.add_column(_needed("entry_json", TEXT, _JSON))
    with op.batch_alter_table("seriesd_calendar", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(_optional("from_date", DATE, _SO_FROM))
        table.add_column(_optional("to_date", DATE, _SO_UNTIL))
    _say_of_dividends(_PAID, before=_PAID_BEFORE)
    _make_of_what_was_done()
    _make_of_documents()
    _make_of_what_is_true_from_a_day_on()


def _make_of_what_was_done() -> None:
    _table(
        "transactions",
        "Every movement of shares and of rights, a row for each: added up they are the balances and the rights.",
        ("company", "number"),
        _needed("number", WHOLE, "The number of the movement, from 1, in the order of the timeline."),
        _needed("place", WHOLE, "The place of its entry in the timeline, from 1."),
        _needed("effective", DATE, "The date on which it took effect, as the record is now known."),
        _needed("entry", TEXT, "The id of the entry."),
        _needed("type", TEXT, "The type of the entry."),
        _needed("stock", TEXT, "What was moved: common, series_d, or of a right its option or its convertible."),
        _optional("right_name", TEXT, "The right that was moved, or that the Common came out of."),
        _needed("from_kind", TEXT, "Where from: holder, unissued (not issued or granted before) or treasury."),
        _optional("from_holder", TEXT, "Who had it before; empty where from_kind is not holder."),
        _needed(
            "to_kind", TEXT, "Where to: holder, unissued, treasury, retired, exercised, or ended without exercise."
        ),
        _optional("to_holder", TEXT, "Who has it since; empty where to_kind is not holder."),
        _optional(
            "shares", WHOLE, "How many shares, after the entry; empty where a right is moved by no whole number."
        ),
        _optional("shares_exact", TEXT, "How many shares, in the share units after the entry, exactly."),
        _needed("shares_decimal", DECIMAL, "How many shares, in the share units after the entry, to 10 places."),
        _optional("per_share_exact", TEXT, "Paid for each, net (4E(5)); of Series D where it is stated, exactly."),
        _optional(
            "per_share_decimal",
            DECIMAL,
            "Paid for each, net (4E(5)); of Series D where it is stated, to 10 places.",
        ),
        _optional(
            "consideration_exact",
            TEXT,
            "Paid for all of them, to the Company or by it; of Series D where it is stated, exactly.",
        ),
        _optional(
            "consideration_decimal",
            DECIMAL,
            "Paid for all of them, to the Company or by it; of Series D where it is stated, to 10 places.",
        ),
        _needed("restated", BOOL, "Whether nobody acted, and the share units changed (1, 4F, 4G)."),
        _needed("assumed", BOOL, "Whether nobody stated the number, which the ledger worked out (A8)."),
        _needed("late", BOOL, "Whether an entry of a later day had been recorded before this one."),
        _needed("edited", BOOL, "Whether it stands as a correction has it."),
        tail="effective",
    )
    _table(
        "notices",
        "Notices that were sent, with the price that they stated beside the record; calendar has those that are due.",
        ("company", "entry"),
        _needed("entry", TEXT, "The id of the entry."),
        _needed(
            "kind", TEXT, "What it was a notice of: adjustment, dividend, subscription, reorganization or dissolution."
        ),
        _needed("holder", TEXT, "To whom, by the name of today."),
        _optional("about", TEXT, "The entry that it is about, where it names one."),
        _needed("mailed", DATE, "The day on which it was mailed."),
        _optional("price_of", DATE, "The day at whose close the price that it states is looked up."),
        _optional("stated_exact", TEXT, "The Conversion Price that it stated, exactly."),
        _optional("stated_decimal", DECIMAL, "The Conversion Price that it stated, to 10 places."),
        _optional(
            "stated_digits",
            WHOLE,
            "How many digits stated_exact would have, where it is too long and they were counted.",
        ),
        _optional("places", WHOLE, "To how many decimal places it was stated; empty where exactly."),
        _optional("record_exact", TEXT, "The price after that close, as the record is now known, exactly."),
        _optional("record_decimal", DECIMAL, "The price after that close, as the record is now known, to 10 places."),
        _optional(
            "record_digits",
            WHOLE,
            "How many digits record_exact would have, where it is too long and they were counted.",
        ),
        _needed(
            "verdict", TEXT, "Whether it stated that price, to the places stated: agrees, differs, or states_none."
        ),
    )


def _make_of_documents() -> None:
    _table(
        "documents",
        "Documents that are attached to entries, as the record now has them; the files are kept under their hashes.",
        ("company", "entry"),
        _needed("entry", TEXT, "The id of the entry that attaches it."),
        _needed("about", TEXT, "The entry to which it belongs."),
        _needed("name", TEXT, "The name of the file."),
        _needed("sha256", TEXT, "The SHA-256 of its bytes, in hexadecimal digits: which file it is."),
        _needed("size", WHOLE, "How long it is."),
        _optional("media_type", TEXT, "What kind of file it is, where that is said."),
        _needed("role", TEXT, "What it is to the entry: source, certificate, notice or other."),
        _needed("attached_at", sa.DateTime(timezone=True), "When that was recorded, in UTC."),
    )


def _make_of_what_is_true_from_a_day_on() -> None:
    _table(
        "cap_table",
        "The cap table over time, fully diluted: one row for each holder and day on which any of it changes.",
        ("company", "holder", "from_date"),
        _needed("holder", TEXT, "The holder of shares or rights."),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _needed("common", WHOLE, "Shares of Common."),
        _needed("series_d", WHOLE, "Shares of Series D."),
        _optional(
            "as_converted",
            WHOLE,
            "Whole Common for all of its Series D at the price in effect (A43); empty at a price of 0.",
        ),
        _optional("rights_exact", TEXT, "Common still to come out of all of its rights, excluded ones too, exactly."),
        _needed(
            "rights_decimal", DECIMAL, "Common still to come out of all of its rights, excluded ones too, to 10 places."
        ),
        _optional("fully_diluted_exact", TEXT, "Common, Series D as converted and rights together, exactly."),
        _optional("fully_diluted_decimal", DECIMAL, "Common, Series D as converted and rights together, to 10 places."),
        tail="from_date",
    )
    _table(
        "cap_table_totals",
        "The totals of the cap table over time: one row for each day on which one of them changes.",
        ("company", "from_date"),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _needed("common", WHOLE, "Common outstanding, treasury left out (4E(7))."),
        _needed("series_d", WHOLE, "Series D outstanding."),
        _optional(
            "as_converted", WHOLE, "The whole Common of each holder of Series D (A43), summed; empty at a price of 0."
        ),
        _optional("rights_exact", TEXT, "Common still to come out of all rights, excluded ones too, exactly."),
        _needed("rights_decimal", DECIMAL, "Common still to come out of all rights, excluded ones too, to 10 places."),
        _optional("fully_diluted_exact", TEXT, "Common, Series D as converted and rights together, exactly."),
        _optional("fully_diluted_decimal", DECIMAL, "Common, Series D as converted and rights together, to 10 places."),
    )
    _table(
        "terms",
        "The terms of the certificate and the switches of the readings: one row for each day on which one changes.",
        ("company", "term", "from_date"),
        _needed("term", TEXT, "The name of the term, or of the switch, as the journal has it."),
        _needed(
            "from_date",
            DATE,
            "The first day of which the row is true, at its close; it is true until the next row's day.",
        ),
        _needed("kind", TEXT, "term, or switch: a choice where the text can be read in two ways."),
        _needed("value", TEXT, "What it is: a number as its exact rational, or text."),
        _optional("value_decimal", DECIMAL, "The number to 10 places; empty where it is text."),
        _optional("entry", TEXT, "The entry that set it last; empty as long as the certificate is still to come."),
        _needed("stated", BOOL, "Whether that entry states it, and not as the default, which the log leaves out."),
        tail="from_date",
    )


def downgrade() -> None:
    """Take them away."""
    _forget_rows()
    _say_of_dividends(_PAID_BEFORE, before=_PAID)
    for name in _NEW:
        op.drop_table(f"seriesd_{name}")
    with op.batch_alter_table("seriesd_entries", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.drop_column("assumed")
        table.drop_column("entry_json")
    with op.batch_alter_table("seriesd_calendar", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.drop_column("from_date")
        table.drop_column("to_date")


def _say_of_dividends(meaning: str, *, before: str) -> None:
    """SQLite keeps no comments."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("seriesd_dividends", "series_d_paid", comment=meaning, existing_comment=before)


def _forget_rows() -> None:
    """The companies are then as if they had never been looked at, and are looked at again."""
    for name in _MADE_ANEW:
        op.execute(f"DELETE FROM seriesd_{name}")  # noqa: S608  our names
