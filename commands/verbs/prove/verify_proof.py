"""`seriesd verify-proof FILE`: what a proof or a seal shows, and what it does not; no ledger is needed."""

import argparse
from contextlib import nullcontext
from importlib.resources import files
from pathlib import Path

from commands.api.proving.checking import Trusted, checked
from commands.api.proving.given import document_given, head_in, read_file
from commands.errors import UnableError, UsageError
from commands.keys import public_key
from commands.reading.sources import called
from commands.terminal.answer import give, serialized
from commands.terminal.helping import Examples
from commands.terminal.question import ledger_of
from commands.terminal.streams import speak_utf8
from ledger.log.signatures import NoSignaturesError
from ledger.proof.handed import NotProvedError
from projections.audit.proofs import Checked
from projections.render.answers import prove

_EPILOG = """\
examples:
  seriesd verify-proof proof.json --head seal.json       an entry, under the head of a seal that you kept
  seriesd verify-proof seal.json --public KEY            a seal, by a key that you know to be its owner's
  seriesd verify-proof seal.json --ledger seriesd.db     whether a ledger goes on from a seal
  seriesd verify-proof --program > verify_proof.py       a program that checks proofs with Python alone
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Which file, and what is trusted."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    parser.add_argument("file", metavar="FILE", nargs="?", help="the proof or the seal")
    several = {
        "--head": ("HEAD", "a head from somewhere you trust: HASH, SIZE:HASH, or a seal's file; it must be spoken of"),
        "--public": (
            "KEY",
            "a public key that must have signed: its digits, the name of a key here, or a file with it",
        ),
        "--root": ("FILE", "certificates of timestamp authorities that you trust, in PEM"),
    }
    for name, (metavar, said) in several.items():
        parser.add_argument(name, metavar=metavar, action="append", default=[], help=f"{said}; again for another")
    parser.add_argument("--program", action="store_true", help="print the program that checks proofs without seriesd")


def run(options: argparse.Namespace) -> int:
    """Check it, and say what is shown; 1 where it does not hold."""
    if options.program:
        if options.file is not None or options.json or options.output is not None:
            raise UsageError("--program prints the program to standard output, and nothing else can be said with it")
        speak_utf8()
        print(program(), end="")
        return 0
    if options.file is None:
        raise UsageError("name the FILE of a proof or of a seal")
    content = read_file(options.file)
    if any(Path(one).is_file() and read_file(one) == content for one in options.head):
        raise UsageError("a file is no head to hold itself against; give one that you have from somewhere else")
    try:
        found = _checked(options, content)
    except NoSignaturesError as error:
        raise UnableError(str(error)) from None
    give(options, lambda: serialized(options, found), lambda: prove.checked(found))
    return 0 if found.holds else 1


def _checked(options: argparse.Namespace, content: bytes) -> Checked:
    """What is shown. The environment names the ledger that one keeps, which need not be the one that the file is of."""
    heads = [head_in(document_given(one)) for one in options.head]
    keys = [public_key(one) for one in options.public]
    with nullcontext() if options.ledger is None else ledger_of(options, create=False) as ledger:
        try:
            return checked(content, called(options.file), Trusted(heads, keys, options.root, ledger))
        except NotProvedError as error:
            return Checked(
                called(options.file), None, holds=False, wrong=str(error), heads=[], proved=[], not_proved=[]
            )


def program() -> str:
    """The program that checks proofs with the standard library alone."""
    return files("commands.verbs.prove").joinpath("program.py").read_text("utf-8")
