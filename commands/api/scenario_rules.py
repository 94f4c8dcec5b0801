"""What may become of a scenario, and for what it is refused; how it is promoted so that it keeps its promise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from commands.api.decide import decide
from ledger.engine.book import open_book
from ledger.events import EntryError
from ledger.events.errors import plainly
from ledger.events.fields import Name
from ledger.log.recorded import Recorded
from ledger.log.scenarios import Scenario, ScenarioSaved
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.compare.recording import RecordResult
from projections.compare.scenarios import broken_promise, edits_of, promotion, supposed

PROMISE_BROKEN = refuses(
    "promise_broken",
    "",
    "A promoted scenario gives what it promised, or is not promoted.",
    "State `common_shares` of the conversions, or put them in the order of their dates.",
)
SCENARIO_BEHIND = refuses(
    "scenario_behind",
    "",
    "A scenario is promoted onto the position of the log on which it was made.",
    "Rebase the scenario, look at it again, and promote it then.",
)
SCENARIO_EXISTS = refuses(
    "scenario_exists",
    "",
    "The name of a scenario is taken until its edits are to be replaced.",
    "Save under another name, or add `--replace`.",
)
SCENARIO_PROMOTED = refuses(
    "scenario_promoted",
    "",
    "What was promoted is a part of the log, and the scenario stays what it was.",
    "Save the edits under another name.",
)

_NAME: TypeAdapter[str] = TypeAdapter(Name)


def promoted(log: list[Recorded], scenario: Scenario, now: datetime) -> tuple[RecordResult, list[Recorded]]:
    """What recording the edits of a scenario gives, in the first order that keeps its promise. Raises `Refusal`."""
    edits = edits_of(scenario)
    reason = f"scenario {scenario.name!r}" + (f": {scenario.saved.note}" if scenario.saved.note else "")
    book = open_book(log)
    promised = supposed(book, edits)
    refused: Refusal | None = None
    for order in promotion(book, promised, edits, reason, now.date()):
        try:
            result, new = decide(log, order, now)
        except Refusal as refusal:
            refused = refused or refusal
            continue
        broken = broken_promise(promised, open_book([*log, *new]))
        if broken is None:
            return replace(result, is_written=bool(new)), new
        said = f"recorded one after the other its entries would not give what the scenario promises: {broken}"
        refused = refused or Refusal(PROMISE_BROKEN, f"{said}; state common_shares of the conversions")
    assert refused is not None  # noqa: S101  there is an order to try
    raise refused


def no_longer_fits(refusal: Refusal, name: str, position: int) -> Refusal:
    """The refusal of a scenario whose edits no longer fit, for the reason that one of them is refused for."""
    said = f"scenario {name!r} no longer fits at position {position}: {refusal.message}"
    return Refusal(refusal.rule, said, clause=refusal.clause, entry=refusal.entry)


def _entries(number: int) -> str:
    return "an entry was" if number == 1 else f"{number:,} entries were"


def check_not_behind(scenario: Scenario, length: int) -> None:
    """Refuse what was made on an earlier position of the log."""
    grown = length - scenario.base.position
    if grown:
        raise Refusal(
            SCENARIO_BEHIND,
            f"{_entries(grown)} recorded since scenario {scenario.name!r} was made on position "
            f"{scenario.base.position}; `seriesd scenario rebase` lets it stand on position {length}",
        )


def check_replaceable(found: Scenario, *, replace: bool) -> None:
    """Refuse to save other edits over a scenario, unless it is to be replaced and has not become a part of the log."""
    if found.state == "promoted":
        said = f"scenario {found.name!r} was promoted and stays what it was; save under another name"
        raise Refusal(SCENARIO_PROMOTED, said)
    if not replace:
        said = f"there is a scenario {found.name!r} with other edits; --replace saves these in their place"
        raise Refusal(SCENARIO_EXISTS, said)


def same_edits(one: ScenarioSaved, other: ScenarioSaved) -> bool:
    """Whether two suppose the same, wherever they stand."""
    return one.model_copy(update={"base": other.base}) == other


def checked_name(name: str) -> str:
    """The name, if a scenario can be called so. Raises `EntryError`."""
    try:
        return _NAME.validate_python(name)
    except ValidationError:
        raise EntryError(f"{name!r} cannot be the name of a scenario: one line of at most 200 characters") from None


def read_saved(name: str, given: Mapping[str, Any]) -> ScenarioSaved:
    """What is to be saved, read. Raises `EntryError` for what no scenario can have."""
    try:
        return ScenarioSaved.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise EntryError(f"scenario {name!r}: {where}: {plainly(first)}", field=where) from None
