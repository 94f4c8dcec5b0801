"""How much is read of what people send: past a limit a file is refused with that limit, and nothing of it is cut.

The limits are those of everything that is read: a file by name, standard input, a pipe, a member of a zip file. They
bound memory and time together with the size, and leave room for some 100,000 entries in one file.
"""

from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from commands.reading.lines import Place, UnreadableError

MOST_MIB = 256
MOST_BYTES = MOST_MIB * 1024 * 1024
"""The most that is read from one file, from standard input, or out of one zip file."""

MOST_VALUES = 3_000_000
"""As many values as one file may have: filled cells, elements of a workbook's XML, fields and list items."""

MOST_ROWS = 1_048_576
"""As many rows as a table may have, and as many lines as a JSONL file may; blank ones count."""

MOST_COLUMNS = 16_384
"""As many columns as a table may have, in a text file or a workbook."""

MOST_ABOVE = 1_000
"""As many rows are looked at for the one that names the columns; what stands above it is a title."""

MOST_LOOKED_AT = 100_000
"""As many cells are looked at for it."""

MOST_LINE = 1024 * 1024
"""The longest line of a JSONL file and the longest row of a text table, in characters."""

MOST_ATTRIBUTE = 1024 * 1024
"""The longest tag of a workbook's XML, in bytes."""

MOST_MERGED = 100_000
"""As many cells of a workbook may be merged ones."""

MOST_TEXT = 32_767
"""The longest text of a workbook's cell, in letters, as spreadsheet programs have it."""

MOST_LEFT_OUT = 10_000
"""As many rows of a table may be notes and totals, which are left out and told."""

MOST_PARTS = 10_000
"""As many files as a zip file or a folder that is a package may have."""

MOST_TIMES = 100
MOST_PACKED = 16 * 1024 * 1024
"""A part of a zip file past so many bytes unpacks to no more than `MOST_TIMES` its packed size."""

_CENTRAL = b"PK\x01\x02"
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_ENCRYPTED = 0x1


def too_large(place: Place, how: str = "") -> UnreadableError:
    """The error to raise for more than `MOST_BYTES`; `how` it is that large."""
    return place.error(f"larger than {MOST_MIB} MiB{how}; record it in several files")


def too_many(place: Place, number: int, what: str) -> UnreadableError:
    """The error to raise for more of something than a file may have."""
    return place.error(f"has more than {number:,} {what}; record it in several files")


def values_in(text: str) -> int:
    """As many values as a JSON text can have, counted by the signs that part them."""
    return text.count(",") + text.count("[") + text.count("{")


def check_values(text: str, place: Place) -> None:
    """Raises `UnreadableError` for JSON with more values than one file may have, before they are made."""
    if values_in(text) > MOST_VALUES:
        raise too_many(place, MOST_VALUES, "values")


def check_zip_size(data: bytes, place: Place) -> None:
    """Raises `UnreadableError` for a zip file with too many parts, before a list is made of them."""
    if data.count(_CENTRAL) > MOST_PARTS:
        raise place.error(f"has more than {MOST_PARTS:,} parts")


def check_zip(archive: ZipFile, place: Place) -> None:
    """Raises `UnreadableError` for what a zip file may not be: larger unpacked, packed too well, or in two minds.

    A name that stands twice is another file to another reader, so neither is read.
    """
    names = set[str]()
    for one in archive.infolist():
        if one.filename in names:
            raise place.error(f"the part {one.filename!r} stands twice in it; which of the two is meant is not guessed")
        names.add(one.filename)
    if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
        raise too_large(place, " when it is unpacked")


def check_part(one: ZipInfo, place: Place) -> None:
    """Raises `UnreadableError` for a part that cannot be unpacked within bounds."""
    if one.flag_bits & _ENCRYPTED:
        raise place.error(f"the part {one.filename!r} has a password; save it without one")
    if one.compress_type not in _METHODS:
        raise place.error(f"the part {one.filename!r} is packed in an unusual way; pack it with deflate, as is usual")
    if one.file_size > max(MOST_PACKED, MOST_TIMES * one.compress_size):
        raise place.error(
            f"the part {one.filename!r} unpacks to more than {MOST_TIMES} times its size; no file of this kind does"
        )
