"""The catalogue of the reporting tables: their columns, what each means, and what is promised about them.

A row is a tuple in the order of the columns. What kind of value stands in a column:

- `text`; `bool`; `date`; `moment`: a `datetime` in UTC;
- `whole`: an `int`;
- `exact`: the text of a rational in lowest terms, `37/12000`, without a slash where it is whole; None where it has more
  than 1,000 digits;
- `decimal`: the text of a decimal with 10 places, rounded half to even: for reading and adding up, never for deciding.

Nothing is ever a binary float. Only columns marked so can be empty (None).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Literal

Kind = Literal["text", "whole", "exact", "decimal", "date", "moment", "bool"]
Value = str | int | date | datetime | bool | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the kind of its values, its name, what it means in one sentence, and whether it can be empty."""

    kind: Kind
    name: str
    meaning: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the columns named by `key` identify a row. `tail` is the date that says where a row stands in time.

    What is recorded changes only rows from some day on, by `tail`; without one the rows of a company are compared.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    tail: str | None

    def place_of(self, column: str) -> int:
        """Where in a row the value of a column stands."""
        return next(place for place, one in enumerate(self.columns) if one.name == column)


_text = partial(Column, "text")
_whole = partial(Column, "whole")
_day = partial(Column, "date")
_bool = partial(Column, "bool")


def _number(name: str, meaning: str, *, optional: bool = False) -> Iterator[Column]:
    """A number that need not be whole: the exact rational, and the decimal beside it."""
    yield Column("exact", f"{name}_exact", f"{meaning}, exactly.", optional=True)
    yield Column("decimal", f"{name}_decimal", f"{meaning}, to 10 places.", optional)


def _price(name: str, meaning: str, *, optional: bool = False) -> Iterator[Column]:
    """A number that can grow long: its digits too, where they are more than `exact` holds and were counted."""
    yield from _number(name, meaning, optional=optional)
    digits = f"How many digits {name}_exact would have, where it is too long and they were counted."
    yield _whole(f"{name}_digits", digits, optional=True)


_COMPANY = _text("company", "The name of the company.")
_ENTRY = _text("entry", "The id of the entry.")
_FROM = _day("from_date", "The first day of which the row is true, at its close; it is true until the next row's day.")

ENTRIES = Table(
    "entries",
    "The log: one row for each entry, in the order recorded, with both clocks.",
    (
        _COMPANY,
        _whole("position", "The place of the entry in the company's log, from 1."),
        _ENTRY,
        _text("type", "The type of the entry, as in the journal."),
        _day("effective", "The date on which the action took effect, as this entry says."),
        Column("moment", "recorded_at", "When it was recorded, in UTC."),
        _text("edits", "The id of the entry that this one voids or corrects.", optional=True),
        _bool("by_ledger", "Whether the ledger wrote it itself (second 4L)."),
        _text("transaction_name", "The integral transaction that it belongs to (A6).", optional=True),
        _text("note", "The note of the entry.", optional=True),
        _text("source", "Where the fact comes from.", optional=True),
    ),
    ("company", "position"),
    tail=None,
)

PRICE_HISTORY = Table(
    "price_history",
    "Every change of the Conversion Price, with its cause and the figures of the formula (4E to 4H, 9).",
    (
        _COMPANY,
        _whole("step", "The number of the change, from 1, in the order of the timeline."),
        _day("effective", "The date of the cause."),
        _day("governs_from", "The first date whose conversions use the price."),
        _text("clause", "The clause that moved the price."),
        _text("entry", "The id of the entry that moved it; of several at one moment, the first."),
        _text("entries", "The ids of all entries that triggered at that moment, as a JSON list."),
        *_price("before", "The price before, in the share units before"),
        *_price("after", "The price after, in the share units after"),
        *_number("a", "A of the formula: Common outstanding and deemed outstanding", optional=True),
        *_number("c", "C of the formula: the Additional Shares", optional=True),
        *_number("d", "D of the formula: the aggregate consideration", optional=True),
    ),
    ("company", "step"),
    tail="effective",
)

