"""A refusal explained on the command line: by its code, or as a journal meets it."""

import argparse

from commands.journal import read_journal
from commands.terminal.common import both_dates, ledger_of, print_json
from commands.terminal.report import write_report
from commands.verbs.rules import RULES
from projections.explain.refusal import Refused, first_refused, rule_of
from projections.render.blocks import Heading
from projections.render.explain.refusal import all_rules, blocks
from projections.render.json.refusal import refused_json


def explain_refusal(options: argparse.Namespace) -> int:
    """Answer what a refusal means, or why a journal is refused."""
    if options.refusal == "all" and not options.json:
        return write_report(all_rules(RULES.values()), options)
    if options.refusal == "all":
        print_json({"refusals": [refused_json(Refused(rule)) for rule in RULES.values()]})
        return 0
    answer = rule_of(options.refusal, RULES) if options.refusal is not None else _met(options)
    if options.json:
        print_json({"refused": None} if answer is None else refused_json(answer, depth=options.depth))
        return 0
    if answer is None:
        return write_report([Heading(f"Nothing of {options.refused} is refused, {both_dates(options)}", 1)], options)
    depth = 1 if options.depth is None else options.depth
    return write_report(blocks(answer, both_dates(options), depth), options)


def _met(options: argparse.Namespace) -> Refused | None:
    entries = [line.entry for line in read_journal(options.refused)]
    with ledger_of(options) as ledger:
        return first_refused(ledger.log(as_known=options.as_known), entries, ledger.clock())
