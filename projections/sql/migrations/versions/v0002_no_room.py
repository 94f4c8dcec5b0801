"""A company whose numbers do not fit is left out, and `seriesd_positions` says why."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MEANING = "Why there are no rows of the company; empty where there are."


def upgrade() -> None:
    """Add the column."""
    op.add_column("seriesd_positions", sa.Column("no_room", sa.Text(), nullable=True, comment=_MEANING))


def downgrade() -> None:
    """Take it away; companies without rows are then as if they had never been looked at, and are looked at again."""
    op.execute("DELETE FROM seriesd_positions WHERE no_room IS NOT NULL")
    op.execute("DELETE FROM seriesd_tracking")
    op.drop_column("seriesd_positions", "no_room")
