"""Ways in which what stands in the reporting database can be other than the log and the program give it."""

from typing import Literal, NamedTuple

Mends = Literal["project", "rebuild", "nothing"]


class Tampering(NamedTuple):
    """What somebody did, in the SQL of a file and of PostgreSQL (none where it cannot be), what is said, what mends it."""

    name: str
    sqlite: str
    postgres: str
    said: str
    mends: Mends


def _both(name: str, statements: str, said: str, mends: Mends) -> Tampering:
    return Tampering(name, statements, statements, said, mends)


def _sqlite(name: str, statements: str, said: str, mends: Mends) -> Tampering:
    return Tampering(name, statements, "", said, mends)


def _postgres(name: str, statements: str, said: str, mends: Mends) -> Tampering:
    return Tampering(name, "", statements, said, mends)


_TABLES = (
    *("entries", "price_history", "conversion_prices", "holder_balances", "shares_outstanding", "rights"),
    *("transactions", "cap_table", "cap_table_totals", "terms", "conversions", "dividends", "accruals_paid", "notices"),
    *("documents", "calendar", "flags", "readings_relied_on", "positions"),
)
_ALL_OF_FIRST = ";".join(f"DELETE FROM seriesd_{name} WHERE company = 'First'" for name in _TABLES)
_OF_GHOST = """
INSERT INTO seriesd_holder_balances SELECT 'Ghost', holder, from_date, series_d, common, votes
FROM seriesd_holder_balances WHERE company = 'First'
"""
_LACKS = "; `seriesd project --rebuild` makes them anew"

PLACES = (
    _both(
        "the position of a company is deleted",
        "DELETE FROM seriesd_positions WHERE company = 'First'",
        "the reporting tables have rows of First, and seriesd_positions no position; `seriesd project` mends it",
        "project",
    ),
    _both(
        "all of a company is deleted",
        _ALL_OF_FIRST,
        "the reporting tables are said to know all that was recorded, and have of First nothing yet",
        "project",
    ),
    _both(
        "a position is ahead of the log",
        "UPDATE seriesd_positions SET position = 99 WHERE company = 'First'",
        "the reporting tables stand at position 99 of First, whose log ends at 9; project --rebuild",
        "project",
    ),
    _both(
        "a position is before the first",
        "UPDATE seriesd_positions SET position = 0 WHERE company = 'First'",
        "seriesd_positions says of First what is no position: 0",
        "project",
    ),
    _sqlite(
        "a position is no number",
        "UPDATE seriesd_positions SET position = 'nine' WHERE company = 'First'",
        "seriesd_positions says of First what is no position: 'nine'",
        "project",
    ),
    _postgres(
        "a position is nothing",
        "ALTER TABLE seriesd_positions ALTER position DROP NOT NULL;"
        "UPDATE seriesd_positions SET position = NULL WHERE company = 'First'",
        "seriesd_positions says of First what is no position: None",
        "rebuild",
    ),
    _both(
        "a hash is another",
        "UPDATE seriesd_positions SET head = 'x' WHERE company = 'First'",
        "the reporting tables stand on another log than this one at position 9; project --rebuild",
        "rebuild",
    ),
    _both(
        "a company is said to have no room",
        "UPDATE seriesd_positions SET no_room = 'too large' WHERE company = 'First'",
        "the reporting tables have no room for First, other than they say; project --rebuild",
        "project",
    ),
    _both(
        "more was followed than there is",
        "UPDATE seriesd_tracking SET notification_id = 999",
        "the reporting tables have followed 999 events, and the ledger has only 18: they were made of another one",
        "rebuild",
    ),
    _both(
        "it is not said how far was followed",
        "DELETE FROM seriesd_tracking",
        "seriesd_tracking does not say how far the ledger was followed; `seriesd project` mends it",
        "project",
    ),
    _both(
        "another log is said to be followed",
        "INSERT INTO seriesd_tracking VALUES ('another', 3)",
        "seriesd_tracking speaks of 'another', and of no such log; `seriesd project` mends it",
        "project",
    ),
    _both(
        "less than nothing was followed",
        "UPDATE seriesd_tracking SET notification_id = -1",
        "seriesd_tracking says that the ledger was followed up to -1; `seriesd project` mends it",
        "project",
    ),
    _sqlite(
        "what was followed is no number",
        "UPDATE seriesd_tracking SET notification_id = 'all'",
        "seriesd_tracking says that the ledger was followed up to 'all'",
        "project",
    ),
    _both(
        "there are rows of a company that the ledger does not have",
        _OF_GHOST,
        "the ledger has no company 'Ghost', and the reporting tables have rows of it (holder_balances); "
        "`seriesd project` mends it",
        "project",
    ),
    _both(
        "a company that the ledger does not have is said to stand somewhere",
        "INSERT INTO seriesd_positions (company, position, head) VALUES ('Ghost', 1, 'x')",
        "the ledger has no company 'Ghost', and seriesd_positions says where its rows stand; `seriesd project` mends it",
        "project",
    ),
)

