"""The beginnings of entries, and the sentences, that the tests of refusals share."""

import pytest

from commands.journal import UnreadableError, read_text

ISSUE = "type: common_issued, effective: 2006-03-01, id: W-1, holder: a"
PAIRS = '"type": "common_issued", "effective": "2006-03-01", "id": "W-1", "holder": "a"'
HEADER = "type,effective,id,holder,shares"
ROW = "common_issued,2006-03-01,W-1,a"
NO_NUMBER = "is not a number; write it like 5000000, 0.0033 or 11/3 (no thousands separators, no units)"
NO_LIST = "the file must be a list of entries, or a mapping with only the key 'entries'"
NO_MAPPING = "an entry must be a mapping of fields to values; this is"
PLAIN = "is refused; a journal holds plain values only"
TOO_DEEP = "nested more than 20 deep; no entry needs that"
BOTH = "has both a value of its own and fields under it; fill the one or the others"


def refusal(text: str, spelling: str) -> UnreadableError:
    """What a reader says of this text, in a file called j."""
    with pytest.raises(UnreadableError) as caught:
        read_text(text, spelling, "j")
    return caught.value
