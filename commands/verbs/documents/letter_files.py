"""The files of letters: what they are called, and which of a folder an earlier run wrote."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import file_digest, sha256
from pathlib import Path

from commands.reading.lines import UnreadableError
from commands.reading.sources import bounded

WRITTEN = ".letters.json"
"""What `notice --all-due` wrote into a folder, so that nothing else is written over and nothing else is mailed."""

_LONGEST_NAME = 60
_DIGITS = 6


def file_names(start: str, holders: Sequence[str], suffix: str) -> Mapping[str, str]:
    """A file name for each holder, of plain letters and different for each, whatever the holders are called.

    A name that has no plain letters, or shares them with another, has a mark that is made of it, the same in every run.
    """
    plain = {holder: _plain(holder) for holder in holders}
    many = Counter(plain.values())
    stems = {holder: stem if stem and many[stem] == 1 else _marked(stem, holder) for holder, stem in plain.items()}
    return {holder: f"{start}-{stem}{suffix}" for holder, stem in stems.items()}


def _plain(holder: str) -> str:
    letters = unicodedata.normalize("NFKD", holder).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_NAME].rstrip("-")


def _marked(stem: str, holder: str) -> str:
    mark = digest(holder.encode("utf-8", "backslashreplace"))[:_DIGITS]
    return f"{stem[: _LONGEST_NAME - _DIGITS - 1] or 'holder'}-{mark}"


def written_before(folder: Path) -> Mapping[str, str]:
    """The files that earlier runs wrote into a folder, each with the digest of what they wrote."""
    try:
        found = json.loads(bounded(folder / WRITTEN))
    except (OSError, ValueError, RecursionError, UnreadableError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def digest_of(path: Path) -> str:
    """That of a file, however large it became. Raises `OSError`."""
    with path.open("rb") as there:
        return file_digest(there, "sha256").hexdigest()


def digest(document: bytes) -> str:
    """By what it is known whether a file is still what was written."""
    return sha256(document).hexdigest()
