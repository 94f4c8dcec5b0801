"""All pages of letters."""

from commands.web.pages.letters import due, letter, matrix
from commands.web.pages.page import Page

PAGES: tuple[Page, ...] = (*matrix.PAGES, *letter.PAGES, *due.PAGES)