CONVERSION_PRICES = Table(
    "conversion_prices",
    "The Conversion Price on every day: one row for each day on which an answer changes.",
    (
        _COMPANY,
        _FROM,
        *_price("in_effect", "The price in effect for conversions, in the share units of the day"),
        *_price("after_close", "The price after the close, which the next day begins with"),
        *_price("common_per_share", "Common for one Series D, unrounded, accruals included", optional=True),
    ),
    ("company", "from_date"),
    tail="from_date",
)

HOLDER_BALANCES = Table(
    "holder_balances",
    "Balances over time: one row for each holder and each day on which its balance or its votes change.",
    (
        _COMPANY,
        _text("holder", "The holder."),
        _FROM,
        _whole("series_d", "Shares of Series D."),
        _whole("common", "Shares of Common."),
        _whole("votes", "Votes of its Series D (section 5); empty where the price is zero.", optional=True),
    ),
    ("company", "holder", "from_date"),
    tail="from_date",
)

SHARES_OUTSTANDING = Table(
    "shares_outstanding",
    "Shares outstanding over time: one row for each day on which one of the numbers changes.",
    (
        _COMPANY,
        _FROM,
        _whole("series_d", "Series D outstanding."),
        _whole("common", "Common outstanding, treasury left out (4E(7))."),
        _whole("treasury", "Common in treasury."),
        _whole("common_authorized", "Common authorized, where a number is known.", optional=True),
        *_number("deemed_issued", "Common deemed issued and still deemed outstanding (4E(1), 4E(2))"),
    ),
    ("company", "from_date"),
    tail="from_date",
)

RIGHTS = Table(
    "rights",
    "Options, warrants and convertibles over time: one row for each day on which something about one changes.",
    (
        _COMPANY,
        _text("right_name", "The name of the right."),
        _FROM,
        _whole(
            "grant_number", "The number of its grant in the timeline, from 1: the order in which rights are listed."
        ),
        _text("holder", "Who holds it."),
        _text("entry", "The id of the entry that granted it."),
        _text("clause", "4E(1) for an option, 4E(2) for a convertible."),
        *_number("outstanding", "Common still to come out of it, in the share units of the day"),
        *_number("as_option", "The part of it that is still an option"),
        *_number("as_convertible", "The part of it that is a Convertible Security"),
        *_number("exercise_price", "Price per share of its newest part; empty where nothing is left", optional=True),
        *_number("conversion_price", "Further price per share on conversion of its newest part", optional=True),
        _bool("triggered", "Whether it is deemed issued now."),
        _text("standing", "How 4E looks at it: tested, excluded, legacy or assumed."),
        _day("ends", "When it expires or matures, where the record says.", optional=True),
    ),
    ("company", "right_name", "from_date"),
    tail="from_date",
)

CONVERSIONS = Table(
    "conversions",
    "Conversions of Series D: what was delivered, and what the record as now known gives (A8, A30).",
    (
        _COMPANY,
        _ENTRY,
        _day("effective", "The Conversion Date."),
        _text("holder", "Who converted."),
        _text("registered_to", "To whom the Common went."),
        _whole("tendered", "Series D named in the notice."),
        _whole("converted", "Series D really converted."),
        _whole("entitled", "Common that these should have given, as the record is now known."),
        _whole("delivered", "Common delivered."),
        _whole("difference", "Delivered less entitled."),
        _bool("automatic", "Whether it was the automatic conversion (second 4L)."),
        *_price("price", "The price that it used, in the share units of its place"),
        _bool("assumed", "Whether nobody stated the number delivered: it is assumed as the ledger worked it out."),
    ),
    ("company", "entry"),
    tail="effective",
)

