"""Where the record tells of what a difference between two ledgers is about."""

from datetime import date

from projections.compare.differences import SUBJECTS, Difference
from projections.render.marks.why import Why


def about(one: Difference) -> Why:
    """An entry, a holder or a right; or of a price or a total the day."""
    match SUBJECTS[one.kind]:
        case "on":
            return Why("holders" if one.kind == "total" else "price", on=date.fromisoformat(one.about))
        case "holder":
            return Why("holder", one.about)
        case "right":
            return Why("right", one.about)
        case _:
            return Why("entry", one.about)
