"""Holders that are renamed, or become one: the format has stakeholders, each with one name, and no act of theirs."""

from ledger.events import HolderRenamed, HoldersMerged, SharesTransferred
from projections.ocf.draft import COMMON, SERIES, Draft
from projections.ocf.stock import shares_transferred


def holder_renamed(draft: Draft, entry: HolderRenamed) -> None:
    """The stakeholder is the same, and has the name of now from the beginning."""
    before, after = entry.from_, entry.to
    names = {before: after, after: f"{after} (until {draft.on})"}  # who went by that name long ago was somebody else
    draft.holders = {names.get(name, name): one for name, one in draft.holders.items()}
    for stock in (COMMON, SERIES):
        if (stock, before) in draft.stock:
            draft.stock[stock, after] = draft.stock.pop((stock, before))
    draft.rights = {
        name: (security, one._replace(holder=after) if one.holder == before else one)
        for name, (security, one) in draft.rights.items()
    }
    draft.lose(entry.type)


def holders_merged(draft: Draft, entry: HoldersMerged) -> None:
    """All certificates are transferred; a right stays with the stakeholder that it was granted to."""
    for stock, name in ((COMMON, "common"), (SERIES, "series_d")):
        held = sum(one.shares for one in draft.stock.get((stock, entry.from_), []))
        if held:
            given = entry.model_dump(include={"effective", "id", "note", "source"}, exclude_none=True)
            fields = {"type": "shares_transferred", "stock": name, "from": entry.from_, "to": entry.into}
            shares_transferred(draft, SharesTransferred.model_validate({**given, **fields, "shares": held}))
    draft.lose(entry.type)
