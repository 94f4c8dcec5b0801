"""A refusal explained on the command line: by its code, or as a journal meets it."""

import argparse

from commands.api.ledger import Ledger
from commands.terminal.answer import answer, give, serialized
from commands.terminal.given import entries_in
from commands.terminal.question import both_dates
from ledger.events import AnyEntry
from projections.explain.refusal import Refused, first_refused, rule_of
from projections.render.blocks import Heading
from projections.render.explain.refusal import all_rules, blocks
from projections.render.json.refusal import refusal_document
from projections.render.json.types import AllRefusals, NothingRefused


def explain_refusal(options: argparse.Namespace) -> int:
    """Answer what a refusal means, or why a journal is refused."""
    return _meaning(options) if options.refusal is not None else _why_refused(options)


def _meaning(options: argparse.Namespace) -> int:
    """What a code means, or all of them: they are declared all over the program, so this loads most of it."""
    from commands.verbs.rules import RULES

    if options.refusal == "all":
        give(
            options,
            lambda: serialized(options, AllRefusals([refusal_document(Refused(rule)) for rule in RULES.values()])),
            lambda: all_rules(RULES.values()),
        )
        return 0
    rule = rule_of(options.refusal, RULES)
    depth = 1 if options.depth is None else options.depth
    give(
        options,
        lambda: serialized(options, refusal_document(rule, depth=options.depth)),
        lambda: blocks(rule, both_dates(options), depth),
    )
    return 0


def _why_refused(options: argparse.Namespace) -> int:
    entries = entries_in(options, [options.refused])
    nothing = Heading(f"Nothing of {options.refused} is refused, {both_dates(options)}", 1)
    depth = 1 if options.depth is None else options.depth
    return answer(
        options,
        lambda ledger: _met(ledger, entries, options),
        lambda found: [nothing] if found is None else blocks(found, both_dates(options), depth),
        lambda found: serialized(
            options, NothingRefused() if found is None else refusal_document(found, depth=options.depth)
        ),
    )


def _met(ledger: Ledger, entries: list[AnyEntry], options: argparse.Namespace) -> Refused | None:
    return first_refused(ledger.log(as_known=options.as_known), entries, ledger.clock())
