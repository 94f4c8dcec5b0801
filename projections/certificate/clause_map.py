"""The certificate map, as an answer and as the page `docs/certificate-map.md`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from projections.certificate.clauses import CLAUSES, MEANS, Clause


class Map(NamedTuple):
    """What the ledger does about each clause of the certificate."""

    clauses: Sequence[Clause] = CLAUSES


def clauses_markdown() -> str:
    """The page `docs/certificate-map.md`."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# The certificate map"
    yield ""
    yield "What the ledger does about each clause: this page is what `seriesd clauses --markdown` prints."
    yield ""
    yield "Ids are the ledger's own, since the printed numbers are not unique: there are two sections 4L, and the 4E(8)"
    yield "that the text refers to does not exist. A1 to A88 are the readings of ambiguous places."
    yield ""
    for handling, meaning in MEANS.items():
        yield f"- **{handling}**: {meaning}"
    yield ""
    yield "| id | printed | about | handling | what the ledger does | readings | where |"
    yield "|---|---|---|---|---|---|---|"
    for one in CLAUSES:
        where = ", ".join(f"`{module}`" for module in one.where)
        readings = " ".join(one.readings)
        yield f"| {one.id} | {one.printed} | {one.about} | {one.handling} | {one.does} | {readings} | {where} |"