ROWS = (
    _both(
        "a balance is altered",
        "UPDATE seriesd_holder_balances SET common = common + 1 WHERE company = 'First' AND holder = 'Founders'",
        f"the reporting table holder_balances lacks 1 of its rows and has 1 that are not its own{_LACKS}",
        "rebuild",
    ),
    _both(
        "a row is added",
        "INSERT INTO seriesd_holder_balances VALUES ('First', 'Nobody', '2006-01-01', 0, 5, 0)",
        f"the reporting table holder_balances lacks 0 of its rows and has 1 that are not its own{_LACKS}",
        "rebuild",
    ),
    _both(
        "the last entries are deleted",
        "DELETE FROM seriesd_entries WHERE company = 'First' AND position > 7",
        f"the reporting table entries lacks 2 of its rows and has 0 that are not its own{_LACKS}",
        "project",
    ),
    _both(
        "a table is emptied",
        "DELETE FROM seriesd_terms WHERE company = 'First'",
        "the reporting table terms lacks ",
        "rebuild",
    ),
    _sqlite(
        "a day is written as nobody finds it",
        "UPDATE seriesd_conversion_prices SET from_date = REPLACE(from_date, '-', '') WHERE company = 'First'",
        "the reporting table conversion_prices lacks ",
        "rebuild",
    ),
    _sqlite(
        "a yes or no is neither",
        "UPDATE seriesd_transactions SET late = 2 WHERE company = 'First'",
        "the reporting table transactions lacks ",
        "rebuild",
    ),
    Tampering(
        "a decimal has a digit behind the tenth place",
        "UPDATE seriesd_price_history SET after_decimal = after_decimal || '1' WHERE company = 'First' AND step = 1",
        "UPDATE seriesd_price_history SET after_decimal = after_decimal + 0.00000000001"
        " WHERE company = 'First' AND step = 1",
        f"the reporting table price_history lacks 1 of its rows and has 1 that are not its own{_LACKS}",
        "rebuild",
    ),
    _sqlite(
        "a day is no day",
        "UPDATE seriesd_terms SET from_date = 'soon' WHERE company = 'First' AND term = 'stated_value'",
        "the reporting table terms lacks 1 of its rows and has 1 that are not its own",
        "rebuild",
    ),
    _postgres(
        "a day is at the end of time",
        "UPDATE seriesd_terms SET from_date = 'infinity' WHERE company = 'First'",
        "the reporting table terms cannot be read: ",
        "rebuild",
    ),
)

VIEWS = (
    _both(
        "a view answers another question",
        "DROP VIEW seriesd_price_periods; CREATE VIEW seriesd_price_periods AS"
        " SELECT company, from_date FROM seriesd_conversion_prices",
        "the view seriesd_price_periods is not defined as this program defines it; `seriesd project` mends it",
        "project",
    ),
    _postgres(
        "a view hides a company",
        "CREATE OR REPLACE VIEW seriesd_adjustments AS SELECT company, step, effective, governs_from, clause, entry,"
        " entries, before_exact, before_decimal, after_exact, after_decimal, a_exact, a_decimal,"
        " before_exact AS b_exact, before_decimal AS b_decimal, c_exact, c_decimal, d_exact, d_decimal"
        " FROM seriesd_price_history WHERE a_decimal IS NOT NULL AND company <> 'First'",
        "the view seriesd_adjustments is not defined as this program defines it; `seriesd project` mends it",
        "project",
    ),
    _both(
        "a view is dropped",
        "DROP VIEW seriesd_term_periods",
        "the reporting view term_periods is missing; `seriesd project` mends it",
        "project",
    ),
    _both(
        "a view became a table",
        "DROP VIEW seriesd_freshness; CREATE TABLE seriesd_freshness AS SELECT company, position FROM seriesd_positions",
        f"seriesd_freshness is a table, and should be a view{_LACKS}",
        "rebuild",
    ),
    _postgres(
        "a view is described otherwise",
        "COMMENT ON VIEW seriesd_freshness IS 'Never behind.'",
        "the reporting view freshness is not described as this program describes it (the meaning of the whole)",
        "project",
    ),
    _sqlite(
        "a view writes",
        "CREATE TRIGGER silent INSTEAD OF INSERT ON seriesd_freshness BEGIN DELETE FROM seriesd_flags; END",
        "the reporting view freshness has what can change the rows that are written or read (silent, a trigger)",
        "rebuild",
    ),
)

