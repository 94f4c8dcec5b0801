"""`seriesd scenario ACTION`: what-ifs that are saved under a name, and can become a part of the ledger."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from commands.api.scenarios import Scenarios, Standing
from commands.errors import UsageError
from commands.terminal.common import add_exact, add_on, console, ledger_of, print_json
from commands.terminal.differences import print_differences
from commands.terminal.options import add_shared
from commands.verbs.compare.what_if import add_edits, changes_of, entries_of, print_prices, print_what_if
from commands.verbs.record.record import print_result, result_json
from ledger.events import write_entry
from ledger.log.scenarios import Scenario
from ledger.log.seals import moment
from projections.compare.differences import between
from projections.render.json.serialize import as_json

Action = Callable[[Scenarios, argparse.Namespace], int]

PURPOSES = {
    "save": "save a what-if under a name; nothing is written to the ledger's own log",
    "list": "the scenarios, and how far the ledger has grown since each was made",
    "show": "what a scenario answers, where it stands",
    "compare": "what two scenarios answer otherwise",
    "rebase": "let a scenario stand on all that is recorded now, if its edits still fit",
    "promote": "record what a scenario supposes in the ledger, all or nothing",
    "drop": "take a scenario out of the list; it stays readable",
}

_EXAMPLES = """\
examples:
  seriesd scenario save no-warrants --without W-1 W-2 --note "as counsel reads the board minutes"
  seriesd scenario show no-warrants --on 2006-12-31
  seriesd scenario compare no-warrants repriced
  seriesd scenario rebase no-warrants
  seriesd scenario promote no-warrants
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which action, and what it needs."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    made = {}
    for name, purpose in PURPOSES.items():
        made[name] = actions.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        add_shared(made[name])
    for name in PURPOSES:
        if name != "list":
            made[name].add_argument("name", metavar="NAME", help="the scenario")
    made["compare"].add_argument("other", metavar="OTHER", help="the scenario to set beside it")
    add_edits(made["save"])
    made["save"].add_argument("--note", metavar="TEXT", help="what it is for; a promotion gives it as the reason")
    made["save"].add_argument("--replace", action="store_true", help="save over other edits of that name")
    made["list"].add_argument("--all", action="store_true", help="those that were dropped as well")
    for name in ("show", "compare"):
        add_on(made[name])
        add_exact(made[name])


def run(options: argparse.Namespace) -> int:
    """Carry the action out."""
    with ledger_of(options) as ledger:
        return _ACTIONS[options.action](ledger.scenarios, options)


def _save(scenarios: Scenarios, options: argparse.Namespace) -> int:
    changes, add = changes_of(options.change), entries_of(options.add)
    if not (options.without or changes or add):
        raise UsageError("say what shall be different: --without ID, --change ID FIELD=VALUE or --add FILE")
    edits: dict[str, Any] = {"without": options.without, "change": changes, "add": add, "note": options.note}
    saved = scenarios.save(options.name, **edits, replace=options.replace)
    return _told(options, saved, "saved", f"Saved {_what(saved)}.", "is saved already, with these edits")


def _list(scenarios: Scenarios, options: argparse.Namespace) -> int:
    found = scenarios.all(dropped=options.all)
    if options.json:
        print_json({"scenarios": [standing_json(one) for one in found]})
    elif not found:
        print("There are no scenarios; `seriesd scenario save NAME --without ID` makes one.")
    else:
        _print_list(found)
    return 0


def _show(scenarios: Scenarios, options: argparse.Namespace) -> int:
    shown = scenarios.show(options.name, _on(options))
    if options.json:
        print_json({"scenario": standing_json(shown.standing)} | as_json(shown.answer, everything=options.exact))
        return 0
    print(f"Scenario {_what(shown.standing)}")
    print(_stands(shown.standing))
    if shown.standing.scenario.promoted_at is not None:
        print(f"It {_promoted(shown.standing.scenario)}.")
    print(f"What if, on {shown.answer.actual.on}, as known then; nothing is written\n")
    print_what_if(shown.answer)
    return 0


