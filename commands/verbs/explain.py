"""`seriesd explain`: why the Conversion Price is what it is."""

import argparse
import sys

from commands.cli import UsageError
from commands.verbs.common import add_as_known, add_exact, add_on, both_dates, ledger_of, print_json, step_number


def configure(parser: argparse.ArgumentParser) -> None:
    """What shall be explained, and how it is written."""
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help="what this entry did to the price, or gave")
    add_on(parser)
    parser.add_argument("--step", metavar="N", type=step_number, help="one step, as `seriesd history` numbers them")
    parser.add_argument("--format", choices=["text", "markdown"], default="text", help="for a person (default: text)")
    add_as_known(parser)
    add_exact(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the derivation."""
    asked = [name for name in ("entry", "on", "step") if getattr(options, name) is not None]
    if len(asked) > 1:
        raise UsageError("explain one thing at a time: an entry, a date (--on) or a step (--step)")
    with ledger_of(options) as ledger:
        answer = ledger.explain(options.on, step=options.step, entry=options.entry, as_known=options.as_known)
    if options.json:
        from projections.explain_json import explain_json

        print_json(explain_json(answer, everything=options.exact))
        return 0
    from projections.render.blocks import as_markdown, as_text
    from projections.render.explain import blocks

    render = as_markdown if options.format == "markdown" else as_text
    sys.stdout.write(render(blocks(answer, both_dates(options))))
    return 0
