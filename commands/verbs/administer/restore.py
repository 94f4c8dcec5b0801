"""`seriesd restore BACKUP`: a ledger made of a backup or an audit trail, with the moments, seals and head it had."""

import argparse

from commands.exports.backup import restore
from commands.terminal.answer import give, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import option
from commands.terminal.progress import progress
from commands.terminal.question import documents_of, ledger_url
from commands.verbs.administer.whole import check_whole
from commands.verbs.audit.verified_store import read_spelt
from projections.audit.keeping import is_all_there
from projections.render.answers.audit import keeping

_EXAMPLES = """\
examples:
  seriesd restore 2026-12-01.db --ledger seriesd.db
  seriesd restore 2026-12-01.trail.jsonl --ledger postgresql://ledger@db.example.com/captables

Nothing may be at the ledger yet, or a ledger without an event. All is checked while it is read, and is there whole or
not at all. Hold the head that is said against the one that you kept, or give that with --head: a backup can be whole,
and too old. The exit code is 1 where a file that an entry names is not in the backup.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """From where."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("backup", metavar="BACKUP", help="what `seriesd backup` made: a ledger in a file, or a trail")
    parser.add_argument(
        "--head",
        metavar="HASH",
        type=option(read_spelt),
        help="the head that was kept when the backup was made: with another nothing is restored",
    )


def run(options: argparse.Namespace) -> int:
    """Make the ledger, and say which head it has."""
    check_whole(options)
    with progress("restoring"):
        found = restore(options.backup, ledger_url(options), documents=documents_of(options), head=options.head)
    give(options, lambda: serialized(options, found), lambda: keeping.of_restored(found))
    return 0 if is_all_there(found) else 1
