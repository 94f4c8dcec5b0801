"""Tampering with rows, which a file and a server have alike: entries, recordings, lists, streams and numbers."""

import json
from typing import Any

from tests.injuries.tampered import ONLY_BY_HEAD, Case, Cases, Hands, chain_resealed, resealed, rewritten

ACME, BOLT, LIST = "company/Acme", "company/Bolt", "directory/companies"
RECORDINGS, ROUND, ROUNDS = "recordings", "scenario/Acme/round", "directory/scenarios/Acme"
LAST, HEADLINE = 9, 5
"""The last entry of each company, and the last recording: two pieces of each company, and a scenario."""
SALE = "seriesd.common_issued.v1"


def set_topic(hands: Hands, stream: str, position: int, topic: str | None) -> None:
    """File an event as another."""
    where = "originator_id = ? AND originator_version = ?"
    hands.run(f"UPDATE seriesd_events SET topic = ? WHERE {where}", topic, stream, position)


def move(hands: Hands, stream: str, position: int, to: int) -> None:
    """Give an event another position."""
    statement = "UPDATE seriesd_events SET originator_version = ? WHERE originator_id = ? AND originator_version = ?"
    hands.run(statement, to, stream, position)


def rename(hands: Hands, stream: str, to: str) -> None:
    """Give a whole stream another name."""
    hands.run("UPDATE seriesd_events SET originator_id = ? WHERE originator_id = ?", to, stream)


def exchange(hands: Hands, stream: str, one: int, other: int) -> None:
    """Have two events change places."""
    first, second = hands.state(stream, one), hands.state(stream, other)
    hands.write(stream, one, second)
    hands.write(stream, other, first)


def dearer(document: dict[str, Any]) -> None:
    """Another price in a sale."""
    document["entry"]["shares"] += 1


def forged_behind(hands: Hands, company: str, topic: str = SALE) -> None:
    """One more entry, in its place and sealed as it should be."""
    stream = f"company/{company}"
    last = hands.length(stream)
    before = hands.state(stream, last)

    def change(document: dict[str, Any]) -> None:
        document |= {"position": last + 1, "previous": before[-66:-2].decode()}
        document["entry"]["id"] = "forged"

    hands.put_in(stream, last + 1, topic, resealed(before, change))


def cut_recordings(hands: Hands, *, number: int) -> None:
    """Cut the last so many recordings off, with all that was written in them."""
    for _ in range(number):
        position = hands.length(RECORDINGS)
        for stream, first, last in json.loads(hands.state(RECORDINGS, position))["of"]:
            hands.delete(stream, first, last)
        hands.delete(RECORDINGS, position)


def forget_version(hands: Hands) -> None:
    """Have the database say that it never kept recordings."""
    hands.do("COMMENT ON TABLE seriesd_events IS NULL" if hands.on_server else "PRAGMA user_version = 0")


def renumber(hands: Hands) -> None:
    """Number the rows of a file in a row again; on a server they may have gaps."""
    if not hands.on_server:
        rows = [number for (number,) in hands.run("SELECT rowid FROM seriesd_events ORDER BY rowid")]
        for number, before in enumerate(rows, start=1):
            hands.run("UPDATE seriesd_events SET rowid = ? WHERE rowid = ?", number, before)


def exchange_numbers(hands: Hands, one: int, other: int) -> None:
    """Have two rows change places in the order of writing."""
    number = "notification_id" if hands.on_server else "rowid"
    for before, after in ((one, -1), (other, one), (-1, other)):
        hands.run(f"UPDATE seriesd_events SET {number} = ? WHERE {number} = ?", after, before)


def set_number(hands: Hands, one: int, to: int) -> None:
    """Give a row another number."""
    number = "notification_id" if hands.on_server else "rowid"
    hands.run(f"UPDATE seriesd_events SET {number} = ? WHERE {number} = ?", to, one)


