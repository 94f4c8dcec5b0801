"""All pages of what would be."""

from commands.web.pages.page import Page
from commands.web.pages.what_if import keeping, scenarios, supposing, sweeping

PAGES: tuple[Page, ...] = (*supposing.PAGES, *scenarios.PAGES, *keeping.PAGES, *sweeping.PAGES)
