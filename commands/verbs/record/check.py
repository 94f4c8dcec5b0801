"""`seriesd check FILE…`: what `record` would say; nothing is written, not even an empty ledger."""

import argparse

from commands.verbs.record.record import configure_files as configure
from commands.verbs.record.record import record

__all__ = ["configure", "run"]


def run(options: argparse.Namespace) -> int:
    """Say what recording would do."""
    return record(options, write=False)
