"""`seriesd backup DEST`: the whole ledger, with its documents, as it stands at one moment."""

import argparse

from commands.exports.backup import back_up
from commands.terminal.answer import give, serialized
from commands.terminal.helping import Examples
from commands.terminal.progress import progress
from commands.terminal.question import documents_of, ledger_url
from commands.verbs.administer.whole import check_whole
from projections.audit.keeping import is_all_there
from projections.render.answers.audit import keeping

_EXAMPLES = """\
examples:
  seriesd backup /srv/backups/2026-12-01.db             a ledger in a file, also of one on a server
  seriesd backup /srv/backups/2026-12-01.trail.jsonl    the audit trail: every event as a line of text
  seriesd restore /srv/backups/2026-12-01.db            the way back

Others can go on recording. The backup is read again, and held against its recordings, before it has its name; beside it
is a folder with the attached files, DEST.documents. The exit code is 1 where such a file is missing here or altered.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("destination", metavar="DEST", help="the file to make; one that ends in .jsonl is a trail")
    parser.add_argument("--replace", action="store_true", help="write over DEST, where it is there")


def run(options: argparse.Namespace) -> int:
    """Make the backup, and say where it is, and which head it has."""
    check_whole(options)
    with progress("backing up"):
        found = back_up(
            ledger_url(options), options.destination, documents=documents_of(options), replace=options.replace
        )
    give(options, lambda: serialized(options, found), lambda: keeping.of_backup(found))
    return 0 if is_all_there(found) else 1
