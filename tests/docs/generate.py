"""Write what of the documentation follows from the code: `python -m tests.docs.generate`.

- docs/reference/journal.md: the entry types and their fields, from the models
- docs/reference/cli.md: the verbs and their options, from the parsers
- docs/reference/refusals.md: every refusal and flag, as the tests provoke it
- docs/reference/json.md, schemas/ and explain.schema.json: the answers of the verbs, from their types
- docs/readings.md: all readings, from the table of the certificate
- docs/reference/tables.md: the reporting tables and their columns, from the catalogue
- docs/reference/http.md: what can be asked over HTTP, from its table
- docs/reference/seriesd.1: the manual page, from the parsers
- docs/verify_proof.py: the packaged program that checks proofs, as a file to give away
- docs/examples: the packaged journal of the demo, as the example that it is
- every console block of every page: its real output

Generated parts stand between `<!-- generated -->` and `<!-- end of generated -->`; all the rest is written by hand.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from commands.cli import VERBS, module_of, parser_of
from commands.journal.described import Field, described, own_fields_of, title_of
from commands.terminal.options import add_shared
from commands.verbs.administer.man import manual
from commands.verbs.prove.verify_proof import program
from commands.verbs.schemas import schemas
from ledger.events import ENTRY_TYPES, Entry, Limb
from tests.catalogue.page import page as catalogue_page

from .answers import answers_reference
from .http import http_reference
from .pages import ROOT, blocks, is_run, pages, rewritten
from .readings import readings_reference
from .tables import tables_reference

BEGIN, END = "<!-- generated -->\n", "<!-- end of generated -->"
PACKAGED = ROOT / "commands" / "demo"
EXAMPLES = ROOT / "docs" / "examples"
JOURNAL = ROOT / "docs" / "reference" / "journal.md"
REFUSALS = ROOT / "docs" / "reference" / "refusals.md"
CLI = ROOT / "docs" / "reference" / "cli.md"
SCHEMA = ROOT / "docs" / "reference" / "explain.schema.json"
READINGS = ROOT / "docs" / "readings.md"
TABLES = ROOT / "docs" / "reference" / "tables.md"
HTTP = ROOT / "docs" / "reference" / "http.md"
ANSWERS = ROOT / "docs" / "reference" / "json.md"
SCHEMAS = ROOT / "docs" / "reference" / "schemas"
PROGRAM = ROOT / "docs" / "verify_proof.py"
MANUAL = ROOT / "docs" / "reference" / "seriesd.1"


def documents() -> Iterator[tuple[Path, str]]:
    """Each generated file with the text that it should have, but for console output."""
    yield JOURNAL, _filled(JOURNAL, journal_reference())
    yield CLI, _filled(CLI, cli_reference())
    yield REFUSALS, _filled(REFUSALS, catalogue_page())
    yield READINGS, _filled(READINGS, readings_reference())
    yield TABLES, _filled(TABLES, tables_reference())
    yield HTTP, _filled(HTTP, http_reference())
    yield ANSWERS, _filled(ANSWERS, answers_reference())
    yield MANUAL, manual(parser_of([*VERBS]))
    for verb, answers in schemas().items():
        yield (
            SCHEMA if verb == "explain" else SCHEMAS / f"{verb}.json",
            f"{json.dumps(answers, ensure_ascii=False, indent=2)}\n",
        )
    yield PROGRAM, program()
    for path in sorted(PACKAGED.glob("*.yaml")):
        yield EXAMPLES / path.name, path.read_text("utf-8")


def _filled(page: Path, generated: str) -> str:
    text = page.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{generated.strip()}\n\n{END}{after}"


# -- the journal --------------------------------------------------------------------------------------------------


def journal_reference() -> str:
    parts = [_index(), *(_entry_type(kind, model) for kind, model in ENTRY_TYPES.items())]
    parts += [
        f"## {title_of(model).capitalize()}\n\n{described(model)}\n\n{_table(title_of(model), model)}"
        for model in _parts_of_entries()
    ]
    return "\n\n".join(parts)


def undescribed() -> list[str]:
    """The fields that have no meaning yet; give them one in `commands.journal.meanings`."""
    models = {**ENTRY_TYPES, **{title_of(model): model for model in _parts_of_entries()}}
    return [
        f"{owner}.{one.name}"
        for owner, model in models.items()
        for one in own_fields_of(owner, model)
        if not one.meaning
    ]


def _parts_of_entries() -> list[type[BaseModel]]:
    """The models that entries are made of, in the order in which they are met."""
    found: dict[type[BaseModel], None] = {}
    todo: list[type[BaseModel]] = list(ENTRY_TYPES.values())
    for model in todo:
        for hint in get_type_hints(model, include_extras=True).values():
            for part in _models_in(hint):
                if part not in found:
                    found[part] = None
                    todo.append(part)
    return list(found)


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        if not issubclass(hint, Entry):
            yield hint
        return
    for part in get_args(hint):
        yield from _models_in(part)


def _link(model: type[BaseModel]) -> str:
    title = title_of(model)
    return f"[{title}](#{title.replace(' ', '-')})"


def _index() -> str:
    links = (f"[`{kind}`](#{kind})" for kind in ENTRY_TYPES)
    return f"## The types\n\n{' · '.join(links)}"


def _entry_type(kind: str, model: type[Entry]) -> str:
    clause = f" Clause: {model.clause}." if model.clause else ""
    table = _table(kind, model)
    return f"### `{kind}`\n\n{described(model)}{clause}\n\n{table or 'No fields of its own.'}"


def _table(owner: str, model: type[BaseModel]) -> str:
    rows = []
    for one in own_fields_of(owner, model):
        named = f"**`{one.name}`**" if one.required else f"`{one.name}`"
        default = f"`{one.default}`" if one.default else ""
        rows.append(f"| {named} | {_kind(one)} | {default} | {one.meaning} |")
    if not rows:
        return ""
    return "\n".join(["| field | kind | default | meaning |", "|---|---|---|---|", *rows])


def _kind(one: Field) -> str:
    if one.part is not None:
        return "entry" if one.part is Entry else f"{'list of: ' if one.several else ''}{_link(one.part)}"
    if one.choices == get_args(Limb):
        return "`A`, `C` or `D`"  # B is applied by the ledger itself
    return ", ".join(f"`{choice}`" for choice in one.choices) or one.kind


# -- the command --------------------------------------------------------------------------------------------------


def cli_reference() -> str:
    return "\n\n".join(_verb(verb, purpose) for verb, purpose in VERBS.items() if find_spec(module_of(verb)))


def _verb(verb: str, purpose: str) -> str:
    parser = argparse.ArgumentParser(add_help=False)
    import_module(module_of(verb)).configure(parser)
    parts = [f"### {verb}", f"{purpose[0].upper()}{purpose[1:]}."]
    actions = next((one for one in parser._actions if isinstance(one, argparse._SubParsersAction)), None)
    if actions is None:
        parts += _options(f"seriesd {verb}", parser)
    for name, action in (actions.choices if actions else {}).items():
        parts += [
            f"**{verb} {name}**: {str(action.description).rstrip('.')}.",
            *_options(f"seriesd {verb} {name}", action),
        ]
    if parser.epilog:
        parts.append(parser.epilog)
    return "\n\n".join(parts)


def _shared() -> argparse.ArgumentParser:
    """The options that stand at the head of the page, once for all."""
    parser = argparse.ArgumentParser()
    add_shared(parser)
    return parser


def _options(words: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """A usage line and a row for each option, but for those that every verb has."""
    shared = {(*action.option_strings, action.help) for action in _shared()._actions}
    own = [action for action in parser._actions if (*action.option_strings, action.help) not in shared]
    yield f"```text\n{' '.join([words, *map(_usage, own)])}\n```"
    rows = [f"| `{_cell(_spelled(action))}` | {_cell(action.help or '')} |" for action in own]
    if rows:
        yield "\n".join(["| | |", "|---|---|", *rows])


def _usage(action: argparse.Action) -> str:
    if not action.option_strings:
        name = str(action.metavar or action.dest)
        several = f"{name}…" if action.nargs in ("+", "*") else name
        return f"[{several}]" if action.nargs in ("?", "*") else several
    spelled = _spelled(action, all_names=False)
    return spelled if action.required else f"[{spelled}]"


def _spelled(action: argparse.Action, *, all_names: bool = True) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest)
    value = "" if action.nargs == 0 else f" {_value(action)}"
    names = action.option_strings if all_names else action.option_strings[:1]
    return f"{', '.join(names)}{value}"


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar)
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# -- all of it ----------------------------------------------------------------------------------------------------


def main() -> None:
    changed = [path for path, text in documents() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in documents():
        path.write_text(text, "utf-8")
    for page in pages():
        if not any(map(is_run, blocks(page))):
            continue
        with TemporaryDirectory() as folder:
            text = rewritten(page, Path(folder))
        if text != page.read_text("utf-8"):
            page.write_text(text, "utf-8")
            changed.append(page)
    for path in changed:
        print(f"changed: {os.path.relpath(path, ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
