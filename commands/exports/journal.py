"""JSONL: the ledger written out again as a journal."""

from commands.exports.request import Made, Request
from commands.journal import write_jsonl
from ledger.events import SeriesDAutoConverted


def write(request: Request) -> Made:
    """Every entry in the order recorded, under its id.

    What the ledger wrote itself is left out: recording the journal again writes it again.
    """
    log = request.ledgers[0].log(as_known=request.as_known)
    lines = [*write_jsonl(one.entry for one in log if not isinstance(one.entry, SeriesDAutoConverted))]
    return Made("".join(f"{line.rstrip(chr(10))}\n" for line in lines).encode(), entries=len(lines))
