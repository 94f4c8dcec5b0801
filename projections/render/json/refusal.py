"""A refusal explained, for a program."""

from projections.explain.refusal import Refused
from projections.render.json.types import RefusalExplained
from projections.render.json.workings import Listing


def refusal_document(answer: Refused, *, everything: bool = False, depth: int | None = None) -> RefusalExplained:
    """The rule, what broke it where something did, and the figures that it looked at."""
    listing = Listing(everything=everything)
    roots = {name: listing.add(working, depth) for name, working in answer.figures.items()}
    met = answer.refusal
    return RefusalExplained(
        code=answer.rule.code,
        clause=answer.rule.clause if met is None else met.clause,
        rule=answer.rule.says,
        remedy=answer.rule.remedy,
        message=None if met is None else met.message,
        entry=None if answer.recorded is None else answer.recorded.id,
        on=None if answer.recorded is None else answer.recorded.entry.effective,
        listed=listing.workings(roots, answer.entries),
    )
