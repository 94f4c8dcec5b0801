"""One letter: as it is mailed on the day, to read before that, and as a file."""

from collections.abc import Callable
from typing import Literal

from commands.web.asked import Dated
from commands.web.asking import option
from commands.web.pages.page import Page
from commands.web.places import Place, Shown
from commands.web.slugs import slug
from projections.documents.notices.standing import ADJUSTMENT

Kind = Literal["adjustment", "dividend", "subscription", "reorganization", "dissolution"]

FORMS = {"html": "html", "pdf": "pdf", "docx": "docx", "md": "markdown", "txt": "text"}
"""The forms of a letter by the suffix of its address."""


class OneLetter(Dated):
    """Whose letter, and of which kind; without a holder the one to all of them."""

    kind: Kind | None = None
    holder: str | None = None


def _letter(place: Place) -> Shown:
    asked = place.params
    assert isinstance(asked, OneLetter)  # noqa: S101  the page asks this
    kind = asked.kind or _kind(place)
    mailed = f"--mailed={place.asked.day}"
    words = [kind, f"--entry={place.key}", *option("--holder", asked.holder), mailed, *place.as_known]
    answer = place.ask("notice", words, form="json")
    more = {"kind": kind, "holder": asked.holder}
    forms = [
        (form, place.asked.address(f"letter/{slug(place.key or '')}.{form}", more)) for form in ("html", "pdf", "docx")
    ]
    about = {"forms": forms, "holder": asked.holder, "kind": kind, "said": answer.said}
    return Shown(f"{kind} {place.key}", [answer], about, papers={form: _as(place, words, form) for form in FORMS})


def _as(place: Place, words: list[str], form: str) -> Callable[[], bytes]:
    return lambda: place.ask("notice", words, form=FORMS[form]).file or b""


def _kind(place: Place) -> str:
    """What the entry is told of as: what the certificate asks notice of, else the adjustment that it made."""
    found = place.ask("notice", ["standing", *place.clocks]).found
    return next((one.kind for one in found.notices if place.key in one.covers), ADJUSTMENT)


PAGES = (Page("letter", "A letter", _letter, OneLetter, "letter.html", keyed=True),)
