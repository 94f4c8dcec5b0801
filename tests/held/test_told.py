"""What is told from memory is what a pass of its own tells, of every step and of every day of the examples."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from commands.api.given import today
from commands.api.ledger import Ledger, open_ledger
from commands.held.held import Held
from commands.journal.files import read_journal
from ledger.errors import ArgumentError
from ledger.refusals import Refusal
from projections.answers.history import Part
from projections.explain.steps import Explanation
from projections.render.explain.steps import blocks
from projections.render.json.serialize import as_json
from projections.render.json.steps import price_document

EXAMPLES = sorted(
    one for one in (Path(__file__).parents[2] / "docs" / "examples").glob("*.yaml") if "expected" not in one.name
)


@pytest.fixture(params=EXAMPLES, ids=lambda one: one.stem)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Ledger, Ledger]]:
    """A ledger that reads and replays, and one that answers from memory."""
    path = tmp_path / "book.db"
    with open_ledger(path) as plain, open_ledger(path) as asked:
        plain.record(line.entry for line in read_journal(str(request.param)))
        with Held(path) as held:
            now = held.now()
            asked.company = now.company
            asked.answer_from(now)
            yield plain, asked


def told(answer: Explanation) -> tuple[object, ...]:
    return as_json(price_document(answer)), list(blocks(answer, "", 2))


def test_every_step_is_explained_alike(both: tuple[Ledger, Ledger]) -> None:
    plain, asked = both
    steps = plain.history()
    assert steps
    for one in steps:
        assert told(asked.explain(step=one.number)) == told(plain.explain(step=one.number))
    with pytest.raises(Refusal, match="there is no step"):
        asked.explain(step=len(steps) + 1)


def test_the_price_of_every_day_is_explained_alike(both: tuple[Ledger, Ledger]) -> None:
    plain, asked = both
    days = {one.entry.effective + timedelta(more) for one in plain.log() for more in (0, 1)}
    for on in sorted({*days, today()}):
        assert told(asked.explain(on)) == told(plain.explain(on))
    assert told(asked.explain(part=Part(None, 1))) == told(plain.explain(part=Part(None, 1)))


def test_the_other_answers_are_alike(both: tuple[Ledger, Ledger]) -> None:
    plain, asked = both
    on = max(one.entry.effective for one in plain.log())
    assert as_json(asked.readings(on)) == as_json(plain.readings(on))
    assert as_json(asked.readings(on, of="A24")) == as_json(plain.readings(on, of="tranche_test"))
    assert as_json(asked.readings(on, weigh=False)) == as_json(plain.readings(on, weigh=False))
    assert as_json(asked.clauses()) == as_json(plain.clauses())
    assert as_json(asked.history().whole) == as_json(plain.history().whole)
    assert as_json(asked.what_if(on=on).differences) == as_json(plain.what_if(on=on).differences)


def test_a_part_of_a_history_is_those_steps(both: tuple[Ledger, Ledger]) -> None:
    whole = both[0].history().whole
    last = whole.part(Part(None, 1))
    assert (last.steps, last.steps_in_all) == (whole.steps[-1:], len(whole.steps))
    assert whole.part(Part(1, 1)).steps == whole.steps[:1]
    assert whole.part(Part(1, 10**6)).steps == whole.steps
    assert whole.part(Part(10**6, 10**6)).steps == []
    assert whole.part(None) is whole


def test_each_step_stands_under_its_clause(both: tuple[Ledger, Ledger]) -> None:
    plain, _ = both
    steps = plain.history()
    found = {number: one.clause.printed for one in plain.clauses().clauses for number in one.steps}
    assert found == {one.number: one.clause for one in steps}
    for one in plain.clauses().clauses:
        assert {name for step in one.made for name in step.entries} <= {*one.entries}


def test_what_is_not_there_is_refused(both: tuple[Ledger, Ledger]) -> None:
    for one in both:
        with pytest.raises(ArgumentError, match="there is no reading 'A240'; A24 is one; did you mean"):
            one.readings(date(2006, 3, 1), of="A240")
        with pytest.raises(ArgumentError, match="there is no clause '4Q'"):
            one.clauses("4Q")
