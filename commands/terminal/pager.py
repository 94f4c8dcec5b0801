"""Text shown on a terminal: through the pager where it is longer than the screen."""

import os
import sys
from contextlib import suppress
from shutil import get_terminal_size, which

from commands.terminal.layout import is_terminal

_DEFAULT = "less -FRX"


def show(text: str, *, paged: bool = True) -> None:
    """Print text; on a terminal what is longer than the screen goes through $PAGER, or through less where that is."""
    command = _pager() if paged and is_terminal(sys.stdout) and text.count("\n") >= get_terminal_size().lines else []
    if not command or not _shown_by(command, text):
        sys.stdout.write(text)


def _pager() -> list[str]:
    """The pager and its options; none where none is wanted or there."""
    import shlex

    with suppress(ValueError):
        command = shlex.split(os.environ.get("PAGER", _DEFAULT))
        return command if command and which(command[0]) else []
    return []


def _shown_by(command: list[str], text: str) -> bool:
    """Whether a pager has shown text. While it is open, interrupting is its own affair."""
    import signal
    import subprocess

    sys.stdout.flush()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # without options of their own, pagers of the family show colours and leave the screen as it was
        reader = subprocess.Popen(  # noqa: S603  what the user names
            command, stdin=subprocess.PIPE, env={"LESS": "FRX", **os.environ}
        )
        with suppress(BrokenPipeError):
            reader.communicate(text.encode("utf-8", "backslashreplace"))
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True
