"""Scenarios: named what-ifs that are saved beside a company's log, each as a stream of what was decided about it.

A scenario stands on a base, a position of the log with its hash: it supposes its edits in what had been recorded by
then. Everything that becomes of it is one more event in its stream, sealed as the entries of the log are; a document
names its company and its scenario too, so none can be moved into another stream. Nothing here touches the log.

Pure: bytes in, values out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any, Literal, assert_never, cast

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, StringConstraints, TypeAdapter

from ledger.events import STORED_TYPES, AnyEntry, Entry, write_entry
from ledger.events.fields import Name, Shares, Text
from ledger.log.seals import Of, seal_event, unseal_event
from ledger.numbers.exact import write_number

_KIND = "scenario"


def _stored_entry(given: object) -> Entry:
    if isinstance(given, Entry):
        return given
    if isinstance(given, Mapping) and given.get("type") in STORED_TYPES:
        return STORED_TYPES[given["type"]].model_validate(given)
    raise ValueError("is no entry of a known type")


def _plain(value: object) -> object:
    """A value of a field as JSON has it, and exact: a number that is no whole one is text."""
    if isinstance(value, Fraction):
        return write_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, str | int):
        return value
    raise ValueError(f"{value!r} is not exact; give a number as text, a whole number or a fraction")


StoredEntry = Annotated[Any, PlainValidator(_stored_entry), PlainSerializer(write_entry)]
FieldValue = Annotated[Any, PlainValidator(_plain)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Base(_Model):
    """Where in the log a scenario stands: behind the entry at this position, which has this hash."""

    position: Shares
    head: Hash


class ScenarioSaved(_Model):
    """What is supposed, from the beginning or anew: entries left out, fields changed by dotted name, entries added."""

    type: Literal["scenario_saved"] = "scenario_saved"
    base: Base
    without: tuple[Name, ...] = ()
    change: dict[Name, dict[Name, FieldValue]] = Field(default_factory=dict)
    add: tuple[StoredEntry, ...] = ()
    note: Text | None = None


class ScenarioRebased(_Model):
    """The scenario stands on a later position of the log from now on; its edits fit there."""

    type: Literal["scenario_rebased"] = "scenario_rebased"
    base: Base


Based = ScenarioSaved | ScenarioRebased
"""What says on which position of the log the scenario stands."""


class ScenarioPromoted(_Model):
    """The edits were recorded in the log, in the same transaction: as these entries."""

    type: Literal["scenario_promoted"] = "scenario_promoted"
    entries: tuple[Name, ...]


class ScenarioDropped(_Model):
    """The scenario is no longer of interest; it stays readable."""

    type: Literal["scenario_dropped"] = "scenario_dropped"


AnyScenarioEvent = Annotated[
    ScenarioSaved | ScenarioRebased | ScenarioPromoted | ScenarioDropped, Field(discriminator="type")
]
"""Everything that can become of a scenario."""

_EVENTS: TypeAdapter[AnyScenarioEvent] = TypeAdapter(AnyScenarioEvent)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a scenario as it stands in its stream: `position` from 1, `recorded_at` in UTC."""

    position: int
    event: AnyScenarioEvent
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as it now stands; `entries` are those that it became when promoted, `events` how many it has.

    What was promoted at `promoted_at` and then dropped is dropped, and still was promoted.
    """

    name: str
    saved: ScenarioSaved
    base: Base
    state: Literal["open", "promoted", "dropped"]
    saved_at: datetime
    changed_at: datetime
    entries: tuple[str, ...] = ()
    events: int = 1
    promoted_at: datetime | None = None

    @property
    def add(self) -> tuple[AnyEntry, ...]:
        """The entries that it adds."""
        return cast("tuple[AnyEntry, ...]", self.saved.add)


def scenario_of(name: str, events: Sequence[Happened]) -> Scenario | None:
    """What became of a scenario; nothing when nothing is saved of it."""
    found: Scenario | None = None
    for one in events:
        found = _after(found, name, one)
    return found and replace(found, events=len(events), changed_at=events[-1].recorded_at)


def _after(found: Scenario | None, name: str, one: Happened) -> Scenario | None:
    match one.event:
        case ScenarioSaved() as saved:
            return Scenario(name, saved, saved.base, "open", one.recorded_at, one.recorded_at)
        case ScenarioRebased(base=base):
            return found and replace(found, base=base)
        case ScenarioPromoted(entries=entries):
            return found and replace(found, state="promoted", entries=entries, promoted_at=one.recorded_at)
        case ScenarioDropped():
            return found and replace(found, state="dropped")
        case _:
            assert_never(one.event)


def seal_scenario(company: str, name: str, one: Happened, previous: str) -> tuple[bytes, str]:
    """The stored state of an event that follows the one with the hash `previous`, and its own hash."""
    event = one.event.model_dump(mode="json", exclude_defaults=True) | {"type": one.event.type}
    return seal_event(Of(_KIND, company, name), one.position, event, one.recorded_at, previous)


def unseal_scenario(
    state: bytes, *, company: str, name: str, position: int, previous: str | None
) -> tuple[Happened, str]:
    """What happened to a scenario at this position of its stream; and its hash. See `ledger.log.recorded.unseal`."""

    def read(event: object, at: datetime) -> Happened:
        """An event as it is stored."""
        return Happened(position, _EVENTS.validate_python(event), at)

    return unseal_event(state, Of(_KIND, company, name), position, previous, read)


def called_so(company: str, name: str) -> str:
    """What the stream of a scenario is called."""
    return Of(_KIND, company, name).called


def scenario_topic(event: AnyScenarioEvent) -> str:
    """The name under which an event is filed, whatever the format of its document."""
    return f"seriesd.{event.type}.v1"
