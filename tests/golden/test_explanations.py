"""The explanations of the examples, word for word. `python -m tests.golden` writes them anew; then they are read aloud."""

import pytest

from tests.docs.examples import names

from .explained import FOLDER, text


@pytest.mark.parametrize("name", names())
def test_an_explanation_reads_as_it_was_accepted(name):
    assert text(name) == (FOLDER / f"{name}.txt").read_text("utf-8"), "if it reads better now: python -m tests.golden"


def test_no_explanation_is_left_over():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(names())
