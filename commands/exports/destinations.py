"""Where the files of an export are put: one file, a folder, or one zip file of several."""

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from commands.errors import UsageError
from commands.terminal.output import check_folder_of, write_whole

_FIRST_YEAR = 1980  # a zip file knows no earlier one


def put_files(files: Mapping[str, bytes], target: Path, made: datetime) -> None:
    """Write several files into a folder, or into one zip file where the name ends so. Raises `UsageError`."""
    if target.suffix.lower() == ".zip":
        check_folder_of(target)
        write_whole({target: zipped(files, made)})
    elif target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder, or a file ending in .zip")
    else:
        write_whole({target / name: content for name, content in files.items()})


def zipped(files: Mapping[str, bytes], made: datetime) -> bytes:
    """Several files in one, each of that moment: the same files give the same bytes."""
    moment = (max(made.year, _FIRST_YEAR), made.month, made.day, made.hour, made.minute, made.second)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(ZipInfo(name, moment), content, ZIP_DEFLATED)
    return packed.getvalue()
