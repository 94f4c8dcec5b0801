"""Every figure in a table of an answer knows where its reason stands, and there is something there.

All examples are asked all that can be asked of a ledger as it is; each cell that is a number is looked at.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import seriesd as face
from commands.errors import UsageError
from commands.verbs.rules import RULES
from commands.web.asking import Answer, Source, ask
from ledger.refusals import Refusal
from projections.certificate.clauses import CLAUSES
from projections.certificate.readings import READINGS
from projections.render.blocks import Block, Grid, is_numeric
from projections.render.html import as_fragment
from projections.render.marks.marked import whys_of
from projections.render.marks.why import Kind, Why
from tests.docs.examples import FOLDER, names

from .reports import Parsed

ASKED = (
    "history",
    "history --diff 2020-01-01T00:00:00Z 2100-01-01T00:00:00Z",
    "price",
    "price --on {day}",
    "holders --on {day}",
    "entries",
    "flags",
    "calendar --all",
    "calendar --on {day}",
    "consents --on {day}",
    "dividends",
    "waterfall --assets 5000000 --on {day}",
    "verify",
    "recordings",
    "readings --on {day}",
    "companies",
    "clauses",
    "documents",
    "audit",
    "audit {claims}",
    "explain --holders --on {day}",
    "explain --assets 5000000 --on {day}",
    "explain --on {day}",
    "explain --step 1 --depth 2",
    "explain {middle} --depth all",
    "explain {last} --depth all",
    "explain --audit {claims}",
    "explain --refusal all",
    "notice --all-due --on {day} -o {letters}",
    "what-if --without {middle} --on {day}",
    "what-if --add {more} --on {day}",
    "sweep --issue shares=1000000 price=0.001,0.002 --on {day}",
    "sweep --issue shares=1000000,2000000 price=0.001,0.002 --on {day}",
    "scenario save idea --without {middle}",
    "scenario save other --add {more}",
    "scenario list",
    "scenario show idea --on {day}",
    "scenario compare idea other --on {day}",
    "check {more}",
    "void {middle} --reason mistyped --with-dependents",
    "project",
    "describe",
)
"""Each a verb with its words."""

SUPPOSED = {"what if", "would be", "idea", "other"}
"""Columns of what is supposed: it is nowhere on the record, and so it has no reason there."""

WITHOUT_A_REASON = {
    "what-if": "the history of what is supposed has no steps that could be asked about",
    "scenario": "the history of what is supposed has no steps that could be asked about",
    "sweep": "each row is a scenario of its own, and is nowhere on the record",
    "project": "how many rows a table has is no figure of the certificate",
}
"""Whole tables without a reason: those of these verbs of which no column is one of the record's."""


class Asked(NamedTuple):
    """What an example was asked, and what it answered."""

    example: str
    question: str
    answer: Answer


class Example(NamedTuple):
    """A ledger of an example: its entries by id, and how many steps, and whom and what it knows."""

    company: str
    ids: set[str]
    steps: int
    holders: set[str]
    rights: set[str]


def ledger_of(name: str, folder: Path) -> tuple[str, Example, dict[str, str]]:
    path = folder / f"{name}.db"
    ask(Source(str(path)), "record", ["--yes", str(FOLDER / f"{name}.yaml")])
    with face.open_ledger(path) as ledger:
        found = [one.recorded for one in ledger.entries().entries]
        days = sorted({one.entry.effective for one in found})
        about = [ledger.holders(day) for day in days]
        known = Example(
            ledger.chosen_company(),
            {one.id for one in found},
            len(ledger.history()),
            {holder for then in about for holder in then.holders},
            # an answer may tell of what stood there before it was voided
            {right for one in found if (right := getattr(one.entry, "right", None)) is not None},
        )
    day, middle, last = days[-1] + dt.timedelta(1), found[len(found) // 2].id, found[-1].id
    more, claims = folder / f"{name}-more.yaml", folder / f"{name}-claims.csv"
    more.write_text(
        f"- {{type: common_issued, id: more-1, effective: {day}, holder: Newcomer, shares: 5000, "
        "consideration: {cash: 0.5}}\n",
        "utf-8",
    )
    claims.write_text(f"date,price,common_per_share\n{days[0]},0.0033,3367\n{day},0.0026,\n{day},0.1,7\n", "utf-8")
    return str(path), known, {
        "day": str(day), "middle": middle, "last": last, "more": str(more), "claims": str(claims), "letters": str(folder / f"letters-{name}"),
    }  # fmt: skip


def answers_of(name: str, folder: Path) -> Iterator[tuple[str, Answer]]:
    url, _, words = ledger_of(name, folder)
    for question in ASKED:
        verb, *rest = question.split()
        try:
            yield question, ask(Source(url), verb, [one.format(**words) for one in rest])
        except (Refusal, UsageError):
            continue  # an edit that this record does not allow; of each question others are answered, see below


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Example]:
    folder = tmp_path_factory.mktemp("known")
    return {name: ledger_of(name, folder)[1] for name in names()}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[Asked]:
    folder = tmp_path_factory.mktemp("examples")
    return [Asked(name, *one) for name in names() for one in answers_of(name, folder)]


