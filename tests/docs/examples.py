"""The examples of docs/examples: journals, and beside each what must be answered, worked out by hand.

NAME.expected.yaml is a list. Each item asks one thing of the ledger that holds NAME.yaml:

- `ask`: a verb and its options, as on the command line; `record` is what was said when the journal was recorded
- or, instead of these, `check`: entries to try, as `seriesd check` would; nothing is written
- `answer`: the part of the JSON answer that must be there. A number may be written as a decimal or as a fraction; lists
  are compared member by member, but of `warnings` only those named must be among those given
- `exit`: the exit code, 0 if absent
- `under`: choices of reading that replace the certificate's, for this question alone
"""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
EXPECTED = ".expected.yaml"
KEYS = {"ask", "given", "check", "answer", "exit", "under"}


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if not path.name.endswith(EXPECTED))


def read(path: Path) -> Any:
    """Every scalar as the text that was written, so that no number passes through a float."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  it makes text of everything


def journal(name: str, under: Mapping[str, str]) -> str:
    """The journal of an example as JSON, under another reading if one is given."""
    entries = read(FOLDER / f"{name}.yaml")
    if under:
        terms = entries[0].setdefault("terms", {})
        terms["interpretations"] = {**terms.get("interpretations", {}), **under}
    return json.dumps(entries)


def differences(expected: Any, answer: Any, at: str = "answer") -> Iterator[str]:
    """Where an answer is not what was expected, a sentence each; what is not expected is not looked at."""
    if isinstance(answer, dict) and isinstance(expected, str) and "exact" in answer:
        answer = answer["exact"]
    if isinstance(expected, dict) and isinstance(answer, dict):
        yield from _of_mappings(expected, answer, at)
    elif isinstance(expected, list) and isinstance(answer, list):
        yield from (_missing if at.endswith(".warnings") else _of_lists)(expected, answer, at)
    elif not _same(expected, answer):
        yield f"{at} should be {expected} and is {answer}"


def _of_mappings(expected: dict[str, Any], answer: dict[str, Any], at: str) -> Iterator[str]:
    if not expected and answer:
        yield f"{at} should be empty and has {sorted(answer)}"
    for key, inner in expected.items():
        if key in answer:
            yield from differences(inner, answer[key], f"{at}.{key}")
        else:
            yield f"{at} has no {key!r}, only {sorted(answer)}"


def _of_lists(expected: list[Any], answer: list[Any], at: str) -> Iterator[str]:
    if len(expected) != len(answer):
        yield f"{at} should have {len(expected)} members and has {len(answer)}: {answer}"
    for number, (one, other) in enumerate(zip(expected, answer, strict=False)):
        yield from differences(one, other, f"{at}[{number}]")


def _missing(expected: list[Any], answer: list[Any], at: str) -> Iterator[str]:
    for one in expected:
        if all([*differences(one, other)] for other in answer):
            yield f"{at} should have {one} among {answer}"


def _same(expected: Any, answer: Any) -> bool:
    if not isinstance(expected, str):
        return False
    if answer is None or isinstance(answer, bool):
        return expected == json.dumps(answer)
    try:
        return Fraction(expected) == Fraction(answer)
    except (TypeError, ValueError):
        return expected == answer
