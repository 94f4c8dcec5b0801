"""`seriesd_positions` says when the rows of each company were last written."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MEANING = "When its rows were last written, in UTC; empty where a program wrote them that did not note it."


def upgrade() -> None:
    """Add the column; of the rows that are there it is not known."""
    moment = sa.DateTime(timezone=True)
    op.add_column("seriesd_positions", sa.Column("projected_at", moment, nullable=True, comment=_MEANING))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("seriesd_positions", "projected_at")
