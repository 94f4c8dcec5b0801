"""The tables of what was recorded and done: entries, movements, conversions, payments, notices, deadlines, flags."""

from projections.read_model.columns import (
    COMPANY,
    ENTRY,
    MONEY,
    PER_SHARE,
    SHARES,
    Column,
    Table,
    boolean,
    day,
    number,
    price,
    shares,
    text,
    whole,
)

ENTRIES = Table(
    "entries",
    "The log: one row for each entry, in the order recorded, with both clocks.",
    (
        COMPANY,
        whole("position", "The place of the entry in the company's log, from 1."),
        ENTRY,
        text("type", "The type of the entry, as in the journal."),
        day("effective", "The date on which the action took effect, as this entry says."),
        Column("moment", "recorded_at", "When it was recorded, in UTC."),
        text("edits", "The id of the entry that this one voids or corrects.", optional=True),
        boolean("by_ledger", "Whether the ledger wrote it itself (second 4L)."),
        text("transaction_name", "The integral transaction that it belongs to (A6).", optional=True),
        text("note", "The note of the entry.", optional=True),
        text("source", "Where the fact comes from.", optional=True),
        boolean("assumed", "Whether it is a conversion of which nobody stated how many shares were delivered."),
        text("entry_json", "The whole entry as a line of a journal: a JSON object, with all that its type has."),
    ),
    ("company", "position"),
    tail=None,
)

TRANSACTIONS = Table(
    "transactions",
    "Every movement of shares and of rights, a row for each: added up they are the balances and the rights.",
    (
        COMPANY,
        whole("number", "The number of the movement, from 1, in the order of the timeline."),
        whole("place", "The place of its entry in the timeline, from 1."),
        day("effective", "The date on which it took effect, as the record is now known."),
        ENTRY,
        text("type", "The type of the entry."),
        text("stock", "What was moved: common, series_d, or of a right its option or its convertible."),
        text("right_name", "The right that was moved, or that the Common came out of.", optional=True),
        text("from_kind", "Where from: holder, unissued (not issued or granted before) or treasury."),
        text("from_holder", "Who had it before; empty where from_kind is not holder.", optional=True),
        text("to_kind", "Where to: holder, unissued, treasury, retired, exercised, or ended without exercise."),
        text("to_holder", "Who has it since; empty where to_kind is not holder.", optional=True),
        shares(
            "shares",
            "How many shares, after the entry; empty where a right is moved by no whole number.",
            optional=True,
        ),
        *number("shares", "How many shares, in the share units after the entry", SHARES),
        *number("per_share", "Paid for each, net (4E(5)); of Series D where it is stated", PER_SHARE, optional=True),
        *number(
            "consideration",
            "Paid for all of them, to the Company or by it; of Series D where it is stated",
            MONEY,
            optional=True,
        ),
        boolean("restated", "Whether nobody acted, and the share units changed (1, 4F, 4G)."),
        boolean("assumed", "Whether nobody stated the number, which the ledger worked out (A8)."),
        boolean("late", "Whether an entry of a later day had been recorded before this one."),
        boolean("edited", "Whether it stands as a correction has it."),
    ),
    ("company", "number"),
    tail="effective",
)

CONVERSIONS = Table(
    "conversions",
    "Conversions of Series D: what was delivered, and what the record as now known gives (A8, A30).",
    (
        COMPANY,
        ENTRY,
        day("effective", "The Conversion Date."),
        text("holder", "Who converted."),
        text("registered_to", "To whom the Common went."),
        shares("tendered", "Series D named in the notice."),
        shares("converted", "Series D really converted."),
        shares("entitled", "Common that these should have given, as the record is now known."),
        shares("delivered", "Common delivered."),
        shares("difference", "Delivered less entitled."),
        boolean("automatic", "Whether it was the automatic conversion (second 4L)."),
        *price("price", "The price that it used, in the share units of its place"),
        boolean("assumed", "Whether nobody stated the number delivered: it is assumed as the ledger worked it out."),
    ),
    ("company", "entry"),
    tail="effective",
)

DIVIDENDS = Table(
    "dividends",
    "What each dividend gives each holder of Series D, as if converted on the record date (2).",
    (
        COMPANY,
        ENTRY,
        text("holder", "The holder of Series D."),
        text("kind", "cash, or in kind (4H)."),
        day("record_date", "The date whose register counts."),
        day("paid_on", "The date of payment."),
        text("stock", "The stock on which it was paid."),
        *number("per_share", "Money per share of that stock", PER_SHARE),
        text(
            "series_d_paid",
            "Whether Series D was paid: paid, also where nothing is said of it, or unpaid.",
            optional=True,
        ),
        shares("series_d", "Series D of the holder on the record date."),
        shares("as_converted", "Common that these stood for; empty where the price was zero.", optional=True),
        *number("due", "Money due to the holder", MONEY, optional=True),
    ),
    ("company", "entry", "holder"),
    tail="paid_on",
)

