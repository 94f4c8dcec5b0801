"""The search, which leads at once to what has the very name; and the way to the same page of another company."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from commands.web.asked import Dated
from commands.web.ledgers import NotThereError
from commands.web.pages.finding.found import everything, exactly, like, near_to
from commands.web.pages.page import Gone, Page
from commands.web.places import Place, Shown
from ledger.log.recorded import Recorded
from ledger.names import near

_LONGEST = 200
"""So long is what can be looked for."""


class Query(Dated):
    """What is looked for."""

    q: Annotated[str, Field(description="a name, or words of a note or a source")] = ""


class Other(Dated):
    """To which company, and which page of it."""

    company: Annotated[str | None, Field(description="the company, by its name")] = None
    page: Annotated[str, Field(description="the page, by its name in addresses")] = "price"


def _pages() -> Mapping[str, Page]:
    from commands.web.pages import all as every  # of which this page is one

    return every.PAGES


def _query(place: Place) -> str:
    return str(getattr(place.params, "q", ""))[:_LONGEST].strip()


def _log(place: Place) -> list[Recorded]:
    """The entries as they are known where the page stands."""
    loaded = place.source.loaded
    return [] if loaded is None else loaded.at(place.asked.known).known.log


def _straight(place: Place) -> Gone | None:
    """The address of what has the very name, if one thing alone has it."""
    query = _query(place)
    found = exactly(query, everything(place.asked, _log(place), _pages())) if query and place.form is None else []
    return Gone(found[0].address) if len({one.address for one in found}) == 1 else None


def _search(place: Place) -> Shown:
    query = _query(place)
    known = [*everything(place.asked, _log(place), _pages())] if query else []
    found = like(query, known)
    about = {
        "query": query,
        "found": found,
        "near": [] if found else near_to(query, known),
        "number": sum(len(one.hits) + one.more for one in found),
    }
    return Shown(f"Search: {query}" if query else "Search", [], about)


def _go(place: Place) -> Gone:
    """The same page of another company; one that cannot be seen without a name is left for the price."""
    company = str(getattr(place.params, "company", None) or place.asked.company or "")
    if company not in place.companies:
        raise NotThereError(f"no company {company!r} is here{near(company, place.companies)}")
    page = _pages().get(getattr(place.params, "page", "price"))
    stands = page is not None and (not page.keyed or page.alone) and page.name not in ("go", "search")
    return Gone(place.asked.of(company).address(page.name if page is not None and stands else "price"))


PAGES = (
    Page("search", "Search", _search, Query, "search.html", gives=_straight),
    Page("go", "Another company", _search, Other, "search.html", gives=_go),
)
