"""How the help of a verb is set: between words, so that no date and no number is broken, and with what can be typed.

A line of examples that does not fit becomes two: the command, which goes on behind a backslash where it must, and under
it what it does.
"""

import argparse


class Words(argparse.HelpFormatter):
    """Where the library breaks lines within dates and long words, here they are broken between words alone."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        """What is said of an option, in lines."""
        from projections.render.words import wrapped

        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """A paragraph."""
        return "\n".join(f"{indent}{line}" for line in self._split_lines(text, width - len(indent)))


class Examples(Words):
    """The same, for text whose lines stand as they are where they fit."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Lines of prose, and indented ones that are typed."""
        from projections.render.words import typed, wrapped

        room = width - len(indent)
        made = (typed(line, room) if line.startswith(" ") else wrapped(line, room) or [""] for line in text.split("\n"))
        return "\n".join(f"{indent}{line}" for lines in made for line in lines)
