"""The forms that answers are given out in: text, Markdown, pages, PDF, JSON; and which of them is asked for."""

import argparse
from itertools import pairwise
from pathlib import PurePath

from commands.errors import UsageError

FORMS = {"text": ".txt", "markdown": ".md", "html": ".html", "pdf": ".pdf", "json": ".json"}
"""The forms that answers are given out in, and the suffix of a file of each."""

OWN_FORMATS = ("record", "check", "export")
"""Verbs whose --format says something else: what is read, or which file is written."""


def settle(options: argparse.Namespace) -> None:
    """Settle the form of the answer. Raises `UsageError` where one for standard output is to go to a file."""
    if options.verb == "export":
        return
    if options.json and options.output is not None and options.verb != "sweep":
        raise UsageError("--json goes to standard output; leave -o out, or write it to a file with --format json")
    options.format = "json" if options.json else form_of(options.format, options.output)
    options.json = options.format == "json"


def form_of(chosen: str | None, output: str | None) -> str:
    """The form chosen, else that of the file's suffix, else text."""
    if chosen is not None:
        return chosen
    suffix = PurePath(output).suffix.lower() if output is not None else ""
    return next((name for name, known in FORMS.items() if known == suffix), "text")


def wants_json(words: list[str]) -> bool:
    """Whether a command asks for JSON on standard output, also where it cannot be read otherwise."""
    asked = "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)
    return "--json" in words if any(verb in words for verb in OWN_FORMATS) else asked
