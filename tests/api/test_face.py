"""The module `seriesd`: every name that it has is there, is described, and stands on the page of the Python interface."""

import inspect
from importlib.resources import files
from pathlib import Path

import seriesd
from ledger.events import ENTRY_TYPES, STORED_TYPES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")
JOURNAL = (ROOT / "docs" / "reference" / "journal.md").read_text("utf-8")


def test_every_name_is_there_once() -> None:
    assert len(set(seriesd.__all__)) == len(seriesd.__all__)
    assert [name for name in seriesd.__all__ if not hasattr(seriesd, name)] == []


def test_every_class_and_function_says_what_it_is() -> None:
    named = {name: getattr(seriesd, name) for name in seriesd.__all__}
    told = {name: one for name, one in named.items() if inspect.isclass(one) or inspect.isfunction(one)}
    assert len(told) > 80
    # a dataclass without a docstring is given its signature
    assert [name for name, one in told.items() if not one.__doc__ or one.__doc__.startswith(f"{name}(")] == []


def test_every_name_stands_on_the_page() -> None:
    models = {model.__name__: kind for kind, model in STORED_TYPES.items()}
    missing = [name for name in seriesd.__all__ if name not in models and f"`{name}" not in PAGE]
    assert missing == []
    assert [name for name, kind in models.items() if kind in ENTRY_TYPES and f"### `{kind}`" not in JOURNAL] == []


def test_every_question_stands_on_the_page() -> None:
    questions = [name for name in dir(seriesd.Ledger) if not name.startswith("_")]
    fields = {"store", "company", "clock", "at_once", "folder", "known", "chosen_company"}
    assert [name for name in questions if f"ledger.{name}" not in PAGE and name not in fields] == []


def test_every_error_is_one_of_ours() -> None:
    errors = [
        one for name in seriesd.__all__ if inspect.isclass(one := getattr(seriesd, name)) and issubclass(one, Exception)
    ]
    assert len(errors) >= 8
    assert [one for one in errors if not issubclass(one, seriesd.SeriesdError)] == []


def test_its_types_are_there_for_a_type_checker() -> None:
    """Of packages; a module by itself cannot say that it is typed, and what it names comes from these."""
    assert [name for name in ("ledger", "projections", "commands") if not (files(name) / "py.typed").is_file()] == []
