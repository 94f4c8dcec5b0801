"""An entry: what it did, what it says and who recorded it, its documents, and the ways to mend it."""

from commands.web.pages.documents import preview_of
from commands.web.pages.page import Page
from commands.web.places import Place, Shown

_LONG = 2_000
"""What an entry did is told at once where the log is not longer; else when the page is there."""


def _entry(place: Place) -> Shown:
    name = place.key or ""
    listed = place.ask("entries", [f"--entry={name}", *place.as_known])
    told_later = place.known is not None and len(place.known.log) > _LONG and place.form is None
    did = None if told_later else place.ask("explain", [*place.as_known, "--", name])
    papers = place.ask("documents", [*place.as_known, "--", name])
    (one,) = listed.found.entries
    about = {
        "listed": listed,
        "did": did,
        "papers": papers if papers.found.documents else None,
        "previews": [preview_of(document) for document in papers.found.documents],
        "can_go": one.recorded.entry.type != "certificate_adopted",  # it stays, and is only corrected
        "can_mend": place.session is not None and one.state != "voided" and not one.written_by_ledger,
    }
    return Shown(name, [one for one in (did, listed, papers) if one is not None], about)


def _did(place: Place) -> Shown:
    return Shown(f"What {place.key} did", [place.ask("explain", [*place.as_known, "--", place.key or ""])])


PAGES = (
    Page("entry", "Entry", _entry, template="entry.html", keyed=True),
    Page("did", "What an entry did", _did, template="did.html", keyed=True),
)
