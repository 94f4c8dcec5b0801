"""The files of letters: what they are called, and which of a folder an earlier run wrote."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

WRITTEN = ".letters.json"
"""What `notice --all-due` wrote into a folder, so that nothing else is written over and nothing else is mailed."""

_LONGEST_NAME = 60


def file_names(start: str, holders: Sequence[str], suffix: str) -> Mapping[str, str]:
    """A file name for each holder, of plain letters and different for each, whatever the holders are called."""
    names: dict[str, str] = {}
    for holder in holders:
        plain = unicodedata.normalize("NFKD", holder).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME] or "holder"
        name, count = f"{start}-{stem}{suffix}", 1
        while name in names.values():
            count += 1
            name = f"{start}-{stem}-{count}{suffix}"
        names[holder] = name
    return names


def written_before(folder: Path) -> Mapping[str, str]:
    """The files that earlier runs wrote into a folder, each with the digest of what they wrote."""
    try:
        found = json.loads((folder / WRITTEN).read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in found.items()} if isinstance(found, dict) else {}


def digest(document: bytes) -> str:
    """By what it is known whether a file is still what was written."""
    return sha256(document).hexdigest()
