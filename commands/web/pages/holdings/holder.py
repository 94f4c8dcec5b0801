"""One holder: what it has and why, all that concerns it, and its statement as a letter."""

from collections.abc import Callable

from commands.web.asked import Dated, OnDay
from commands.web.asking import Answer, option
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from commands.web.slugs import slug

FORMS = {"html": "html", "pdf": "pdf", "docx": "docx", "md": "markdown", "txt": "text"}
"""The forms of a statement by the suffix of its address."""
_ENTRIES = 50
"""So many of the entries that name a holder stand on its page, the last ones; the journal has all."""
_AT_ONCE = 2_000
"""A log of so many entries is replayed while somebody waits; of a longer one the page loads the reasons behind it."""


class Since(Dated):
    """From which day on movements are told."""

    since: OnDay = None


def _holder(place: Place) -> Shown:
    """Why it has what it has, and the entries; what takes a replay of its own the page loads behind it."""
    entries = place.ask("entries", [f"--holder={place.key}", *_last(place), *place.as_known])
    if place.form is not None:
        return Shown(place.key or "", [_explained(place), _account_of(place), entries])
    explained = [_explained(place)] if len(place.known.log if place.known else ()) <= _AT_ONCE else []
    return Shown(place.key or "", [*explained, entries], {"explained": explained})


def _explained(place: Place) -> Answer:
    return place.ask("explain", [f"--holder={place.key}", f"--on={place.asked.day}", *place.as_known])


def _why(place: Place) -> Shown:
    return Shown(f"Why {place.key} has what it has", [_explained(place)], {"offset": 0})


def _last(place: Place) -> list[str]:
    return [] if place.form else [f"--part={_ENTRIES}"]


def _account_of(place: Place) -> Answer:
    words = [*_words(place), *place.as_known]
    return place.ask("statement", [*words, "--", place.key or ""])


def _words(place: Place) -> list[str]:
    return [f"--on={place.asked.day}", *option("--since", getattr(place.params, "since", None))]


def _account(place: Place) -> Shown:
    return Shown(f"The account of {place.key}", [_account_of(place)])


def _statement(place: Place) -> Shown:
    since = getattr(place.params, "since", None)
    words = [*_words(place), *place.as_known, "--", place.key or ""]
    answer = place.ask("statement", words, form="json")
    forms = [
        (form, place.address(f"statement/{slug(place.key or '')}.{form}", {"since": since}))
        for form in ("html", "pdf", "docx")
    ]
    papers = {form: _as(place, words, form) for form in FORMS}
    return Shown(f"Statement to {place.key}", [answer], {"forms": forms, "since": since}, papers=papers)


def _as(place: Place, words: list[str], form: str) -> Callable[[], bytes]:
    return lambda: place.ask("statement", words, form=FORMS[form]).file or b""


PAGES = (
    Page("holder", "Holder", _holder, template="holder.html", keyed=True),
    Page("holder-why", "Why a holder has what it has", _why, keyed=True),
    Page("account", "Account of a holder", _account, Since, "account.html", keyed=True),
    Page("statement", "Statement to a holder", _statement, Since, "statement.html", keyed=True),
)
