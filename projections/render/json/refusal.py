"""The answer of `explain` of a refusal for a program."""

from projections.explain.refusal import Refused
from projections.render.json.types import RefusedJson
from projections.render.json.workings import Listing


def refused_json(answer: Refused, *, everything: bool = False, depth: int | None = None) -> RefusedJson:
    """A refusal explained, for a program."""
    listing = Listing(everything=everything)
    roots = {name: listing.add(working, depth) for name, working in answer.figures.items()}
    met = answer.refusal
    return {
        "code": answer.rule.code,
        "clause": answer.rule.clause if met is None else met.clause,
        "rule": answer.rule.says,
        "remedy": answer.rule.remedy,
        "message": None if met is None else met.message,
        "entry": None if answer.recorded is None else answer.recorded.id,
        "on": None if answer.recorded is None else answer.recorded.entry.effective.isoformat(),
        **listing.json(roots, answer.entries),
    }