ENTRIES: Cases = {
    "an entry altered": Case(
        lambda on: on.write(ACME, 4, on.state(ACME, 4).replace(b'"shares":10000', b'"shares":10001')),
        "Acme: position 4 was altered: its content does not give its hash",
    ),
    "an entry removed": Case(lambda on: on.delete(ACME, 3), "Acme: position 3 is missing"),
    "the first entry removed": Case(lambda on: on.delete(ACME, 1), "Acme: position 1 is missing"),
    "the last entry removed": Case(
        lambda on: on.delete(ACME, LAST), "Acme: position 9 is missing: up to position 9 was recorded"
    ),
    "an entry moved away": Case(lambda on: move(on, ACME, 5, 12), "Acme: position 5 is missing"),
    "an entry moved before the first": Case(lambda on: move(on, ACME, LAST, 0), "0 is no position of the log"),
    "two entries changed places": Case(
        lambda on: exchange(on, ACME, 3, 6), "Acme: position 3 holds what was recorded at position 6 of Acme"
    ),
    "an entry doubled behind the last": Case(
        lambda on: on.put_in(ACME, LAST + 1, SALE, on.state(ACME, LAST)),
        "Acme: position 10 holds what was recorded at position 9 of Acme",
    ),
    "an entry of another company": Case(
        lambda on: on.write(ACME, 2, on.state(BOLT, 2)),
        "Acme: position 2 holds what was recorded at position 2 of Bolt",
    ),
    "an entry forged behind the last": Case(
        lambda on: forged_behind(on, "Acme"), "1 event of no recording stands behind the last recording"
    ),
    "an entry resealed": Case(
        lambda on: on.write(ACME, 4, resealed(on.state(ACME, 4), dearer)),
        "Acme: position 5 does not follow what stands before it: the chain is broken here",
    ),
    "the last entry resealed": Case(
        lambda on: on.write(ACME, LAST, resealed(on.state(ACME, LAST), dearer)),
        "recording 3: what stands since recording 2 is not what stood there",
        writing="unaffected",
        acme="other",
        silent="log companies",
    ),
    "the whole chain resealed": Case(
        lambda on: chain_resealed(on, ACME, 4, dearer),
        "recording 1: what stands before it is not what stood there",
        writing="unaffected",
        acme="other",
        silent="log companies",
    ),
    "a member doubled and resealed": Case(
        lambda on: on.write(ACME, LAST, rewritten(on.state(ACME, LAST), b'"position":9', b'"position":8,"position":9')),
        "it is not in the one form in which it can be written, as where a member stands twice",
    ),
    "a member unknown and resealed": Case(
        lambda on: on.write(ACME, LAST, resealed(on.state(ACME, LAST), lambda one: one.update(extra=1))),
        "it has a member 'extra', which such a document has not",
    ),
    "spaces put in and resealed": Case(
        lambda on: on.write(ACME, LAST, rewritten(on.state(ACME, LAST), b":", b": ")),
        "it is not in the one form in which it can be written",
    ),
    "a binary number put in and resealed": Case(
        lambda on: on.write(ACME, LAST, rewritten(on.state(ACME, LAST), b'"shares":10005', b'"shares":10005.0')),
        "it holds the number 10005.0, which is not exact",
    ),
    "garbage in place of an entry": Case(lambda on: on.write(ACME, 2, b"\xff\xfe"), "Acme: position 2 was altered"),
    "an entry emptied": Case(lambda on: on.write(ACME, 2, b""), "Acme: position 2 was altered"),
    "an entry without content": Case(lambda on: on.write(ACME, 2, None), "holds no bytes, or no name of its kind"),
    "an entry filed as another": Case(
        lambda on: set_topic(on, ACME, 2, SALE), f"Acme: position 2 is filed as {SALE}, which it is not"
    ),
    "an entry filed as nothing": Case(
        lambda on: set_topic(on, ACME, 2, None), "holds no bytes, or no name of its kind"
    ),
}

RECORDED: Cases = {
    "the last recording cut off, whole": Case(
        lambda on: cut_recordings(on, number=1), ONLY_BY_HEAD, writing="unaffected", acme="right", silent="scenarios"
    ),
    "two recordings cut off, whole": Case(
        lambda on: cut_recordings(on, number=2),
        ONLY_BY_HEAD,
        writing="unaffected",
        acme="right",
        silent="log scenarios companies",
    ),
    "the document of the last recording cut off": Case(
        lambda on: on.delete(RECORDINGS, HEADLINE), "of no recording stand behind the last recording", acme="right"
    ),
    "a recording cut off in its middle": Case(
        lambda on: (on.delete(RECORDINGS, HEADLINE), on.delete(ROUND, 1)),
        "1 event of no recording stands behind the last recording",
        acme="right",
    ),
    "all recordings removed": Case(
        lambda on: on.delete(RECORDINGS, 1, HEADLINE), "the recordings are gone: this store kept them", acme="right"
    ),
    "all recordings removed, and that they were kept": Case(
        lambda on: (on.delete(RECORDINGS, 1, HEADLINE), forget_version(on), renumber(on)),
        ONLY_BY_HEAD,
        writing="unaffected",
        acme="right",
    ),
    "a recording altered": Case(
        lambda on: on.write(RECORDINGS, 2, on.state(RECORDINGS, 2).replace(b"anna", b"otto")),
        "the recordings: position 2 was altered",
        writing="unaffected",
        acme="right",
    ),
    "the last recording altered": Case(
        lambda on: on.write(RECORDINGS, HEADLINE, on.state(RECORDINGS, HEADLINE).replace(b"anna", b"otto")),
        "the recordings: position 5 was altered",
    ),
    "a recording removed": Case(
        lambda on: on.delete(RECORDINGS, 2), "recordings: position 3 was written where 2 comes", acme="right"
    ),
    "a recording resealed": Case(
        lambda on: on.write(RECORDINGS, 2, rewritten(on.state(RECORDINGS, 2), b"anna", b"otto")),
        "the recordings: position 3 does not follow what stands before it",
        writing="unaffected",
        acme="right",
    ),
    "the last recording resealed": Case(
        lambda on: on.write(RECORDINGS, HEADLINE, rewritten(on.state(RECORDINGS, HEADLINE), b"anna", b"otto")),
        ONLY_BY_HEAD,
        writing="unaffected",
        acme="right",
    ),
    "a recording filed as another": Case(
        lambda on: set_topic(on, RECORDINGS, 2, "x"), "position 2 is filed as x, which it is not", "unaffected", "right"
    ),
    "two recordings changed places": Case(
        lambda on: exchange(on, RECORDINGS, 1, 2),
        "the recordings: position 1 holds what was recorded at position 2",
        "unaffected",
        "right",
    ),
}

OF_ROWS: Cases = ENTRIES | RECORDED