def _compare(scenarios: Scenarios, options: argparse.Namespace) -> int:
    beside = scenarios.compare(options.name, options.other, _on(options))
    pair, answer = (beside.first, beside.second), beside.answer
    if options.json:
        prices = zip(pair, (answer.first, answer.second), strict=True)
        sides = [{"scenario": standing_json(one), "price": price} for one, price in prices]
        found = [between(one) for one in answer.differences]
        said = {"first": sides[0], "second": sides[1], "differences": found}
        print_json(as_json(said, everything=options.exact))
        return 0
    print(f"Two scenarios on {answer.first.on}, each as known where it stands")
    for one in pair:
        print(f"  {_what(one)}. {_stands(one)}")
    print()
    print_prices(answer.first, answer.second, options.name, options.other)
    print()
    print_differences(answer.differences, options.name, options.other)
    if not answer.differences:
        print("They answer the same.")
    return 0


def _rebase(scenarios: Scenarios, options: argparse.Namespace) -> int:
    one = scenarios.rebase(options.name)
    said = f"Scenario {one.scenario.name} stands on position {one.scenario.base.position} now; its edits fit there."
    return _told(options, one, "rebased", said, "stands on all that is recorded already")


def _promote(scenarios: Scenarios, options: argparse.Namespace) -> int:
    promoted = scenarios.promote(options.name)
    if options.json:
        answer = {"scenario": standing_json(promoted.standing), "promoted": promoted.standing.changed}
        print_json(answer | result_json(promoted.result))
        return 0
    if promoted.standing.changed:
        print(
            f"Promoted scenario {options.name} into the ledger: {', '.join(promoted.result.entries) or 'no entries'}."
        )
        print_result(promoted.result, write=True)
    else:
        print(f"Scenario {options.name} was promoted already; nothing is recorded.")
    return 0


def _drop(scenarios: Scenarios, options: argparse.Namespace) -> int:
    one = scenarios.drop(options.name)
    said = f"Dropped scenario {one.scenario.name}; `seriesd scenario list --all` still names it."
    if one.scenario.promoted_at is not None:
        said += f" It {_promoted(one.scenario)}; what it recorded stays in the ledger."
    return _told(options, one, "dropped", said, "was dropped already")


_ACTIONS: dict[str, Action] = {
    "save": _save,
    "list": _list,
    "show": _show,
    "compare": _compare,
    "rebase": _rebase,
    "promote": _promote,
    "drop": _drop,
}


def standing_json(one: Standing) -> dict[str, Any]:
    """A scenario in a JSON answer."""
    scenario, saved = one.scenario, one.scenario.saved
    return {
        "name": scenario.name,
        "state": scenario.state,
        "base": scenario.base.model_dump() | {"recorded_at": one.base_recorded_at.isoformat()},
        "grown": one.grown,
        "without": list(saved.without),
        "change": saved.change,
        "add": [write_entry(entry) for entry in scenario.add],
        "note": saved.note,
        "saved_at": scenario.saved_at.isoformat(),
        "changed_at": scenario.changed_at.isoformat(),
        "events": scenario.events,
        "entries": list(scenario.entries),
        "promoted_at": scenario.promoted_at and scenario.promoted_at.isoformat(),
    }


def _told(options: argparse.Namespace, one: Standing, done: str, said: str, already: str) -> int:
    if options.json:
        print_json({"scenario": standing_json(one), done: one.changed})
    else:
        print(said if one.changed else f"Scenario {one.scenario.name} {already}; nothing is written.")
    return 0


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
    return f"was promoted at {moment(scenario.promoted_at)} as {became}"


def _stands(one: Standing) -> str:
    """Where a scenario stands, in a sentence."""
    base = one.scenario.base
    more = "an entry has" if one.grown == 1 else f"{one.grown:,} entries have"
    since = f"; {more} been recorded since" if one.grown else ", the end of the ledger"
    return f"It stands on position {base.position}, recorded {one.base_recorded_at.isoformat()}{since}."


def _on(options: argparse.Namespace) -> Any:
    from commands.api.ledger import today

    return options.on or today()


def _print_list(found: Sequence[Standing]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("scenario", "state", "stands on", "ledger since"):
        table.add_column(name)
    for name in ("left out", "changed", "added"):
        table.add_column(name, justify="right")
    table.add_column("note")
    for one in found:
        saved, since = one.scenario.saved, f"{one.grown} more" if one.grown else "not grown"
        place = (one.scenario.name, _state(one.scenario), f"position {one.scenario.base.position}", since)
        counts = (len(saved.without), len(saved.change), len(saved.add))
        table.add_row(*place, *(str(number) if number else "" for number in counts), saved.note or "")
    console().print(table)
    for one in found:
        if one.scenario.promoted_at is not None:
            print(f"{one.scenario.name} {_promoted(one.scenario)}.")
