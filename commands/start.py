"""Where the command begins: an interrupt that comes before `commands.cli` is there is answered in a sentence, too.

It imports nothing by itself, so that there is next to no time in which it is not there either.
"""

import sys


def main() -> int:
    """Run one command and answer its exit code: 130 where it was interrupted."""
    try:
        from commands.cli import main as command

        return command()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("interrupted; nothing was half-written\n")
        return 130
