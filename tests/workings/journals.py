"""The generated journals that workings are told of: those of the first edition of the reading, and of the second."""

from hypothesis import strategies as st

from ledger.events import read_entry
from ledger.events.errors import EntryError
from tests.reference.record import Entry
from tests.reference.timelines import timelines
from tests.reference.timelines_second_edition import timelines_second_edition


def journals(max_entries: int) -> st.SearchStrategy[list[Entry]]:
    """Journals of both kinds; what no reader would take is left out."""
    return timelines(max_entries) | timelines_second_edition(max_entries).map(readable)


def readable(entries: list[Entry]) -> list[Entry]:
    """The entries that can be read at all."""
    return [one for one in entries if _is_readable(one)]


def _is_readable(entry: Entry) -> bool:
    try:
        read_entry(entry)
    except EntryError:
        return False
    return True
