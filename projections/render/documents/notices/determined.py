"""Who determined a figure, or from where a quotation is, as a letter says it (4E(5), 4G, 4H)."""

from projections.documents.notices.basis import Determined

_BY = {
    "board": "the Board of Directors, in good faith",
    "board_and_holders": "the Board of Directors and holders of the series together",
    "appraiser": "an appraiser",
    "exchange": "the price on an exchange",
    "quotation": "a quotation",
}


def by_whom(one: Determined) -> str:
    """A figure of an entry with who determined it, on what basis, when, and whether that is final."""
    by = one.by
    who = f" ({by.who})" if by.who else ""
    said = f"{one.entry}: {one.what} is that of {_BY[by.by]}{who}, of {by.date}: {by.basis.rstrip('.')}"
    said += f"; agreed to as {by.agreement}" if by.agreement else ""
    said += f"; a holder inquired on {by.inquired}" if by.inquired else ""
    said += f", answered on {by.answered}" if by.answered else ""
    return f"{said}{'. It is PROVISIONAL' if by.provisional else ''}."
