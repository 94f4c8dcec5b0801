"""All pages by the name that they have in addresses, and those of the menu in its order."""

from commands.web.pages import (
    certificate,
    documents,
    entry,
    journal,
    plain,
    price,
    readings,
    recordings,
    today,
    waterfall,
)
from commands.web.pages.audit import page as audit
from commands.web.pages.finding import help as helping
from commands.web.pages.finding import search
from commands.web.pages.holdings import all as holdings
from commands.web.pages.letters import all as letters
from commands.web.pages.page import Page
from commands.web.pages.proof import page as proof
from commands.web.pages.record import all as record
from commands.web.pages.what_if import all as what_if

ALL = (
    *price.PAGES,
    *journal.PAGES,
    *entry.PAGES,
    *documents.PAGES,
    *recordings.PAGES,
    *today.PAGES,
    *holdings.PAGES,
    *plain.PAGES,
    *search.PAGES,
    *helping.PAGES,
    *audit.PAGES,
    *letters.PAGES,
    *record.PAGES,
    *what_if.PAGES,
    *readings.PAGES,
    *certificate.PAGES,
    *waterfall.PAGES,
    *proof.PAGES,
)

PAGES: dict[str, Page] = {page.name: page for page in ALL}

_ORDER = (
    "Price",
    "Journal",
    "Cap table",
    "Today",
    "Audit",
    "Letters",
    "Record",
    "What if",
    "Readings",
    "Certificate",
    "Waterfall",
    "Proof",
)

MENU = sorted((page for page in ALL if page.menu), key=lambda page: _ORDER.index(page.menu))