DIVIDENDS = Table(
    "dividends",
    "What each dividend gives each holder of Series D, as if converted on the record date (2).",
    (
        _COMPANY,
        _ENTRY,
        _text("holder", "The holder of Series D."),
        _text("kind", "cash, or in kind (4H)."),
        _day("record_date", "The date whose register counts."),
        _day("paid_on", "The date of payment."),
        _text("stock", "The stock on which it was paid."),
        *_number("per_share", "Money per share of that stock"),
        _text("series_d_paid", "Whether Series D was paid: paid, or unpaid; empty for one in kind.", optional=True),
        _whole("series_d", "Series D of the holder on the record date."),
        _whole("as_converted", "Common that these stood for; empty where the price was zero.", optional=True),
        *_number("due", "Money due to the holder", optional=True),
    ),
    ("company", "entry", "holder"),
    tail="paid_on",
)

ACCRUALS_PAID = Table(
    "accruals_paid",
    "Payments of accrued dividends, to each holder of Series D (3).",
    (
        _COMPANY,
        _ENTRY,
        _text("holder", "The holder of Series D."),
        _day("paid_on", "The date of payment."),
        *_number("per_share", "Money per share of Series D"),
        *_number("amount", "Money to the holder"),
    ),
    ("company", "entry", "holder"),
    tail="paid_on",
)

CALENDAR = Table(
    "calendar",
    "What is or was to be done by a day; how it stands depends on the day asked of, and a view says it of today.",
    (
        _COMPANY,
        _text("kind", "What is to be done: certificate, adjustment_notice, dividend, expiry and so on."),
        _text("about", "The entry, or the right, that it is about."),
        _text("holder", "To or by whom; an empty text where there is nobody in particular."),
        _whole("item", "Tells several of the same kind about the same apart, from 1."),
        _text("clause", "The clause that asks for it."),
        _day("due", "The day by which it is due; empty where its clock has not started.", optional=True),
        _day("done", "The day on which it was done.", optional=True),
        _text("time_limit", "day: a day that can be missed; at_once: however late; none: no time is set."),
    ),
    ("company", "kind", "about", "holder", "item"),
    tail=None,
)

FLAGS = Table(
    "flags",
    "What an attentive reader should know about the entries, as the record is now known.",
    (
        _COMPANY,
        _text("code", "What kind of flag it is."),
        _whole("nth", "Its number among the flags of its kind, in the order of the timeline, from 1."),
        _day("effective", "The date on which the entry took effect, as the record is now known."),
        _ENTRY,
        _whole("place", "The place of the entry in the timeline, from 1."),
        _whole("item", "The place of the flag among those of the entry, from 1."),
        _text("clause", "The clause that it is about; may be an empty text."),
        _text("message", "What should be known."),
        _bool("touches_price", "Whether a reader of the Conversion Price should know it."),
        _bool("touches_balances", "Whether a reader of balances should know it."),
        _bool("touches_dividends", "Whether a reader of what dividends give should know it."),
        _bool("touches_liquidation", "Whether a reader of what a liquidation would give should know it."),
    ),
    ("company", "code", "nth"),
    tail="effective",
)

READINGS_RELIED_ON = Table(
    "readings_relied_on",
    "Which readings the figures of a company rest on, and since when they do.",
    (
        _COMPANY,
        _text("about", "What rests on it: price, balances or dividends."),
        _text("reading", "The number of the reading, such as A22."),
        _day("from_date", "The first day on which it came into play."),
        _text("switch", "The switch of the terms that decides it; empty where none does.", optional=True),
        _text("choice", "The choice made of that switch.", optional=True),
    ),
    ("company", "about", "reading"),
    tail=None,
)

TABLES = (
    *(ENTRIES, PRICE_HISTORY, CONVERSION_PRICES, HOLDER_BALANCES, SHARES_OUTSTANDING, RIGHTS),
    *(CONVERSIONS, DIVIDENDS, ACCRUALS_PAID, CALENDAR, FLAGS, READINGS_RELIED_ON),
)
"""All reporting tables, in the order in which they are best read."""
