"""Where the words of a page that lead to a file lead: by its path from the folder that the page is in."""

import os
from pathlib import Path
from urllib.parse import quote

from projections.render.marks.marked import Linked


def address_from(words: str, base: Path | None) -> str:
    """The address of the file that words lead to, seen from a folder; nothing where they lead nowhere.

    Every sign that could end an address, or begin another kind of one, is spelt out.
    """
    if base is None or not isinstance(words, Linked) or not words.file:
        return ""
    try:
        path = os.path.relpath(words.file, base)
    except ValueError:  # on another drive no path leads there
        return ""
    return quote(os.fsencode(path.replace(os.sep, "/")))
