"""Saying why there is no answer: the errors that are answers, each with its code and exit code; no secret in any."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from commands.errors import Error
from commands.terminal.forms import wants_json
from commands.terminal.options import as_shown
from commands.terminal.streams import say_beside, say_plainly, speak_utf8
from ledger.shown import concealed, concealed_of

if TYPE_CHECKING:
    from commands.complaints import Complaint


def answer_error(error: Exception, words: Sequence[str]) -> int:
    """Turn an error that is an answer into its sentence and exit code; anything else is a fault and is raised."""
    from commands.telling import told_of

    found = told_of(error)
    if found is None:
        raise error
    return complain(found.sentences, found.complaint, words, found.code)


def complain(sentences: Sequence[str], what: "str | Complaint", words: Sequence[str], code: int = 2) -> int:
    """Say why there is no answer: to a program as one document, of a code alone or in full; to a person as lines."""
    safe = [_without_secrets(sentence, words) for sentence in sentences]
    try:
        if wants_json(words) and sys.stdout is not None:
            _print_complaint(what, sentences[0], words)
        else:
            for sentence in safe:
                say_beside(f"seriesd: {sentence}", as_shown(words))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever does not listen learns it from the exit code
        let_go_of_stdout()
    except (OSError, MemoryError, ImportError, SystemError):
        # nobody listens, or there is no room for what sets a sentence in lines
        say_plainly(f"seriesd: {safe[0]}")
        let_go_of_stdout()
    return code


def _without_secrets(sentence: str, words: Sequence[str]) -> str:
    """What is said without a password that it repeats from the command line or from the environment."""
    for given in (*words, *map(os.environ.get, _ADDRESSES)):
        sentence = concealed_of(sentence, given) if given else sentence
    return concealed(sentence)


_ADDRESSES = ("SERIESD_LEDGER", "SERIESD_TABLES", "SERIESD_DOCUMENTS")
"""The variables of the environment in which an address can stand."""


def _print_complaint(what: "str | Complaint", sentence: str, words: Sequence[str]) -> None:
    from commands.complaints import Complaint
    from projections.render.json.documents import as_document, headed
    from projections.render.json.serialize import as_json

    found = Complaint(Error(what, "", sentence, None, None)) if isinstance(what, str) else what
    errors = None if found.errors is None else [_safe(one, words) for one in found.errors]
    speak_utf8()
    print(as_document(headed("error", as_json(found._replace(error=_safe(found.error, words), errors=errors)))), end="")


def _safe(error: Error, words: Sequence[str]) -> Error:
    return error._replace(message=_without_secrets(error.message, words))


def let_go_of_stdout() -> None:
    """What is still to be written goes nowhere: nobody reads it, or there is no room for it."""
    with suppress(OSError, ValueError):  # where standard output is no file, nothing is held back
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
