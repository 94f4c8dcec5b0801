"""Scenarios: the list of them, what one answers where it stands, some side by side, and what became of one."""

from collections.abc import Iterator, Sequence

from ledger.log.scenarios import Scenario
from ledger.numbers.days import written
from projections.compare.scenario_answers import OneSide, Promoted, Shown, SideBySide, Standing, Third
from projections.render.answers.compare import differences, what_if
from projections.render.answers.record import recording
from projections.render.blocks import Block, Grid, Note, Paragraph, Space, Title
from projections.render.marks.marked import each_reasoned, naming
from projections.render.marks.why import Why

_COLUMNS = ("scenario", "state", "stands on", "ledger since", "left out", "changed", "added", "note")


def listed(found: Sequence[Standing]) -> Iterator[Block]:
    """The scenarios, and how far the ledger has grown since each was made."""
    if not found:
        yield Title("There are no scenarios; `seriesd scenario save NAME --without ID` makes one.")
        return
    yield Title("Scenarios, and how far the ledger has grown since each was made")
    yield Grid(_COLUMNS, [_row(one) for one in found], right=(4, 5, 6))
    for one in found:
        if one.scenario.promoted_at is not None:
            yield Note(naming(f"{one.scenario.name} {_promoted(one.scenario)}.", *_whys(one.scenario)))


def shown(answer: Shown) -> Iterator[Block]:
    """What a scenario answers, where it stands."""
    one = answer.standing
    yield Title(f"Scenario {_what(one)}")
    yield Note(_stands(one))
    if one.scenario.promoted_at is not None:
        yield Note(naming(f"It {_promoted(one.scenario)}.", *_whys(one.scenario)))
    yield Note(f"What if, on {answer.answer.actual.on}, as known then; nothing is written")
    yield Space()
    yield from what_if.compared(answer.answer)


def compared(beside: SideBySide) -> Iterator[Block]:
    """What two scenarios answer otherwise, or three."""
    if beside.third is not None:
        yield from three(beside, beside.third)
        return
    pair = (beside.first, beside.second)
    names = (pair[0].scenario.scenario.name, pair[1].scenario.scenario.name)
    yield Title(f"Two scenarios on {pair[0].price.on}, each as known where it stands")
    for one in pair:
        yield Paragraph(naming(f"{_what(one.scenario)}. {_stands(one.scenario)}", _of(one.scenario)))
    yield Space()
    yield from differences.prices(pair[0].price, pair[1].price, *names)
    yield Space()
    yield from differences.blocks(beside.differences, *names)
    if not beside.differences:
        yield Note("They answer the same.")


def three(beside: SideBySide, third: Third) -> Iterator[Block]:
    """What three scenarios answer otherwise: a column for each, and whatever differs between any two of them."""
    sides = [beside.first, beside.second, OneSide(third.scenario, third.price)]
    names = [one.scenario.scenario.name for one in sides]
    yield Title(f"Three scenarios on {third.price.on}, each as known where it stands")
    for one in sides:
        yield Paragraph(naming(f"{_what(one.scenario)}. {_stands(one.scenario)}", _of(one.scenario)))
    yield Space()
    yield from differences.prices_of(list(zip(names, (one.price for one in sides), strict=True)))
    yield Space()
    yield from differences.of_three(beside.differences, third.differences, names)
    if not beside.differences and not third.differences:
        yield Note("They answer the same.")


def saved(one: Standing) -> Iterator[Block]:
    """That a scenario is saved."""
    yield _done(one, f"Saved {_what(one)}.", "is saved already, with these edits")


def rebased(one: Standing) -> Iterator[Block]:
    """Where a scenario stands now."""
    said = f"Scenario {one.scenario.name} stands on position {one.scenario.base.position} now; its edits fit there."
    yield _done(one, said, "stands on all that is recorded already")


def dropped(one: Standing) -> Iterator[Block]:
    """That a scenario is out of the list, and what remains of it."""
    said = f"Dropped scenario {one.scenario.name}; `seriesd scenario list --all` still names it."
    if one.scenario.promoted_at is not None:
        said += f" It {_promoted(one.scenario)}; what it recorded stays in the ledger."
    yield _done(one, said, "was dropped already")


def promoted(answer: Promoted) -> Iterator[Block]:
    """What a scenario has become in the ledger."""
    name = answer.standing.scenario.name
    if answer.standing.scenario.state == "open":
        yield Title(f"Scenario {name} would be promoted into the ledger, all of it or nothing; nothing is recorded.")
        yield from _would_record(answer)
        return
    if not answer.standing.changed:
        yield Title(f"Scenario {name} was promoted already; nothing is recorded.")
        return
    yield Title(f"Promoted scenario {name} into the ledger: {', '.join(answer.result.entries) or 'no entries'}.")
    for block in recording.blocks(answer.result, written=True, quiet=True, with_notes=True):
        yield Note(block.text) if isinstance(block, Title) else block


def _would_record(answer: Promoted) -> Iterator[Block]:
    """What a promotion would record, each entry in a sentence."""
    for block in recording.blocks(answer.result, written=False, with_notes=True):
        yield Note(block.text) if isinstance(block, Title) else block


def _done(one: Standing, said: str, already: str) -> Title:
    return Title(said if one.changed else f"Scenario {one.scenario.name} {already}; nothing is written.")


def _what(one: Standing) -> str:
    """A scenario and what it supposes, in a line."""
    saved = one.scenario.saved
    counts = {"left out": len(saved.without), "changed": len(saved.change), "added": len(saved.add)}
    said = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    state = "" if one.scenario.state == "open" else f", {_state(one.scenario)}"
    return f"{one.scenario.name} ({said}{state})" + (f": {saved.note}" if saved.note else "")


def _state(scenario: Scenario) -> str:
    """What has become of a scenario, in a word or two."""
    was_promoted = scenario.promoted_at is not None and scenario.state == "dropped"
    return "promoted, then dropped" if was_promoted else scenario.state


def _promoted(scenario: Scenario) -> str:
    """When a scenario was promoted, and what it became."""
    assert scenario.promoted_at is not None  # noqa: S101  asked only of one that was
    became = ", ".join(scenario.entries) or "no entries"
    return f"was promoted at {written(scenario.promoted_at)} as {became}"


def _stands(one: Standing) -> str:
    """Where a scenario stands, in a sentence."""
    base = one.scenario.base
    more = "an entry has" if one.grown == 1 else f"{one.grown:,} entries have"
    since = f"; {more} been recorded since" if one.grown else ", the end of the ledger"
    return f"It stands on position {base.position}, recorded {written(one.base_recorded_at)}{since}."


def _row(one: Standing) -> tuple[str, ...]:
    saved, since = one.scenario.saved, f"{one.grown} more" if one.grown else "not grown"
    place = (one.scenario.name, _state(one.scenario), f"position {one.scenario.base.position}", since)
    counts = (len(saved.without), len(saved.change), len(saved.add))
    shown = (*place, *(str(number) if number else "" for number in counts))
    return *each_reasoned(shown, _of(one)), saved.note or ""


def _of(one: Standing) -> Why:
    return Why("scenario", one.scenario.name)


def _whys(scenario: Scenario) -> Iterator[Why]:
    """A scenario, and the entries that it became."""
    yield Why("scenario", scenario.name)
    yield from (Why("entry", name) for name in scenario.entries)