STRUCTURE = (
    _both(
        "a column is added",
        "ALTER TABLE seriesd_flags ADD COLUMN remark TEXT",
        f"the reporting table flags is not as the migrations make it (column remark is not ours){_LACKS}",
        "rebuild",
    ),
    _both(
        "a column is dropped",
        "ALTER TABLE seriesd_documents DROP COLUMN role",
        "the reporting table documents is not as the migrations make it (column role is missing)",
        "rebuild",
    ),
    _postgres(
        "a column is of another type",
        "ALTER TABLE seriesd_documents ALTER size TYPE NUMERIC",
        "(column size is numeric not null and should be bigint not null)",
        "rebuild",
    ),
    _sqlite(
        "a table is made without its key",
        "CREATE TABLE other AS SELECT * FROM seriesd_flags; DROP TABLE seriesd_flags;"
        "ALTER TABLE other RENAME TO seriesd_flags",
        "the reporting table flags is not as the migrations make it (column clause is text and should be text not null",
        "rebuild",
    ),
    _postgres(
        "a key is dropped and a row is there twice",
        "ALTER TABLE seriesd_terms DROP CONSTRAINT pk_seriesd_terms;"
        "INSERT INTO seriesd_terms SELECT * FROM seriesd_terms WHERE company = 'First' AND term = 'stated_value'",
        "the reporting table terms lacks 0 of its rows and has 1 that are not its own",
        "rebuild",
    ),
    _postgres(
        "a column has a default",
        "ALTER TABLE seriesd_flags ALTER message SET DEFAULT 'nothing'",
        "(column message is text not null default 'nothing'::text and should be text not null)",
        "rebuild",
    ),
    _both(
        "an index is dropped",
        "DROP INDEX ix_seriesd_flags_tail",
        "the reporting table flags lacks what finds its rows soon (index ix_seriesd_flags_tail is missing); "
        "`seriesd project` mends it",
        "project",
    ),
    _both(
        "an index is of other columns",
        "DROP INDEX ix_seriesd_flags_tail; CREATE INDEX ix_seriesd_flags_tail ON seriesd_flags (message)",
        "(index ix_seriesd_flags_tail is (message) and should be (company, effective))",
        "project",
    ),
    _both(
        "a table is dropped",
        "DROP TABLE seriesd_documents",
        "the reporting table documents is missing; `seriesd project` mends it",
        "project",
    ),
    _both(
        "a table became a view",
        "DROP TABLE seriesd_documents; CREATE VIEW seriesd_documents AS SELECT company FROM seriesd_entries",
        f"seriesd_documents is a view, and should be a table{_LACKS}",
        "rebuild",
    ),
    _both(
        "rows are forbidden",
        "CREATE UNIQUE INDEX once ON seriesd_documents (sha256)",
        "the reporting table documents forbids or does what the migrations do not say (constraint once is not ours)",
        "rebuild",
    ),
    _postgres(
        "numbers are forbidden",
        "ALTER TABLE seriesd_documents ADD CONSTRAINT short CHECK (size < 5)",
        "the reporting table documents forbids or does what the migrations do not say (constraint short is not ours)",
        "rebuild",
    ),
    Tampering(
        "a trigger writes",
        "CREATE TRIGGER silent AFTER INSERT ON seriesd_entries BEGIN DELETE FROM seriesd_flags; END",
        "CREATE FUNCTION silence() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL$ END';"
        "CREATE TRIGGER silent BEFORE INSERT ON seriesd_entries FOR EACH ROW EXECUTE FUNCTION silence()",
        "the reporting table entries has what can change the rows that are written or read (silent, a trigger)",
        "rebuild",
    ),
    _postgres(
        "a rule writes nothing",
        "CREATE RULE silent AS ON UPDATE TO seriesd_positions DO INSTEAD NOTHING",
        "the reporting table positions has what can change the rows that are written or read (silent, a rule)",
        "rebuild",
    ),
    _postgres(
        "rows are hidden",
        "ALTER TABLE seriesd_flags ENABLE ROW LEVEL SECURITY",
        "(row security, what hides rows)",
        "rebuild",
    ),
    _postgres(
        "a table is described otherwise",
        "COMMENT ON COLUMN seriesd_flags.message IS 'Not to be read.'",
        "the reporting table flags is not described as this program describes it (the meaning of message)",
        "project",
    ),
    _both(
        "a table of somebody else is called like ours",
        "CREATE TABLE seriesd_old (company TEXT)",
        "the table seriesd_old is called like a reporting table and is none; drop it or give it another name",
        "nothing",
    ),
    _both(
        "a view of somebody else is called like ours",
        "CREATE VIEW seriesd_mine AS SELECT company FROM seriesd_flags",
        "the view seriesd_mine is called like a reporting table and is none; drop it or give it another name",
        "nothing",
    ),
)

VERSIONS = (
    _both(
        "the tables are of a later version",
        "UPDATE seriesd_tables_version SET version_num = '9999'",
        "the reporting tables are of version 9999, this program knows those up to 0007; update it",
        "nothing",
    ),
    _both(
        "the version is none",
        "UPDATE seriesd_tables_version SET version_num = 'none'",
        f"seriesd_tables_version says 'none', which is no version of the reporting tables{_LACKS}",
        "rebuild",
    ),
    _both(
        "there are two versions",
        "INSERT INTO seriesd_tables_version VALUES ('0006')",
        "which is no version of the reporting tables",
        "rebuild",
    ),
    _both(
        "nothing says the version",
        "DELETE FROM seriesd_tables_version",
        "seriesd_tables_version does not say of which version seriesd_accruals_paid, ",
        "rebuild",
    ),
    _both(
        "there is nothing to say the version",
        "DROP TABLE seriesd_tables_version",
        "seriesd_tables_version does not say of which version seriesd_accruals_paid, ",
        "rebuild",
    ),
)

ALL = (*PLACES, *ROWS, *VIEWS, *STRUCTURE, *VERSIONS)
