"""The forms that answers are given out in: text, Markdown, pages, PDF, Word, JSON; and which of them is asked for."""

import argparse
import os
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath

from commands.errors import UsageError

FORMS = {"text": ".txt", "markdown": ".md", "html": ".html", "pdf": ".pdf", "docx": ".docx", "json": ".json"}
"""The forms that answers are given out in, and the suffix of a file of each."""

MORE_FORMS: Mapping[str, Mapping[str, str]] = {"audit": {"xlsx": ".xlsx"}}
"""Verbs that can give out their answer in more forms than those of all, likewise."""

OWN_FORMATS = ("record", "check", "export", "template")
"""Verbs whose --format says something else: what is read, or which file is written."""

OF_OWN_FORM = ("prove", "seal", "countersign")
"""Verbs that make a document for others, which has a form of its own."""


def settle(options: argparse.Namespace) -> None:
    """Settle the form of the answer.

    Raises `UsageError` where one for standard output is to go to a file, for a suffix that no form has, and where the
    folder of a file is not there.
    """
    if options.verb in (
        "export",
        "completion",
        "template",
        *OF_OWN_FORM,
    ):  # a file is as its own format has it, whatever its name
        return
    # letters have a format, and what is said of them may be JSON
    if getattr(options, "all_due", False) and options.kind != "standing":
        options.format = options.format or "text"
        return
    if options.json and options.output is not None and options.verb != "sweep":
        raise UsageError("--json goes to standard output; leave -o out, or write it to a file with --format json")
    # a sweep is written as data, too, by suffixes of its own
    as_data = options.verb == "sweep" and _suffix(options.output) not in FORMS.values()
    output = None if as_data else options.output
    options.format = "json" if options.json else form_of(options.format, output, MORE_FORMS.get(options.verb))
    options.json = options.format == "json"
    if output is not None:
        from commands.terminal.output import check_folder_of, is_folder

        if not is_folder(output):  # found before anything is recorded
            check_folder_of(output)


def form_of(chosen: str | None, output: str | None, more: Mapping[str, str] | None = None) -> str:
    """The form chosen, else that of the file's suffix, else text. Raises `UsageError` for a suffix that no form has."""
    suffix, forms = _suffix(output), {**FORMS, **(more or {})}
    if chosen is None and suffix and suffix not in forms.values():
        known = ", ".join(forms.values())
        raise UsageError(f"no answer is written as {suffix}; known are {known}, and --format says it for other names")
    return chosen or next((name for name, known in forms.items() if known == suffix), "text")


def _suffix(output: str | None) -> str:
    """How the name of a file ends; a folder has no suffix."""
    return "" if output is None or output.endswith(("/", os.sep)) else PurePath(output).suffix.lower()


def wants_json(words: Sequence[str]) -> bool:
    """Whether a command asks for JSON on standard output, also where it cannot be read otherwise."""
    asked = "--json" in words or "--format=json" in words or ("--format", "json") in pairwise(words)
    return "--json" in words if any(verb in words for verb in OWN_FORMATS) else asked
