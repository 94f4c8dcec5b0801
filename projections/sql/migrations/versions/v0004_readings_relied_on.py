"""Which readings a company relies on. What stands in the tables does not say so: all of it is made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MADE_ANEW = (
    *("entries", "price_history", "conversion_prices", "holder_balances", "shares_outstanding", "rights"),
    *("conversions", "dividends", "accruals_paid", "calendar", "flags", "positions", "tracking"),
)


def upgrade() -> None:
    """Make the table."""
    _forget_rows()
    op.create_table(
        "seriesd_readings_relied_on",
        sa.Column("company", sa.Text(), nullable=False, comment="The name of the company."),
        sa.Column("about", sa.Text(), nullable=False, comment="What rests on it: price, balances or dividends."),
        sa.Column("reading", sa.Text(), nullable=False, comment="The number of the reading, such as A22."),
        sa.Column("from_date", sa.Date(), nullable=False, comment="The first day on which it came into play."),
        sa.Column("switch", sa.Text(), comment="The switch of the terms that decides it; empty where none does."),
        sa.Column("choice", sa.Text(), comment="The choice made of that switch."),
        sa.PrimaryKeyConstraint("company", "about", "reading", name="pk_seriesd_readings_relied_on"),
        comment="Which readings the figures of a company rest on, and since when they do.",
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take it away."""
    _forget_rows()
    op.drop_table("seriesd_readings_relied_on")


def _forget_rows() -> None:
    """The companies are then as if they had never been looked at, and are looked at again."""
    for name in _MADE_ANEW:
        op.execute(f"DELETE FROM seriesd_{name}")  # noqa: S608  our names