def cells(blocks: Sequence[Block]) -> Iterator[tuple[Grid, int, Sequence[str]]]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from ((block, column, row) for column in range(len(row)))


def words(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, tuple | list):
        for one in given:
            yield from words(one)


def test_each_question_is_answered_with_blocks_by_some_example(asked: list[Asked]) -> None:
    answered = {one.question for one in asked if one.answer.blocks}
    assert set(ASKED) - answered == set()


def test_every_figure_in_a_table_knows_its_reason(asked: list[Asked]) -> None:
    without = {
        (one.answer.verb, tuple(grid.columns), column)
        for one in asked
        for grid, column, row in cells(one.answer.blocks)
        if is_numeric((row[column],)) and not whys_of(row[column])
    }
    left = [(verb, columns, at) for verb, columns, at in without if not columns or columns[at] not in SUPPOSED]
    assert {verb for verb, *_ in left} == set(WITHOUT_A_REASON), left


def test_what_is_supposed_is_left_without_a_reason(asked: list[Asked]) -> None:
    for one in asked:
        for grid, column, row in cells(one.answer.blocks):
            if grid.columns and grid.columns[column] in SUPPOSED:
                assert not whys_of(row[column]), (one.example, one.question, row)


def things(of: Example) -> dict[Kind, set[str]]:
    """What there is of each kind that has names."""
    return {
        "entry": of.ids,
        "document": of.ids,
        "letter": of.ids,
        "step": {str(number + 1) for number in range(of.steps)},
        "holder": of.holders,
        "right": of.rights,
        "clause": {one.printed for one in CLAUSES},
        "reading": set(READINGS),
        "rule": set(RULES),
        "waterfall": {"5000000"},
        "scenario": {"idea", "other"},
        "recording": {"1", "2", "3"},
        "company": {of.company},
        "price": {""},
        "holders": {""},
    }


DATED = {"price", "holders", "waterfall"}


def test_every_reason_is_there(asked: list[Asked], known: dict[str, Example]) -> None:
    seen = set()
    for one in asked:
        example = known[one.example]
        there = things(example)
        for why in {why for said in words(one.answer.blocks) for why in whys_of(said)} - PLANNED:
            seen.add(why.kind)
            assert why.of in there[why.kind], (one.example, one.question, why)
            assert not why.holder or why.holder in example.holders, (one.example, one.question, why)
            assert why.on is not None or why.kind not in DATED, (one.example, one.question, why)
    assert seen == set(things(next(iter(known.values())))) - {"document"}


PLANNED = {Why("entry", "more-1"), Why("holder", "Newcomer")}
"""Of what is tried and not recorded: whoever makes addresses knows that there is none yet."""


def test_every_answer_is_a_part_of_a_page_under_a_strict_policy(asked: list[Asked]) -> None:
    for one in asked:
        page = Parsed(as_fragment(one.answer.blocks, lambda why: f"/{why.kind}", heading_offset=1))
        said = [(tag, name) for tag, some in page.tags for name in some]
        assert not [name for _, name in said if name in ("style", "id") or name.startswith("on")], one.question
        assert page.names.isdisjoint({"style", "script"})
        assert all("scope" in some for tag, some in page.tags if tag == "th")
        regions = [some["aria-label"] for _, some in page.tags if some.get("role") == "region"]
        assert len(set(regions)) == len(regions)
