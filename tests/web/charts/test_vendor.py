"""What others gave to the pages: each file is the one that is written down, and its licence stands beside it."""

import hashlib
import re

from tests.supply.test_page import PAGE
from tests.web.charts.served import STATIC

VENDOR = STATIC / "vendor"
README = (VENDOR / "README.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in README.splitlines() if line.startswith("| `")]


def test_each_file_is_the_one_that_is_written_down():
    told = {name.strip("`"): digest.strip("`") for name, _, _, digest in ROWS}
    licences = {re.match(r"`(.*?)`", licence)[1] for _, _, licence, _ in ROWS}
    there = {path.name for path in VENDOR.iterdir()}
    assert there == told.keys() | licences | {"README.md"}
    for name, digest in told.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_the_page_about_the_supply_names_the_same_versions():
    (row,) = (line for line in PAGE.splitlines() if line.startswith("| `commands/web/static/vendor/`"))
    for package, licence in {(of.split(",")[0], re.search(r"\((.*)\)", licence)[1]) for _, of, licence, _ in ROWS}:
        assert package in row
        assert licence in row
    words = (VENDOR / "uPlot.LICENSE.txt").read_text("utf-8")
    assert "The MIT License" in words
    assert "Zero-Clause BSD" in (VENDOR / "htmx.LICENSE.txt").read_text("utf-8")


def test_nothing_is_loaded_from_another_host():
    """No file of ours names one, and the licences and headers of others are no requests."""
    ours = [path for path in (STATIC / "charts").iterdir() if path.suffix in (".js", ".css")]
    assert len(ours) > 5
    assert [path.name for path in ours if re.search(r"https?://|@import|url\(", path.read_text("utf-8"))] == []
