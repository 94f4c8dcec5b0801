"""Every topic of every clause, every flag and every refusal has a test that proves it: the tables name it, it is there."""

import pytest

from commands.verbs.rules import RULES
from projections.certificate.clauses import CLAUSES
from tests.completeness.table import Row, codes_in, found, provokes, rows

CLAUSE_ROWS = rows("clauses.txt")
CODE_ROWS = rows("codes.txt")
TOPICS = {"facts", "compute", "refuse", "flag", "notices"}

NOTHING_TO_PROVE = {"1-persons", "4B", "4E(8)", "7", "8"}
"""Clauses of which nothing follows for a ledger."""

ASKED_OF_ALL = {
    "facts": {"1-excluded", "2", "3", "4A", "4C", "4E", "4E(1)", "4E(2)", "4E(3)", "4E(5)", "4E(7)", "4F", "4G", "4H"},
    "compute": {"2", "3", "4A", "4C", "4D", "4E", "4E(1)", "4E(2)", "4E(3)", "4E(4)", "4E(5)", "4E(6)", "4E(7)", "4F"}
    | {"4G", "4H", "4I", "4L-1", "4L-2", "5", "6", "9"},
    "refuse": {"resolution", "1-excluded", "4A", "4E", "4E(1)", "4E(2)", "4E(7)", "4H", "4M", "4O", "6", "9"},
    "flag": {"1-excluded", "2", "3", "4A", "4E", "4E(5)", "4E(7)", "4F", "4G", "4H", "4J", "4L-1", "4L-2"},
    "notices": {"2", "3", "4A", "4E", "4E(3)", "4F", "4G", "4H", "4K", "4L-1"},
}
"""For each topic the clauses that the reading has it for."""


def name(row: Row) -> str:
    return f"{row.what} {row.topic}"


@pytest.mark.parametrize("row", [*CLAUSE_ROWS, *CODE_ROWS], ids=name)
def test_what_a_row_names_is_a_test_that_runs(row: Row) -> None:
    assert row.says
    assert [test for test in row.tests if found(test) is None] == []


def test_every_clause_with_something_to_prove_has_rows_and_only_those() -> None:
    assert {row.what for row in CLAUSE_ROWS} == {one.id for one in CLAUSES} - NOTHING_TO_PROVE


def test_every_topic_that_the_reading_has_for_a_clause_has_a_row() -> None:
    assert {row.topic for row in CLAUSE_ROWS} <= TOPICS
    there = {(row.topic, row.what) for row in CLAUSE_ROWS}
    asked = {(topic, clause) for topic, clauses in ASKED_OF_ALL.items() for clause in clauses}
    assert asked - there == set()


@pytest.mark.parametrize(("kind", "calls"), [("flag", {"flag", "Flag"}), ("refuse", {"Refusal"})])
def test_every_code_of_the_ledger_has_a_row_and_every_row_a_code(kind: str, calls: set[str]) -> None:
    folders = ("ledger", "projections") if kind == "flag" else ("ledger",)
    codes = {code for folder in folders for code in codes_in(folder, frozenset(calls))}
    named = [row.topic for row in CODE_ROWS if row.what == kind]
    assert set(named) == codes
    assert len(named) == len(codes)


@pytest.mark.parametrize("row", CODE_ROWS, ids=name)
def test_the_tests_of_a_code_provoke_it(row: Row) -> None:
    assert [test for test in row.tests if not provokes(test, row.topic)] == []


def test_what_touches_an_answer_is_a_flag() -> None:
    flags = {row.topic for row in CODE_ROWS if row.what == "flag"}
    touching = {rule.code for rule in RULES.values() if rule.touches}
    assert touching
    assert touching - flags == set()
