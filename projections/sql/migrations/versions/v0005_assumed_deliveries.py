"""Which deliveries nobody stated. What stands in the tables does not say so: all of it is made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MEANING = "Whether nobody stated the number delivered: it is assumed as the ledger worked it out."
_MADE_ANEW = (
    *("entries", "price_history", "conversion_prices", "holder_balances", "shares_outstanding", "rights"),
    *("conversions", "dividends", "accruals_paid", "calendar", "flags", "readings_relied_on", "positions", "tracking"),
)


def upgrade() -> None:
    """Add the column."""
    _forget_rows()
    with op.batch_alter_table("seriesd_conversions", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.add_column(sa.Column("assumed", sa.Boolean(), nullable=False, comment=_MEANING))


def downgrade() -> None:
    """Take it away."""
    _forget_rows()
    with op.batch_alter_table("seriesd_conversions", table_kwargs={"sqlite_with_rowid": False}) as table:
        table.drop_column("assumed")


def _forget_rows() -> None:
    """The companies are then as if they had never been looked at, and are looked at again."""
    for name in _MADE_ANEW:
        op.execute(f"DELETE FROM seriesd_{name}")  # noqa: S608  our names
