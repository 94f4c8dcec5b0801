"""What the notices of the examples say, word for word."""

import pytest

from .golden import EXAMPLES, FOLDER, notices_of


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_notices_of_an_example_say_what_was_read_aloud(example):
    written = (FOLDER / f"{example}.txt").read_text("utf-8")
    assert notices_of(example) == written, "read the difference aloud; python -m tests.notices.golden writes it"


def test_nothing_else_lies_beside_them():
    assert {path.stem for path in FOLDER.iterdir()} == set(EXAMPLES)
