"""The pages on holdings."""

from commands.web.pages.holdings import cap_table, holder, ownership, rights

PAGES = (*cap_table.PAGES, *holder.PAGES, *ownership.PAGES, *rights.PAGES)
