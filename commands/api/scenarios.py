"""Scenarios: what-ifs that are saved under a name, beside the ledger, and can become a part of it.

    ledger.scenarios.save("no warrants", without=["W-1", "W-2"])
    ledger.scenarios.show("no warrants").answer.what_if.in_effect

Each request is decided on what is stored and appended behind it; where somebody else was first, it is decided again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import datetime
from typing import Any

from commands.api.data.listed import Listed
from commands.api.done import told_if_written
from commands.api.given import Day, changes, day, names, text
from commands.api.retry import tries
from commands.api.scenario_rules import (
    SCENARIO_PROMOTED,
    check_not_behind,
    check_replaceable,
    checked_name,
    no_longer_fits,
    promoted,
    read_saved,
    same_edits,
)
from commands.api.writer import WRITER, Writer
from ledger.engine.book import open_book
from ledger.events import Entry, as_entry
from ledger.log.recorded import Recorded
from ledger.log.scenarios import (
    AnyScenarioEvent,
    Base,
    Happened,
    Scenario,
    ScenarioDropped,
    ScenarioPromoted,
    ScenarioRebased,
)
from ledger.log.spellings import Spellings
from ledger.names import near
from ledger.numbers.given import several
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.store.scenarios import Shelf
from ledger.store.store import ConcurrentWriteError, Store
from projections.compare.differences import between
from projections.compare.hypothesis import Edits, Fields, edits_named
from projections.compare.recording import RecordResult
from projections.compare.scenario_answers import OneSide, Promoted, Shown, SideBySide, Standing, Third
from projections.compare.scenario_answers import Shelf as Standings
from projections.compare.scenarios import base_log, compare, edits_of, supposed
from projections.compare.what_if import what_if

UNKNOWN_SCENARIO = refuses(
    "unknown_scenario",
    "",
    "A scenario is named as it was saved.",
    "Name one that `scenario list` lists, or save it first.",
)
SCENARIO_DROPPED = refuses(
    "scenario_dropped",
    "",
    "What was dropped is not taken up again.",
    "Save its edits again, under the same name or another.",
)

Decision = tuple[AnyScenarioEvent, list[Recorded]] | None
"""What happens to a scenario, and what is recorded in the log with it; nothing when it has happened already."""


@dataclass(slots=True)
class Scenarios:
    """The scenarios of one company. What is asked for and not there, or not possible, raises `Refusal`."""

    store: Store
    company: str
    clock: Callable[[], datetime]
    writer: Writer = WRITER

    def all(self, *, dropped: bool = False) -> Listed[Standing]:
        """The scenarios, in the order in which they were first saved; those that were dropped only if asked for."""
        shelf, log = self._shelf, self.store.read(self.company)
        found = [self._found(shelf, name) for name in shelf.names()]
        return Listed((_standing(one, log) for one in found if dropped or one.state != "dropped"), Standings)

    def save(  # noqa: PLR0913  the edits of a what-if, and what is to be done with them
        self,
        name: str,
        *,
        without: Sequence[str] = (),
        change: Mapping[str, Fields] | None = None,
        add: Iterable[Entry | Mapping[str, Any]] = (),
        note: str | None = None,
        replace: bool = False,
    ) -> Standing:
        """Save edits under a name, on all that is recorded now; with `replace`, also over other edits of that name.

        Raises `Refusal` for an edit that is not possible or does not fit, and `EntryError` for a value that no such
        entry can have. Saving the same again saves nothing.
        """
        entries = tuple(map(as_entry, several(add, "add")))
        out, changed = names(without, "without"), changes(change, "change")

        def decided(found: Scenario | None, log: list[Recorded], head: str) -> Decision:
            edits = edits_named(Spellings(log), out, changed, entries)
            given = {"without": edits.without, "change": edits.change, "add": edits.add, "note": note}
            saved = read_saved(name, given | {"base": Base(position=len(log), head=head)})
            if found is not None and found.state != "dropped":
                if same_edits(found.saved, saved):
                    return None
                check_replaceable(found, replace=replace)
            supposed(open_book(log), Edits(saved.without, saved.change, saved.add))
            return saved, []

        return self._happen(checked_name(name), decided)

    def show(self, name: str, on: Day | None = None) -> Shown:
        """What a scenario answers on a date (today when none is given), in what had been recorded at its base."""
        found, log = self._find(name), self.store.read(self.company)
        return Shown(_standing(found, log), what_if(base_log(log, found), edits_of(found), day(on)))

    def compare(self, name: str, other: str, on: Day | None = None, *, third: str | None = None) -> SideBySide:
        """What two scenarios answer otherwise on a date (today when none is given), each where it stands.

        With a `third` also what that answers otherwise than the first.
        """
        log, pair = self.store.read(self.company), (self._find(name), self._find(other))
        beside = None if third is None else self._find(third)
        first, second, differences = compare(log, *pair, day(on))
        sides = OneSide(_standing(pair[0], log), first), OneSide(_standing(pair[1], log), second)
        found = SideBySide(*sides, [between(one) for one in differences])
        if beside is None:
            return found
        _, price, apart = compare(log, pair[0], beside, day(on))
        return replaced(found, third=Third(_standing(beside, log), price, [between(one) for one in apart]))

    def rebase(self, name: str) -> Standing:
        """Let a scenario stand on all that is recorded now. Raises `Refusal` where its edits no longer fit."""

        def decided(found: Scenario | None, log: list[Recorded], head: str) -> Decision:
            scenario = self._open(found, name)
            if scenario.base.position == len(log):
                return None
            try:
                supposed(open_book(log), edits_of(scenario))
            except Refusal as refusal:
                raise no_longer_fits(refusal, name, len(log)) from None
            return ScenarioRebased(base=Base(position=len(log), head=head)), []

        return self._happen(name, decided)

    def promote(self, name: str) -> Promoted:
        """Record what a scenario supposes in the ledger, all or nothing; afterwards the ledger is what it promised.

        Raises `Refusal` when the ledger has grown since its base, or a rule is broken. Promoting again records nothing.
        """
        results = [RecordResult()]

        def decided(found: Scenario | None, log: list[Recorded], _: str) -> Decision:
            if found is not None and found.state == "promoted":
                results[0] = RecordResult()  # what was decided before somebody else was first came to nothing
                return None
            scenario = self._open(found, name)
            check_not_behind(scenario, len(log))
            results[0], new = promoted(log, scenario, self._moment(log, found))
            names = (*results[0].entries, *results[0].written)
            return ScenarioPromoted(entries=names), new

        return Promoted(self._happen(name, decided), results[0])

    def promise(self, name: str) -> Promoted:
        """What promoting a scenario would record now; nothing is written. Raises `Refusal` as `promote`."""
        log, found = self.store.read(self.company), self._find(name)
        if found.state == "promoted":
            return Promoted(_standing(found, log), RecordResult())
        scenario = self._open(found, name)
        check_not_behind(scenario, len(log))
        result, _ = promoted(log, scenario, self._moment(log, found))
        return Promoted(_standing(scenario, log), replaced(result, is_written=False))

    def drop(self, name: str) -> Standing:
        """Drop a scenario: it is listed no longer, and stays readable. Dropping again changes nothing."""

        def decided(found: Scenario | None, *_: object) -> Decision:
            return None if self._there(found, name).state == "dropped" else (ScenarioDropped(), [])

        return self._happen(name, decided)

    # -- how it is written ----------------------------------------------------------------------------------------

    @property
    def _shelf(self) -> Shelf:
        return Shelf(self.store, self.company)

    def _happen(self, name: str, decided: Callable[[Scenario | None, list[Recorded], str], Decision]) -> Standing:
        """Decide on what is stored and append; once more whenever somebody else wrote in between."""
        shelf, author = self._shelf, self.writer.author()
        text(name, "name")
        for _ in tries():
            log = self.store.read(self.company)
            end = self.store.head(self.company)
            if end[0] != len(log):
                continue
            found, previous = shelf.find(name), shelf.read(name)[1]
            decision = decided(found, log, end[1])
            if decision is None:
                return _standing(self._there(found, name), log)
            event, new = decision
            position = found.events + 1 if found else 1
            at = new[-1].recorded_at if new else self._moment(log, found)
            one = Happened(position, event, at)
            try:
                with told_if_written(self.store, author.by, f"scenario {name!r} of {self.company}"):
                    shelf.append(name, [one], previous, (new, end) if new else None, author)
            except ConcurrentWriteError:
                continue
            return _standing(self._find(name), [*log, *new], changed=True)
        raise ConcurrentWriteError(f"{self.company}: others kept writing; nothing became of {name!r}, try again")

    def _moment(self, log: Sequence[Recorded], found: Scenario | None) -> datetime:
        """The moment of what is recorded now: nothing of a scenario is recorded before what it follows."""
        before = [log[-1].recorded_at, *([found.changed_at] if found else [])]
        return self.writer.moment(self.store, before, self.clock)

    def _find(self, name: str) -> Scenario:
        return self._there(self._shelf.find(text(name, "name")), name)

    def _found(self, shelf: Shelf, name: str) -> Scenario:
        return self._there(shelf.find(name), name)

    def _there(self, found: Scenario | None, name: str) -> Scenario:
        if found is None:
            known = near(name, self._shelf.names())
            said = f"there is no scenario {name!r}{known}; `seriesd scenario list` names those that there are"
            raise Refusal(UNKNOWN_SCENARIO, said)
        return found

    def _open(self, found: Scenario | None, name: str) -> Scenario:
        scenario = self._there(found, name)
        if scenario.state != "open":
            said = f"scenario {name!r} was {scenario.state}; save its edits again to work with them"
            if scenario.state == "promoted":
                raise Refusal(SCENARIO_PROMOTED, said)
            raise Refusal(SCENARIO_DROPPED, said)
        return scenario


def _standing(scenario: Scenario, log: Sequence[Recorded], *, changed: bool = False) -> Standing:
    base = scenario.base.position
    return Standing(scenario, log[base - 1].recorded_at, len(log) - base, changed)
