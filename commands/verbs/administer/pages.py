"""The pages of `seriesd help` that are written by hand: how to begin, dates, numbers, the ledger, answers."""

from projections.render.blocks import Block, Grid, Heading, Items, Paragraph, Verbatim

FIRST_JOURNAL = """\
- {id: certificate, type: certificate_adopted, effective: 2005-09-06, company: My Company Inc.,
   common_authorized: 15000000000, source: "certificate of designations, as filed"}
- {id: founders, type: opening_balance, effective: 2005-09-06, holder: Founders, common: 10000000,
   source: share register}
- {id: series-d, type: series_d_issued, effective: 2005-09-07, holder: Fund, shares: 1000,
   source: "closing binder, tab 4"}
- {id: sale, type: common_issued, effective: 2006-03-01, holder: Buyers, shares: 5000000,
   consideration: {cash: 6000}, source: "board minutes of 2006-02-27"}"""
"""A journal to begin with."""

FIRST_COMMANDS = (
    "seriesd check journal.yaml",
    "seriesd record journal.yaml",
    "seriesd price --on 2006-03-02",
    "seriesd explain --on 2006-03-02",
    "seriesd holders --on 2006-03-02",
    "seriesd verify",
)
"""What to do with it."""


def start() -> list[Block]:
    """How to begin with a company of one's own."""
    return [
        Heading("How to begin", 1),
        Paragraph("See it work first: `seriesd demo` records an example company and shows what can be asked of it."),
        Paragraph(
            "For a company of your own write a journal: a list of what happened, each entry with its date and "
            "source. No price is entered; prices are worked out. Save this as journal.yaml, with your own names and "
            "numbers:"
        ),
        Verbatim(FIRST_JOURNAL.splitlines()),
        Paragraph("Then:"),
        Verbatim(FIRST_COMMANDS),
        Items(
            [
                "`check` writes nothing; `record` makes the ledger, seriesd.db in the current folder.",
                "Recording the same file again does no harm: what is there already is skipped, by its id.",
                (
                    "What was forgotten is recorded late, and what was wrong is corrected by one more entry; nothing "
                    "is ever overwritten."
                ),
            ]
        ),
        Paragraph("Next: `seriesd help journal`, `seriesd help dates`, docs/tutorial.md."),
    ]


def dates() -> list[Block]:
    """Which date means what."""
    return [
        Heading("Dates", 1),
        Paragraph("A date is written year-month-day, 2006-03-01. Every entry has two:"),
        Grid(
            (),
            [
                ("effective", "the day on which it takes effect; it decides where the entry stands in the timeline"),
                ("recorded", "the moment at which it was recorded; the ledger notes it and it never changes"),
            ],
        ),
        Paragraph("Every answer can be asked of both:"),
        Grid(
            (),
            [
                ("--on DATE", "as of the close of that day (default: today)"),
                (
                    "--as-known MOMENT",
                    "as it would have been answered then: 2006-03-01T12:00:00Z, or a date for its end",
                ),
            ],
        ),
        Items(
            [
                (
                    "A price `in effect` on a day is for the conversions of that day; an adjustment under 4E governs "
                    "from the day after its cause (`after the close`, reading A1), a split from its own day (A2)."
                ),
                (
                    "Within one day entries stand in the order of recording; entries with the same `transaction` are "
                    "one moment (A6)."
                ),
                (
                    "A day of a deadline is a business day where the certificate says so (4C); which days are, is "
                    "the term business_calendar."
                ),
            ]
        ),
    ]


def numbers() -> list[Block]:
    """How numbers are written, and what becomes of them."""
    return [
        Heading("Numbers", 1),
        Paragraph("Every number is exact: it is read as it is written and never passes through a binary fraction."),
        Grid(
            ("written", "is"),
            [
                ("0.0033", "a decimal number, of any length"),
                ("11/3", "a fraction"),
                ("12500000", "a count of shares: whole, without thousands separators"),
            ],
        ),
        Items(
            [
                "In a journal leave thousands separators and signs of currency out: 12500000, not 12,500,000.",
                (
                    "Money, prices and shares of an entry are in the share units of its own day; after a reverse "
                    "split of 1 for 10 a price of .01 from before is .1. Older entries are not restated: the ledger "
                    "does that."
                ),
                "Prices are not rounded (A43). Shares delivered are whole: rounded down once for each notice (4D).",
                (
                    "An answer shows a figure as a decimal and, where it is short, as a fraction; --exact shows it "
                    'in full. In JSON it is {"exact": "13/5000", "decimal": "0.0026000000"}.'
                ),
            ]
        ),
    ]


def ledger() -> list[Block]:
    """Where the ledger is."""
    return [
        Heading("The ledger", 1),
        Grid(
            (),
            [
                ("--ledger FILE", "a file, made by the first `record`"),
                ("--ledger postgresql://...", "a database on a server (docs/guides/postgresql.md)"),
                ("SERIESD_LEDGER", "either of them, where no --ledger is given; else it is seriesd.db here"),
                ("--company NAME", "which company, where the ledger has several; `seriesd companies` lists them"),
            ],
        ),
        Paragraph(
            "Both options stand before or after the verb. The ledger is append-only, each entry sealed with the hash "
            "of the one before it: `seriesd verify` proves that nothing was changed."
        ),
    ]


def answers() -> list[Block]:
    """In which forms answers come."""
    return [
        Heading("Answers", 1),
        Grid(
            (),
            [
                ("--format", "text, markdown, html, pdf, docx or json"),
                ("-o FILE", "into a file, whole or not at all; its suffix decides the format"),
                ("--json", "one JSON document on standard output (docs/reference/json.md)"),
                ("--width N", "lines of text so long; on a terminal they are as long as that is wide"),
                ("--no-pager", "long text as it is"),
            ],
        ),
        Paragraph("Answers go to standard output, everything else to standard error. The exit code is"),
        Grid(
            (),
            [
                ("0", "done"),
                ("1", "refused by a rule of the certificate or of the ledger, or found to disagree"),
                ("2", "wrong usage, or input that cannot be read"),
            ],
        ),
        Paragraph("What a refusal means and what to do: `seriesd explain --refusal CODE`, docs/reference/refusals.md."),
    ]
