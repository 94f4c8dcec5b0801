"""Tampering with lists of names, with whole streams, and with the order in which rows were written."""

from tests.injuries.of_rows import (
    ACME,
    BOLT,
    LAST,
    LIST,
    ROUND,
    ROUNDS,
    SALE,
    exchange,
    exchange_numbers,
    rename,
    rewritten,
    set_number,
    set_topic,
)
from tests.injuries.tampered import Case, Cases

LISTS_AND_STREAMS: Cases = {
    "a company renamed in the list": Case(
        lambda on: on.write(LIST, 1, b"Acne"), "there is a stream 'company/Acme' that no list names", acme="refused"
    ),
    "a name taken from the list": Case(
        lambda on: on.delete(LIST, 1), "the list of companies: position 1 is missing", acme="refused"
    ),
    "the last name taken from the list": Case(
        lambda on: on.delete(LIST, 2),
        "there is a stream 'company/Bolt' that no list names",
        acme="right",
        silent="companies",
    ),
    "a name put in the list": Case(
        lambda on: on.put_in(LIST, 3, "seriesd.company.v1", b"Cork"),
        "names 'Cork', and nothing of it is there",
        acme="right",
    ),
    "a name put in the list twice": Case(
        lambda on: on.put_in(LIST, 3, "seriesd.company.v1", b"Acme"), "names 'Acme' more than once", acme="refused"
    ),
    "two names changed places": Case(
        lambda on: exchange(on, LIST, 1, 2),
        "recording 1: what stands before it is not what stood there",
        "unaffected",
        "right",
        "companies",
    ),
    "a name filed as another thing": Case(
        lambda on: set_topic(on, LIST, 1, "x"),
        "recording 1: what stands before it is not what stood there",
        "unaffected",
        "right",
    ),
    "a company removed, with its name": Case(
        lambda on: (on.delete(BOLT, 1, LAST), on.delete(LIST, 2)),
        "recording 2: what stands since recording 1",
        acme="right",
        silent="companies",
    ),
    "a company removed, without its name": Case(
        lambda on: on.delete(ACME, 1, LAST), "the list 'directory/companies' names 'Acme', and nothing of it is there"
    ),
    "a company renamed, list and all": Case(
        lambda on: (rename(on, ACME, "company/Acne"), on.write(LIST, 1, b"Acne")),
        "recording 1: what stands before it is not what stood there",
    ),
    "a stream that no list names": Case(
        lambda on: on.put_in("company/Cork", 1, SALE, on.state(BOLT, 1)),
        "there is a stream 'company/Cork' that no list names",
        acme="right",
    ),
    "a stream of a kind that no ledger has": Case(
        lambda on: on.put_in("notes/1", 1, "x", b"x"),
        "there is a stream 'notes/1', and no ledger has one",
        acme="right",
    ),
    "a scenario altered": Case(
        lambda on: on.write(ROUND, 1, on.state(ROUND, 1).replace(b"sale-0", b"sale-1")),
        "scenario round: position 1 was altered",
        "unaffected",
        "right",
    ),
    "a scenario removed": Case(
        lambda on: on.delete(ROUND, 1), "it is listed, and nothing of it is there", acme="right"
    ),
    "a scenario that no list names": Case(
        lambda on: on.delete(ROUNDS, 1),
        "there is a stream 'scenario/Acme/round' that no list names",
        acme="right",
        silent="scenarios",
    ),
    "a scenario resealed": Case(
        lambda on: on.write(ROUND, 1, rewritten(on.state(ROUND, 1), b"sale-0", b"sale-1")),
        "recording 5: what stands since recording 4 is not what stood there",
        "unaffected",
        "right",
        "scenarios",
    ),
}

NUMBERS: Cases = {
    "two rows written in another order": Case(
        lambda on: exchange_numbers(on, 3, 4), "position 3 was written where 2 comes", "unaffected", "right"
    ),
    "a row moved behind the last": Case(
        lambda on: set_number(on, 23, 40), "1 event of no recording stands behind the last recording", acme="right"
    ),
    "the last row written first": Case(
        lambda on: set_number(on, 23, 0), "company/Bolt: position 9 was written where 1 comes", "unaffected", "right"
    ),
}

OF_STREAMS: Cases = LISTS_AND_STREAMS | NUMBERS
