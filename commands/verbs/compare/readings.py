"""`seriesd readings`: the figures under the other choice of each switch, and the readings that the ledger relies on."""

import argparse

from commands.terminal.answer import answer
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, add_exact, add_on
from commands.terminal.question import both_dates
from projections.render.answers.compare import readings

_EXAMPLES = """\
examples:
  seriesd readings                             what hangs on each reading today
  seriesd readings --on 2006-12-31 -o readings.pdf
  seriesd readings --of A24                    what hangs on one of them, and what brings it into play
  seriesd readings --relied-on                 which ones the figures rest on, without what each is worth
  seriesd what-if --change certificate terms.interpretations.tranche_test=blended
                                               one of them in full, with its history
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which date, and from which state of knowledge."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    add_on(parser)
    add_as_known(parser)
    add_exact(parser)
    parser.add_argument("--of", metavar="READING", help="one reading, such as A24, or the switch that decides it")
    parser.add_argument(
        "--relied-on", action="store_true", help="only which readings are relied on, and the choices that were made"
    )


def run(options: argparse.Namespace) -> int:
    """Answer what hangs on each reading."""
    return answer(
        options,
        lambda ledger: ledger.readings(
            options.on, of=options.of, weigh=not options.relied_on, as_known=options.as_known
        ),
        lambda found: readings.blocks(found, both_dates(options)),
    )
