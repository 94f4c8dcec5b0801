"""A flag says which answers it touches. What stands in the tables does not say so: all of it is made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MEANINGS = {
    "touches_price": "Whether a reader of the Conversion Price should know it.",
    "touches_balances": "Whether a reader of balances should know it.",
    "touches_dividends": "Whether a reader of what dividends give should know it.",
    "touches_liquidation": "Whether a reader of what a liquidation would give should know it.",
}
_ALL = (
    *("entries", "price_history", "conversion_prices", "holder_balances", "shares_outstanding", "rights"),
    *("conversions", "dividends", "accruals_paid", "calendar", "flags", "positions", "tracking"),
)


def upgrade() -> None:
    """Add the columns."""
    _forget_rows()
    with op.batch_alter_table("seriesd_flags", table_kwargs={"sqlite_with_rowid": False}) as table:
        for name, meaning in _MEANINGS.items():
            table.add_column(sa.Column(name, sa.Boolean(), nullable=False, comment=meaning))


def downgrade() -> None:
    """Take them away."""
    _forget_rows()
    with op.batch_alter_table("seriesd_flags", table_kwargs={"sqlite_with_rowid": False}) as table:
        for name in _MEANINGS:
            table.drop_column(name)


def _forget_rows() -> None:
    """The companies are then as if they had never been looked at, and are looked at again."""
    for name in _ALL:
        op.execute(f"DELETE FROM seriesd_{name}")  # noqa: S608  our names
