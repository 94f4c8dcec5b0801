"""Migrations of the reporting tables. A migration that was once released is never changed."""
