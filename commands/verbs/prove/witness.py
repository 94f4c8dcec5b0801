"""`seriesd witness LEDGER`: keep the heads of another's ledger, and say where one does not go on from the last."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from commands.api.proving.given import read_file
from commands.api.proving.standing import name_of, standing_in
from commands.errors import UnableError
from commands.terminal.answer import give, serialized
from commands.terminal.helping import Examples
from commands.verbs.prove.standing import key_of
from ledger.log.signatures import NoSignaturesError
from ledger.proof.handed import NotProvedError
from ledger.proof.witnessed import Kept, first_not_continued, lines_in, seal_line
from projections.audit.proofs import Witnessed
from projections.render.answers import prove

_EPILOG = """\
examples:
  seriesd witness theirs.db                      keeps its head in theirs.db.heads.jsonl
  seriesd witness postgresql://reader@host/db --in heads.jsonl --key office

Run it now and then, as by cron, where who keeps the ledger cannot write. Each time everything that stands in the ledger
is hashed again. Where it does not go on from a head that was kept, its past was changed: exit code 1, nothing written.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose ledger, and where its heads are kept."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    parser.add_argument("whose", metavar="LEDGER", help="the ledger of somebody else: a file or a database URL")
    parser.add_argument(
        "--in",
        dest="file",
        metavar="FILE",
        help="the file that keeps its heads, one to a line (default: NAME.heads.jsonl in this folder)",
    )
    parser.add_argument("--key", metavar="NAME", help="sign each line with this key")


def run(options: argparse.Namespace) -> int:
    """Look, compare with every head that was kept, and keep the new one."""
    from ledger.store.store import open_store

    with open_store(options.whose, create=False) as store:
        name, standing = name_of(store), standing_in(store)
    file = Path(options.file or f"{name}.heads.jsonl")
    key = key_of(options)
    try:
        kept, previous = lines_in(read_file(str(file)) if file.exists() else b"", str(file))
    except NoSignaturesError as error:
        raise UnableError(str(error)) from None
    if kept and kept[-1].ledger != name:
        raise NotProvedError(f"{file} keeps the heads of {kept[-1].ledger}, and this is {name}; give another with --in")
    head = standing.headed(len(standing.events)).head
    broken = first_not_continued(kept, standing)
    is_new = broken is None and (not kept or kept[-1].head != head)
    if is_new:
        line = seal_line(Kept(len(kept) + 1, name, head, datetime.now(UTC)), previous, key)
        _append(file, line)
    wrong = (
        None if broken is None else f"it does not go on from the head {broken.head.spelt}, kept on {broken.at:%Y-%m-%d}"
    )
    found = Witnessed(name, str(file), head.size, head.root, len(kept) + is_new, is_new, broken is None, wrong)
    give(options, lambda: serialized(options, found), lambda: prove.witnessed(found))
    return 0 if found.continues else 1


def _append(file: Path, line: bytes) -> None:
    try:
        with file.open("ab") as writing:
            writing.write(line)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError as error:
        raise UnableError(f"the head cannot be written to {file}: {error.strerror or error}") from None
