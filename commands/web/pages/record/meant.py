"""What is seldom meant, and makes figures wrong: as a terminal asks before it records, a form asks for a tick."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from ledger.refusals import Flag
from projections.answers.flags import flag_says
from projections.compare.second_look.look import is_seldom_meant


def seldom_meant(flags: Iterable[Flag]) -> list[str]:
    """The notes among these that ask for a tick, as sentences."""
    return [flag_says(flag) for flag in flags if is_seldom_meant(flag)]


def token_of(sentences: Sequence[str]) -> str:
    """What a tick says that is of these very notes, and of no others."""
    return sha256("\n".join(sentences).encode("utf-8", "backslashreplace")).hexdigest()[:24]
