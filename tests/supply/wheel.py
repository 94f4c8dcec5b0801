"""Build the wheel of what is committed: `python -m tests.supply.wheel FOLDER` (`make wheel`).

It is built from an export, so that nothing that lies about gets into it, and without an index: with the build tools that are
installed, which are those of the lock. The time of every file in it is that of the commit.
"""

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from .locks import ROOT


def export(folder: Path) -> Path:
    """The files of the last commit, in this folder."""
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "--format=tar", "HEAD"))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def build(source: Path, out: Path, environment: Mapping[str, str] | None = None) -> Path:
    """The wheel of this source, in the folder `out`."""
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(out))
    dated = {**os.environ, "SOURCE_DATE_EPOCH": commit_time(), **(environment or {})}
    subprocess.run([*pip, *options, str(source)], check=True, env=dated, cwd=source)
    (wheel,) = out.glob("seriesd-*.whl")
    return wheel


def committed(*where: str) -> set[str]:
    """The paths of the files of the last commit, in these files and folders."""
    return set(_git("ls-tree", "-r", "-z", "--name-only", "HEAD", *where).decode().strip("\0").split("\0"))


def commit_time() -> str:
    """When the last commit was made, in seconds of Unix."""
    return _git("log", "-1", "--format=%ct", "HEAD").decode().strip()


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout


def main() -> None:
    """Build into the folder that is named."""
    out = Path(sys.argv[1]).resolve()
    with TemporaryDirectory() as work:
        sys.stdout.write(f"{build(export(Path(work)), out)}\n")


if __name__ == "__main__":
    main()
