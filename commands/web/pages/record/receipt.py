"""The receipt of a recording: the command's own sentences, the head to keep, and what is to be done now."""

from commands.web.asked import Dated
from commands.web.pages.page import Page
from commands.web.pages.recordings import recording
from commands.web.places import Place, Shown
from projections.audit.recordings import Receipt
from projections.render.answers.audit.receipt import recorded_before


class OfReceipt(Dated):
    """What the address of a receipt says: whether it was sent `again`, and nothing was recorded for that."""

    again: bool = False


def _receipt(place: Place) -> Shown:
    answer = recording(place)
    found: Receipt = answer.found
    written = [part for part in found.recording.written if part.company == place.asked.company]
    ids = [name for part in written for name in part.entries or ()]
    proposals = [part.name for part in written if part.what == "proposal" and part.name]
    tells = found.result is not None and bool(found.result.steps or found.result.changes)
    again = isinstance(place.params, OfReceipt) and place.params.again
    before = recorded_before(found.recording) if again else ""
    about = {"before": before, "entries": ids, "proposals": proposals, "tells": tells, "found": found}
    return Shown(f"Receipt of recording {found.recording.recording}", [answer], about)


PAGES = (Page("receipt", "Receipt", _receipt, asks=OfReceipt, template="receipt.html", keyed=True),)
