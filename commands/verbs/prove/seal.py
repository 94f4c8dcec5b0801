"""`seriesd seal`: a statement of what the whole ledger is now, to be kept elsewhere, signed and dated."""

import argparse
from dataclasses import replace
from pathlib import Path

from commands.api.proving.asking import of_seal
from commands.api.proving.given import read_file
from commands.api.proving.timestamps import request_for, token_in
from commands.errors import UnableError, UsageError
from commands.keys import signing_key
from commands.terminal.helping import Examples
from commands.terminal.output import give_out
from commands.terminal.question import ledger_of
from commands.verbs.prove.standing import add_replace, check_free, check_own_form, hand_out, key_of
from ledger.log.signatures import NoSignaturesError
from ledger.proof.handed import NotProvedError
from ledger.proof.statements import Countersignature, Seal, check_seal, read_seal, signed

_EPILOG = """\
examples:
  seriesd seal -o seal.json                                the head of now, to be kept elsewhere
  seriesd seal --key office -o seal.json                   signed with a key of `seriesd key new office`
  seriesd seal --key office --request seal.tsq -o seal.json   and with a request for a timestamp authority
  curl -H 'Content-Type: application/timestamp-query' --data-binary @seal.tsq -o seal.tsr URL
  seriesd seal --of seal.json --timestamp seal.tsr -o dated.json   its answer, held in the seal

A seal is of its moment: with --of an earlier one is taken up again, and what is named is added to it.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Signed with which key, dated by whom, and where to."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    parser.add_argument("--key", metavar="NAME", help="sign with this key")
    parser.add_argument("--of", metavar="SEAL", help="the seal that this is about, instead of a new one")
    parser.add_argument("--request", metavar="FILE", help="write a request for a timestamp (RFC 3161) of it, .tsq")
    parser.add_argument("--timestamp", metavar="FILE", help="hold the answer of a timestamp authority, .tsr, in it")
    parser.add_argument(
        "--countersign", metavar="FILE", help="hold the countersignatures of this other copy of the seal in it as well"
    )
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Make the seal, or take one up again, and hand it out."""
    check_own_form(options)
    if options.of is None and (options.timestamp is not None or options.countersign is not None):
        raise UsageError("what is added is of a seal that was made before: name it with --of SEAL")
    try:
        seal = _new(options) if options.of is None else _again(options)
    except NoSignaturesError as error:
        raise UnableError(str(error)) from None
    made = of_seal(seal)
    if options.request is not None:
        _request(options, seal, made.text)
    return hand_out(options, made, f"the seal of {seal.statement.ledger}, head {made.head}.")


def _request(options: argparse.Namespace, seal: Seal, text: str) -> None:
    """Write the request for a timestamp, where the seal that it is of can be written as well."""
    request = request_for(seal.statement)
    check_free(options, options.request, request)
    if options.output is not None:
        check_free(options, options.output, text.encode())
    give_out(request, options.request, "tsq")


def seal_in_file(file: str) -> Seal:
    """A seal, its signatures checked. Raises `NotProvedError` where it does not hold."""
    try:
        found = read_seal(read_file(file))
        check_seal(found)
    except NotProvedError as error:
        raise NotProvedError(f"{file} does not hold: {error}") from None
    return found


def _new(options: argparse.Namespace) -> Seal:
    key = key_of(options)
    with ledger_of(options, create=False) as ledger:
        return read_seal(ledger.seal(key=key).text.encode())


def _again(options: argparse.Namespace) -> Seal:
    seal = seal_in_file(options.of)
    if options.key is not None:
        if seal.signature is not None:
            raise UsageError(f"{options.of} is signed already; a witness signs with `seriesd countersign`")
        seal = signed(seal, signing_key(options.key))
    if options.timestamp is not None:
        seal = replace(seal, timestamp=token_in(options.timestamp, seal.statement))
    if options.countersign is not None:
        seal = replace(seal, countersignatures=(*seal.countersignatures, *_further(seal, options.countersign)))
    return seal


def _further(seal: Seal, file: str) -> list[Countersignature]:
    """The countersignatures of another copy of a seal that it has not yet."""
    other = seal_in_file(file)
    if other.statement != seal.statement:
        raise NotProvedError(f"{Path(file).name} is another seal: it states the head {other.statement.head.spelt}")
    return [one for one in other.countersignatures if one.signature.public not in seal.public_keys]
