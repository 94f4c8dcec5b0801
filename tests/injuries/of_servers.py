"""Tampering with a table on a server: what hangs on it, how it is made, and what stands in front of it."""

from tests.injuries.tampered import ONLY_BY_HEAD, Case, Cases, Hands

HANGS = "hangs on the table seriesd_events, and no ledger makes one"


def without_key(hands: Hands) -> None:
    """Drop the key by which of two writers one wins."""
    ((name,),) = hands.run(
        "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'seriesd_events'::regclass AND NOT indisprimary"
    )
    hands.do(f"DROP INDEX {name}")


OF_SERVERS: Cases = {
    "a rule that swallows": Case(
        lambda on: on.do("CREATE RULE swallow AS ON INSERT TO seriesd_events DO INSTEAD NOTHING"),
        f"a rule 'swallow' {HANGS}",
        acme="right",
    ),
    "a trigger that swallows": Case(
        lambda on: on.do(
            "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "CREATE TRIGGER swallow BEFORE INSERT ON seriesd_events FOR EACH ROW EXECUTE FUNCTION swallow()",
        ),
        f"a trigger 'swallow' {HANGS}",
        acme="right",
    ),
    "a trigger that alters": Case(
        lambda on: on.do(
            "CREATE FUNCTION alter_it() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.topic = ''x''; RETURN NEW; END'",
            "CREATE TRIGGER alter_it BEFORE INSERT ON seriesd_events FOR EACH ROW EXECUTE FUNCTION alter_it()",
        ),
        f"a trigger 'alter_it' {HANGS}",
        acme="right",
    ),
    "a policy that hides": Case(
        lambda on: on.do(
            "ALTER TABLE seriesd_events ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY hide ON seriesd_events USING (originator_version < 5)",
        ),
        f"a policy 'hide' {HANGS}",
        acme="right",
    ),
    "a child table": Case(
        lambda on: on.do("CREATE TABLE child () INHERITS (seriesd_events)"),
        f"a child table 'child' {HANGS}",
        acme="right",
    ),
    "no key": Case(without_key, "lacks a key that a ledger makes: of two writers, both could win", acme="right"),
    "one column more": Case(
        lambda on: on.do("ALTER TABLE seriesd_events ADD COLUMN note text"),
        "has other columns than a ledger makes",
        acme="right",
    ),
    "a column of another type": Case(
        lambda on: on.do("ALTER TABLE seriesd_events ALTER COLUMN topic TYPE varchar"),
        "has other columns than a ledger makes",
        acme="right",
    ),
    "a column worked out": Case(
        lambda on: on.do("ALTER TABLE seriesd_events ADD COLUMN size int GENERATED ALWAYS AS (length(state)) STORED"),
        "has other columns than a ledger makes",
        acme="right",
    ),
    "a view in place of the table": Case(
        lambda on: on.do(
            "ALTER TABLE seriesd_events RENAME TO hidden", "CREATE VIEW seriesd_events AS SELECT * FROM hidden"
        ),
        "seriesd_events in the schema public is not a table",
    ),
    "another table in front of it": Case(
        lambda on: on.do("CREATE SCHEMA postgres", "CREATE TABLE postgres.seriesd_events (LIKE public.seriesd_events)"),
        "has a table seriesd_events in each of the schemas postgres and public",
    ),
    "a later version of the store": Case(
        lambda on: on.do(
            "COMMENT ON TABLE seriesd_events IS 'the events of a ledger of seriesd; version of the store: 3'"
        ),
        "was written by a later version of seriesd",
    ),
    "a table that a crash empties": Case(
        lambda on: on.do("ALTER TABLE seriesd_events SET UNLOGGED"),
        "a crash of the server empties the table",
        acme="right",
    ),
    "everything removed": Case(
        lambda on: on.do("TRUNCATE seriesd_events"), ONLY_BY_HEAD, writing="unaffected", silent="companies"
    ),
}

WRITTEN_BEHIND = {
    "a recording removed",
    "the last name taken from the list",
    "a company removed, with its name",
    "a scenario removed",
    "a scenario that no list names",
}
"""Where rows are missing that writing does not look at: in a file their numbers tell, on a server these may have gaps."""
