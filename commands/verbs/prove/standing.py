"""Where what is made for others goes, and the key that signs it."""

import argparse
from dataclasses import replace
from pathlib import Path

from commands.errors import UnableError, UsageError
from commands.keys import signing_key
from commands.terminal.answer import give_json, print_json, put_out, serialized
from commands.terminal.output import give_out
from commands.terminal.streams import say, speak_utf8
from commands.terminal.taken import taken_by
from ledger.proof.statements import SigningKey
from projections.audit.proofs import ForOthers


def key_of(options: argparse.Namespace) -> SigningKey | None:
    """The key to sign with, where one was named. Raises `UnableError` where there is none, or it cannot be read."""
    return None if options.key is None else signing_key(options.key)


def add_replace(parser: argparse.ArgumentParser) -> None:
    """Whether a file that is there already may be written over: it may be the only one of a head that is gone."""
    parser.add_argument("--replace", action="store_true", help="write over FILE, where another document is there")


def check_own_form(options: argparse.Namespace) -> None:
    """What is made for others is JSON of its own form. Raises `UsageError` where another is asked for."""
    if options.format not in (None, "json"):
        raise UsageError(f"what `{options.verb}` makes is a JSON document; leave --format out")
    if options.replace and options.output is None and getattr(options, "request", None) is None:
        raise UsageError("--replace is about the file that is written: name it with -o FILE")


def check_free(options: argparse.Namespace, file: str, document: bytes) -> None:
    """Raise `UnableError` where something else than this document is in the file, and is not to be replaced."""
    path = Path(file)
    if options.replace or not path.is_file():
        return
    try:
        is_same = path.stat().st_size == len(document) and path.read_bytes() == document
    except OSError:
        is_same = False
    if not is_same:
        raise UnableError(f"{file} is there already; --replace writes over it")


def hand_out(options: argparse.Namespace, made: ForOthers, said: str) -> int:
    """Give out what was made: to a file, with a sentence on it, or on standard output."""
    if taken_by(options) is not None:
        give_json(options, serialized(options, made))
        put_out(options, made.text)
        return 0
    if options.output is not None:
        document = made.text.encode()
        check_free(options, options.output, document)
        give_out(document, options.output, "json")
    if options.json:
        print_json(options, serialized(options, replace(made, file=options.output)))
    elif options.output is None:
        speak_utf8()
        print(made.text, end="")
    else:
        say(f"Wrote {options.output}: {said}", options)
    return 0
