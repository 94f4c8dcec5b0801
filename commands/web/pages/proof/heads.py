"""Heads and keys as they are pasted: digits alone. A command takes the name of a file for one; a page must not."""

import re

from commands.api.proving.given import head_in, is_head
from commands.errors import UsageError
from commands.web.sent import Sent

MOST = 100
"""So many are looked for at once."""

_KEY = re.compile(r"[0-9a-f]{64}")


def heads_in(sent: Sent, field: str) -> list[str]:
    """The heads in a field, one to a line. Raises `UsageError` for what is none."""
    return [_head(line) for line in _lines(sent, field)]


def keys_in(sent: Sent, field: str) -> list[str]:
    """The public keys in a field, one to a line. Raises `UsageError` for what is none."""
    found = [line.lower() for line in _lines(sent, field)]
    wrong = next((one for one in found if _KEY.fullmatch(one) is None), None)
    if wrong is not None:
        raise UsageError(
            f"{wrong[:80]!r} is no public key: it has 64 digits, 0 to 9 and a to f, as `seriesd key` shows it"
        )
    return found


def _lines(sent: Sent, field: str) -> list[str]:
    found = sent.one(field).split()
    if len(found) > MOST:
        raise UsageError(f"more than {MOST} at once are not looked for; send fewer")
    return found


def _head(text: str) -> str:
    if not is_head(text):  # what the command takes for the name of a file
        raise UsageError(
            f"{text[:80]!r} is no head: it has 64 digits, 0 to 9 and a to f, as `seriesd verify` prints it, or stands "
            "behind the number of events, SIZE:DIGITS"
        )
    return head_in(text).spelt
