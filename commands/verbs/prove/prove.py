"""`seriesd prove ENTRY` or `--since HEAD`: a small file that shows others that something stands in this ledger."""

import argparse

from commands.api.proving.given import document_given
from commands.errors import UsageError
from commands.terminal.helping import Examples
from commands.terminal.question import ledger_of
from commands.verbs.prove.standing import add_replace, check_own_form, hand_out
from ledger.proof.proved import heads_of, read_proof

_EPILOG = """\
examples:
  seriesd prove sale-2 -o proof.json          that the entry stands in the ledger, whole
  seriesd prove --since seal.json -o on.json  that the ledger only went on since that seal
  seriesd verify-proof proof.json --head HEAD checks it, without a ledger

Whoever gets the file needs a head from somewhere else: a seal, a letter, a witness. See docs/proof.md.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Of which entry, or since which head; and where to."""
    parser.formatter_class = Examples
    parser.epilog = _EPILOG
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help="the id of the entry")
    parser.add_argument(
        "--since", metavar="HEAD", help="prove that the ledger went on from this head: HASH, SIZE:HASH or a seal's file"
    )
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Make the proof and hand it out."""
    check_own_form(options)
    if (options.entry is None) == (options.since is None):
        raise UsageError("say what is to be proved: an ENTRY by its id, or --since HEAD; one of the two")
    return _since(options) if options.since is not None else _of_entry(options)


def _of_entry(options: argparse.Namespace) -> int:
    with ledger_of(options, create=False) as ledger:
        company, made = ledger.chosen_company(), ledger.prove(options.entry)
    return hand_out(options, made, f"{options.entry} of {company} stands under the head {made.head}.")


def _since(options: argparse.Namespace) -> int:
    given = document_given(options.since)
    with ledger_of(options, create=False) as ledger:
        made = ledger.prove_since(given)
    earlier, later = heads_of(read_proof(made.text.encode()))
    return hand_out(options, made, f"the head {later.spelt} goes on from {earlier.spelt}.")
