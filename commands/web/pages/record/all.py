"""All pages that write."""

from commands.web.pages.page import Page
from commands.web.pages.record import attaching, entering, mending, proposals, proposing, receipt

PAGES: tuple[Page, ...] = (
    *entering.PAGES,
    *proposing.PAGES,
    *receipt.PAGES,
    *mending.PAGES,
    *attaching.PAGES,
    *proposals.PAGES,
)
