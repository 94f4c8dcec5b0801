"""`seriesd countersign SEAL --key NAME`: a witness signs that a seal was there at a moment."""

import argparse
from datetime import UTC, datetime

from commands.api.proving.asking import of_seal
from commands.errors import UnableError
from commands.keys import signing_key
from commands.verbs.prove.seal import seal_in_file
from commands.verbs.prove.standing import add_replace, check_own_form, hand_out
from ledger.log.signatures import NoSignaturesError
from ledger.proof.statements import countersigned


def configure(parser: argparse.ArgumentParser) -> None:
    """Which seal, and with which key."""
    parser.epilog = (
        "A countersignature says that the seal was there when the clock of the witness said so, and nothing of what is "
        "in the ledger: that a witness sees with `seriesd witness`."
    )
    parser.add_argument("seal", metavar="SEAL", help="the file of the seal")
    parser.add_argument("--key", metavar="NAME", required=True, help="sign with this key")
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Add the signature, and hand the seal out."""
    check_own_form(options)
    key = signing_key(options.key)
    try:
        given = seal_in_file(options.seal)
        if key.public in given.public_keys:
            raise UnableError(f"the key {options.key!r} signed {options.seal} already; a witness has another key")
        seal = countersigned(given, key, datetime.now(UTC))
    except NoSignaturesError as error:
        raise UnableError(str(error)) from None
    return hand_out(options, of_seal(seal), f"the seal of {seal.statement.ledger}, countersigned with {options.key}.")