ACCRUALS_PAID = Table(
    "accruals_paid",
    "Payments of accrued dividends, to each holder of Series D (3).",
    (
        COMPANY,
        ENTRY,
        text("holder", "The holder of Series D."),
        day("paid_on", "The date of payment."),
        *number("per_share", "Money per share of Series D", PER_SHARE),
        *number("amount", "Money to the holder", MONEY),
    ),
    ("company", "entry", "holder"),
    tail="paid_on",
)

NOTICES = Table(
    "notices",
    "Notices that were sent, with the price that they stated beside the record; calendar has those that are due.",
    (
        COMPANY,
        ENTRY,
        text("kind", "What it was a notice of: adjustment, dividend, subscription, reorganization or dissolution."),
        text("holder", "To whom, by the name of today."),
        text("about", "The entry that it is about, where it names one.", optional=True),
        day("mailed", "The day on which it was mailed."),
        day("price_of", "The day at whose close the price that it states is looked up.", optional=True),
        *price("stated", "The Conversion Price that it stated", optional=True),
        whole("places", "To how many decimal places it was stated; empty where exactly.", optional=True),
        *price("record", "The price after that close, as the record is now known", optional=True),
        text("verdict", "Whether it stated that price, to the places stated: agrees, differs, or states_none."),
    ),
    ("company", "entry"),
    tail=None,
)

CALENDAR = Table(
    "calendar",
    "What is or was to be done by a day; how it stands depends on the day asked of, and a view says it of today.",
    (
        COMPANY,
        text("kind", "What is to be done: certificate, adjustment_notice, dividend, expiry and so on."),
        text("about", "The entry, or the right, that it is about."),
        text("holder", "To or by whom; an empty text where there is nobody in particular.", blank=True),
        whole("item", "Tells several of the same kind about the same apart, from 1."),
        text("clause", "The clause that asks for it."),
        day("due", "The day by which it is due; empty where its clock has not started.", optional=True),
        day("done", "The day on which it was done.", optional=True),
        text("time_limit", "day: a day that can be missed; at_once: however late; none: no time is set."),
        day("from_date", "The first day on which it is so; empty where it was when the log ended.", optional=True),
        day("to_date", "The first day on which it is no longer so; empty where none is known.", optional=True),
    ),
    ("company", "kind", "about", "holder", "item"),
    tail=None,
)

FLAGS = Table(
    "flags",
    "What an attentive reader should know about the entries, as the record is now known.",
    (
        COMPANY,
        text("code", "What kind of flag it is."),
        whole("nth", "Its number among the flags of its kind, in the order of the timeline, from 1."),
        day("effective", "The date on which the entry took effect, as the record is now known."),
        ENTRY,
        whole("place", "The place of the entry in the timeline, from 1."),
        whole("item", "The place of the flag among those of the entry, from 1."),
        text("clause", "The clause that it is about; may be an empty text."),
        text("message", "What should be known."),
        boolean("touches_price", "Whether a reader of the Conversion Price should know it."),
        boolean("touches_balances", "Whether a reader of balances should know it."),
        boolean("touches_dividends", "Whether a reader of what dividends give should know it."),
        boolean("touches_liquidation", "Whether a reader of what a liquidation would give should know it."),
    ),
    ("company", "code", "nth"),
    tail="effective",
)

DOCUMENTS = Table(
    "documents",
    "Documents that are attached to entries, as the record now has them; the files are kept under their hashes.",
    (
        COMPANY,
        text("entry", "The id of the entry that attaches it."),
        text("about", "The entry to which it belongs."),
        text("name", "The name of the file."),
        text("sha256", "The SHA-256 of its bytes, in hexadecimal digits: which file it is."),
        whole("size", "How long it is.", unit="bytes"),
        text("media_type", "What kind of file it is, where that is said.", optional=True),
        text("role", "What it is to the entry: source, certificate, notice or other."),
        Column("moment", "attached_at", "When that was recorded, in UTC."),
    ),
    ("company", "entry"),
    tail=None,
)

READINGS_RELIED_ON = Table(
    "readings_relied_on",
    "Which readings the figures of a company rest on, and since when they do.",
    (
        COMPANY,
        text("about", "What rests on it: price, balances or dividends."),
        text("reading", "The number of the reading, such as A22."),
        day("from_date", "The first day on which it came into play."),
        text("switch", "The switch of the terms that decides it; empty where none does.", optional=True),
        text("choice", "The choice made of that switch.", optional=True),
    ),
    ("company", "about", "reading"),
    tail=None,
)
