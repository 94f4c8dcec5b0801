"""What verbs share that are about a whole ledger, and not about one company in it."""

import argparse

from commands.errors import UsageError


def check_whole(options: argparse.Namespace) -> None:
    """Refuse the choice of a company. Raises `UsageError`."""
    if options.company is not None:
        raise UsageError(f"`{options.verb}` is about the whole ledger, with all its companies; leave --company out")
