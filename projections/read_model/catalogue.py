"""The catalogue of the reporting tables: their columns, what each means, and what is promised about them.

Here are those that say what is true from a day on; `record_tables` has those of what was recorded and done. What the
kinds of columns hold, `columns` says.
"""

from projections.read_model.columns import (
    COMPANY,
    FROM,
    MONEY,
    PER_SHARE,
    RATIO,
    SHARES,
    Column,
    Kind,
    Row,
    Table,
    Value,
    boolean,
    day,
    number,
    price,
    shares,
    text,
    whole,
)
from projections.read_model.record_tables import (
    ACCRUALS_PAID,
    CALENDAR,
    CONVERSIONS,
    DIVIDENDS,
    DOCUMENTS,
    ENTRIES,
    FLAGS,
    NOTICES,
    READINGS_RELIED_ON,
    TRANSACTIONS,
)

__all__ = [
    "ACCRUALS_PAID",
    "CALENDAR",
    "CONVERSIONS",
    "DIVIDENDS",
    "DOCUMENTS",
    "ENTRIES",
    "FLAGS",
    "NOTICES",
    "READINGS_RELIED_ON",
    "TRANSACTIONS",
    "Column",
    "Kind",
    "Row",
    "Table",
    "Value",
]

PRICE_HISTORY = Table(
    "price_history",
    "Every change of the Conversion Price, with its cause and the figures of the formula (4E to 4H, 9).",
    (
        COMPANY,
        whole("step", "The number of the change, from 1, in the order of the timeline."),
        day("effective", "The date of the cause."),
        day("governs_from", "The first date whose conversions use the price."),
        text("clause", "The clause that moved the price."),
        text("entry", "The id of the entry that moved it; of several at one moment, the first."),
        text("entries", "The ids of all entries that triggered at that moment, as a JSON list."),
        *price("before", "The price before, in the share units before"),
        *price("after", "The price after, in the share units after"),
        *number("a", "A of the formula: Common outstanding and deemed outstanding", SHARES, optional=True),
        *number("c", "C of the formula: the Additional Shares", SHARES, optional=True),
        *number("d", "D of the formula: the aggregate consideration", MONEY, optional=True),
    ),
    ("company", "step"),
    tail="effective",
)

CONVERSION_PRICES = Table(
    "conversion_prices",
    "The Conversion Price on every day: one row for each day on which an answer changes.",
    (
        COMPANY,
        FROM,
        *price("in_effect", "The price in effect for conversions, in the share units of the day"),
        *price("after_close", "The price after the close, which the next day begins with"),
        *price("common_per_share", "Common for one Series D, unrounded, accruals included", RATIO, optional=True),
    ),
    ("company", "from_date"),
    tail="from_date",
)

HOLDER_BALANCES = Table(
    "holder_balances",
    "Balances over time: one row for each holder and each day on which its balance or its votes change.",
    (
        COMPANY,
        text("holder", "The holder."),
        FROM,
        shares("series_d", "Shares of Series D."),
        shares("common", "Shares of Common."),
        whole(
            "votes", "Votes of its Series D (section 5); empty where the price is zero.", optional=True, unit="votes"
        ),
    ),
    ("company", "holder", "from_date"),
    tail="from_date",
)

SHARES_OUTSTANDING = Table(
    "shares_outstanding",
    "Shares outstanding over time: one row for each day on which one of the numbers changes.",
    (
        COMPANY,
        FROM,
        shares("series_d", "Series D outstanding."),
        shares("common", "Common outstanding, treasury left out (4E(7))."),
        shares("treasury", "Common in treasury."),
        shares("common_authorized", "Common authorized, where a number is known.", optional=True),
        *number("deemed_issued", "Common deemed issued and still deemed outstanding (4E(1), 4E(2))", SHARES),
    ),
    ("company", "from_date"),
    tail="from_date",
)

