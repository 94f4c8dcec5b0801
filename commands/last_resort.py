"""What is said of an error that no verb foresaw: of what the machine lacks, and of a fault of seriesd itself.

Nobody but a developer can do anything with a traceback: it is shown where SERIESD_DEBUG is set.
"""

import errno
import os
from typing import NamedTuple

FAULT = 70
"""The exit code of a fault of seriesd itself, as `sysexits.h` has it for software."""

RECORDED = "what was recorded before is recorded"

_NO_MEMORY = f"there is not enough memory for this; give it more, or ask for less at once; {RECORDED}"
_MOST_SAID = 200


class LastWords(NamedTuple):
    """What is said at the end: a sentence, its code for a program, and the exit code."""

    sentence: str
    what: str
    code: int


def last_words(error: BaseException, *, elsewhere: bool = False) -> LastWords | None:
    """What is said of an error that nothing answers; None where it is a fault, and whoever mends it wants to see it.

    Whoever is `elsewhere`, and asks this machine over a connection, is not told what stands where on it.
    """
    lacking = _lacking_here(error) if elsewhere else _lacking(error)
    if lacking is not None:
        return LastWords(lacking, "lacking", 2)
    if os.environ.get("SERIESD_DEBUG"):
        return None
    kind = type(error).__name__
    said = kind if elsewhere else " ".join(f"{kind}: {error}".split())[:_MOST_SAID]
    sentence = (
        f"this is a fault of seriesd, not of what was asked ({said}); {RECORDED}. Please report it with the command; "
        "SERIESD_DEBUG=1 shows where it happened"
    )
    return LastWords(sentence, "fault", FAULT)


def why_not(error: OSError) -> str | None:
    """What the machine lacks, where an error of the system says that; None where it is about what was asked."""
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return f"too many files are open at once; raise the limit (`ulimit -n`); {RECORDED}"
    if error.errno == errno.ENOMEM:
        return _NO_MEMORY
    if isinstance(error, FileNotFoundError) and error.filename is None and not _is_somewhere():
        return f"the current folder is gone; go to one that is there; {RECORDED}"
    return None


def _lacking(error: BaseException) -> str | None:
    if isinstance(error, OSError):
        return why_not(error) or f"{error.strerror or error}; {RECORDED}"
    if isinstance(error, ImportError) and not _lacking_memory(error):
        return f"a part of the program cannot be loaded ({' '.join(str(error).split())}); install seriesd again"
    return _lacking_memory(error)


def _lacking_here(error: BaseException) -> str | None:
    """The same without a path: the messages of libraries, and of the system, have those of the machine in them."""
    match error:
        case OSError():
            return why_not(error) or f"{error.strerror or 'the system of the server does not do this'}; {RECORDED}"
        case ImportError():
            named = f" ({error.name})" if error.name else ""
            return _lacking_memory(error) or f"a part of the program cannot be loaded{named}; install seriesd again"
        case _:
            return _lacking(error)


def _lacking_memory(error: BaseException) -> str | None:
    no_memory = isinstance(error, MemoryError) or any(sign in str(error) for sign in _SIGNS)
    return _NO_MEMORY if no_memory else None


_SIGNS = (
    "failed to map segment",
    "Cannot allocate memory",
    "can't start new thread",
    "out of memory",
    "without exception set",
    "without setting an exception",
)
"""How libraries, and Python itself, say that they have got no memory."""


def _is_somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109  no path is wanted, only whether there is one
    except OSError:
        return False
    return True
