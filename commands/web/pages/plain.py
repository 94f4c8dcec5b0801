"""Pages that show the answer of one verb as it is."""

from collections.abc import Callable, Sequence

from commands.web.pages.page import Page
from commands.web.places import Place, Shown


def _of(
    title: str, verb: str, words: Callable[[Place], Sequence[str]] = lambda place: place.clocks
) -> Callable[[Place], Shown]:
    return lambda place: Shown(title, [place.ask(verb, words(place))])


PAGES = (
    Page("dividends", "Dividends", _of("Dividends", "dividends")),
    Page("flags", "Flags", _of("Flags", "flags")),
)