RIGHTS = Table(
    "rights",
    "Options, warrants and convertibles over time: one row for each day on which something about one changes.",
    (
        COMPANY,
        text("right_name", "The name of the right."),
        FROM,
        whole("grant_number", "The number of its grant in the timeline, from 1: the order in which rights are listed."),
        text("holder", "Who holds it."),
        text("entry", "The id of the entry that granted it."),
        text("clause", "4E(1) for an option, 4E(2) for a convertible."),
        *number("outstanding", "Common still to come out of it, in the share units of the day", SHARES),
        *number("as_option", "The part of it that is still an option", SHARES),
        *number("as_convertible", "The part of it that is a Convertible Security", SHARES),
        *number(
            "exercise_price",
            "Price per share of its newest part; empty where nothing is left",
            PER_SHARE,
            optional=True,
        ),
        *number(
            "conversion_price", "Further price per share on conversion of its newest part", PER_SHARE, optional=True
        ),
        boolean("triggered", "Whether it is deemed issued now."),
        text("standing", "How 4E looks at it: tested, excluded, legacy or assumed."),
        day("ends", "When it expires or matures, where the record says.", optional=True),
    ),
    ("company", "right_name", "from_date"),
    tail="from_date",
)

CAP_TABLE = Table(
    "cap_table",
    "The cap table over time, fully diluted: one row for each holder and day on which any of it changes.",
    (
        COMPANY,
        text("holder", "The holder of shares or rights."),
        FROM,
        shares("common", "Shares of Common."),
        shares("series_d", "Shares of Series D."),
        shares(
            "as_converted",
            "Whole Common for all of its Series D at the price in effect (A43); empty at a price of 0.",
            optional=True,
        ),
        *number("rights", "Common still to come out of all of its rights, excluded ones too", SHARES),
        *number("fully_diluted", "Common, Series D as converted and rights together", SHARES, optional=True),
    ),
    ("company", "holder", "from_date"),
    tail="from_date",
)

CAP_TABLE_TOTALS = Table(
    "cap_table_totals",
    "The totals of the cap table over time: one row for each day on which one of them changes.",
    (
        COMPANY,
        FROM,
        shares("common", "Common outstanding, treasury left out (4E(7))."),
        shares("series_d", "Series D outstanding."),
        shares(
            "as_converted",
            "The whole Common of each holder of Series D (A43), summed; empty at a price of 0.",
            optional=True,
        ),
        *number("rights", "Common still to come out of all rights, excluded ones too", SHARES),
        *number("fully_diluted", "Common, Series D as converted and rights together", SHARES, optional=True),
    ),
    ("company", "from_date"),
    tail="from_date",
)

TERMS = Table(
    "terms",
    "The terms of the certificate and the switches of the readings: one row for each day on which one changes.",
    (
        COMPANY,
        text("term", "The name of the term, or of the switch, as the journal has it."),
        FROM,
        text("kind", "term, or switch: a choice where the text can be read in two ways."),
        text("value", "What it is: a number as its exact rational, or text."),
        Column("decimal", "value_decimal", "The number to 10 places; empty where it is text.", optional=True),
        text("entry", "The entry that set it last; empty as long as the certificate is still to come.", optional=True),
        boolean("stated", "Whether that entry states it, and not as the default, which the log leaves out."),
    ),
    ("company", "term", "from_date"),
    tail="from_date",
)

TABLES = (
    *(ENTRIES, PRICE_HISTORY, CONVERSION_PRICES, HOLDER_BALANCES, SHARES_OUTSTANDING, RIGHTS),
    *(TRANSACTIONS, CAP_TABLE, CAP_TABLE_TOTALS, TERMS),
    *(CONVERSIONS, DIVIDENDS, ACCRUALS_PAID, NOTICES, DOCUMENTS, CALENDAR, FLAGS, READINGS_RELIED_ON),
)
"""All reporting tables, in the order in which they are best read."""
