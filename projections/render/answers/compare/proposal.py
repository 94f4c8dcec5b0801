"""A proposed value of Additional Rights."""

from collections.abc import Iterator
from decimal import Decimal

from projections.render.blocks import Block, Note, Title, Verbatim


def blocks(total: Decimal, per_share: Decimal) -> Iterator[Block]:
    """What the model proposes, and how it would be recorded."""
    yield Title(f"Black-Scholes proposes {total:f} for the rights, {per_share:f} a share.")
    yield Note("It counts once agreed with the holders (4E(5)); record it with the issue as")
    yield Verbatim([f'consideration: {{cash: …, additional_rights: "{total:f}"}}'])
