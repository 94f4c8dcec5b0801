"""Write what of the documentation follows from the code: `python -m tests.docs.generate`.

- docs/reference/journal.md: the entry types and their fields, from the models
- docs/reference/cli.md: the verbs and their options, from the parsers
- docs/reference/refusals.md: every refusal and flag, as the tests provoke it
- docs/reference/json.md, schemas/ and explain.schema.json: the answers of the verbs, from their types
- docs/readings.md: all readings, from the table of the certificate
- docs/reference/tables.md: the reporting tables and their columns, from the catalogue
- docs/reference/seriesd.1: the manual page, from the parsers
- docs/examples: the packaged journal of the demo, as the example that it is
- every console block of every page: its real output

Generated parts stand between `<!-- generated -->` and `<!-- end of generated -->`; all the rest is written by hand.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from commands.cli import VERBS, module_of, parser_of
from commands.terminal.options import add_shared
from commands.verbs.administer.man import manual
from commands.verbs.schemas import schemas
from ledger.events import ENTRY_TYPES, Entry, Limb, fields
from tests.catalogue.page import page as catalogue_page

from .answers import answers_reference
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
ANSWERS = ROOT / "docs" / "reference" / "json.md"
SCHEMAS = ROOT / "docs" / "reference" / "schemas"
MANUAL = ROOT / "docs" / "reference" / "seriesd.1"

COMMON = ("type", "effective", "id", "note", "source")

KINDS: list[tuple[Any, str]] = [
    (fields.Money, "number, 0 or more"),
    (fields.PositiveNumber, "number above 0"),
    (fields.Count, "whole number, 0 or more"),
    (fields.Shares, "whole number, 1 or more"),
    (fields.Day, "date"),
    (fields.Flag, "true or false"),
    (fields.Name, "name"),
    (fields.Text, "text"),
    (fields.TermValue, "number or text"),
    (Limb, "`A`, `C` or `D`"),
]
"""What kinds of value there are, in words. Models of their own are linked to."""

MEANINGS = {
    "about": "the entry that the notice is about, by id",
    "accrued_dividends_paid.per_share": "part of what is accrued that is paid on each Series D; absent means all of it",
    "action": "name of the proposal; the consents to it are counted",
    "additional_rights": "fair value of Additional Rights issued alongside; deducted (4E(5), A35)",
    "adjustment_waived.entry": "the issue or grant whose adjustment is waived, by id",
    "agreement": "name of the proposal to which holders of Series D consented",
    "answered": "date of the Board's written answer",
    "assets": "what there is to distribute",
    "assumed": "taken over in a merger: not tested at the grant, but when its shares come out (A19)",
    "authorized": "the new number of authorized Common",
    "automatic_conversion_reverse_split": "the reverse split of the second 4L: so many shares into one",
    "balance_asserted.holder": "who has it; absent means all that is outstanding",
    "balance_asserted.shares": "how many there are, by whoever counted; 0 is a number too",
    "balance_asserted.stock": "of which stock; `treasury` is the Company's own",
    "basis": "how the figure was arrived at",
    "business_calendar": "which days are business days (4C)",
    "by": "whose judgement or which market it is",
    "cash": "cash received",
    "cash_dividend_paid.dividend_on": "another stock on which it was paid instead of Common (A50)",
    "cash_dividend_paid.market_price": "Market Price per share of Common, for a dividend not out of earnings (4H)",
    "cash_dividend_paid.out_of_earnings": "whether it is out of consolidated earnings or earned surplus; `false`: 4H too",
    "cash_dividend_paid.per_share": "cash for each share of Common",
    "cash_dividend_paid.provision": "what was provided where it takes all of the Market Price, so no price follows (A36)",
    "cash_dividend_paid.record_date": "date of determination of the holders; absent means the date of payment",
    "cash_dividend_paid.series_d": "whether Series D was paid its part at the same time; `unpaid` accrues (2, 3)",
    "cash_per_share": "cash that a liquidation plan pays for each Series D; no consent needed from the preference on",
    "certificate_adopted.terms": "what the certificate fixes; absent means the Series D certificate",
    "certificate_delivered.kind": "`balance` is the certificate for the Series D left over (4D)",
    "certificate_delivery_business_days": "business days within which a certificate is due (4C)",
    "class": "name of the class",
    "common": "shares of Common",
    "common_authorized": "authorized Common",
    "common_issued.excluded": "limb of Excluded Stock that is claimed; `B` is applied by the ledger itself",
    "common_shares": "the number of Common really delivered, when it is known; absent, the ledger works it out",
    "common_split.common_authorized": "authorized Common after the split, when the split changes it",
    "company": "name of the company",
    "consent_given.shares": "Series D that consent; absent means all that the holder has",
    "consideration": "what the Company received; absent means without consideration",
    "conversion": "the conversion whose certificate was delivered, by id",
    "conversion_amount": "what of a share of Series D converts: its preference, or its Stated Value (A42)",
    "conversion_price": "money per share payable on conversion",
    "convertible_issued.excluded": "limb of Excluded Stock that is claimed; only `A` and `C` can apply",
    "convertible_issued.shares": "shares of Common issuable on conversion, the maximum number",
    "designated_shares": "number of Series D designated; converted shares stay used up (4M)",
    "despite": "why it was done although the consent is missing; recorded and shown so",
    "determination": "whose judgement a value, an allocation or a maximum number of shares is",
    "determination.date": "date of the determination",
    "distribution_made.provision": "what was provided where it takes all of the market value, so no price follows (A36)",
    "distribution_made.series_d": "whether Series D got its part at the same time; `unpaid` accrues (2, A39)",
    "dividend_on": "the other stock on which this is paid as a dividend: without consideration (4E(4))",
    "entry": "the entry, by its id",
    "exchange_ratio": "new shares for each old share of Common",
    "exercise_price": "money per share payable on exercise",
    "expenses": "expenses, commissions and concessions; deducted",
    "expires": "date on which it ends in law; recorded by a `right_terminated`, and said where none is (A66)",
    "fair_value": "fair value of all that was distributed, as the Board determined it",
    "form": "in writing, or at a meeting; section 9 asks for writing",
    "fractions": "what becomes of a holder's fraction: rounded down and paid in cash, or rounded up",
    "from": "who gives",
    "grant_consideration": "what becomes of money paid for a grant when a part of it ends unexercised (A23)",
    "holder": "name of the holder",
    "inquired": "date of a holder's inquiry about the figure",
    "interpretations": "choices of reading",
    "issue_tax": "tax that was charged for the issue (4N)",
    "kind": "what kind it is",
    "lender_options": "whether limb (C) can be claimed for an Option granted to a lender (A14)",
    "market_price": "Market Price per share of Common before the payment date",
    "market_price_determination": "where the Market Price is from",
    "matures": "date on which it ends in law; recorded by a `right_terminated`, and said where none is (A66)",
    "net_exercise": "whether shares given up for the price have ended or are exercised (A29)",
    "new": "shares that they become",
    "notice_days": "days of notice (first 4L)",
    "notice_delivered": "date on which the Notice of Conversion was delivered; not after `effective`",
    "notice_sent.holder": "the holder to whom it was mailed",
    "notice_sent.kind": "which notice of 4K or the first 4L",
    "notice_sent.places": "decimal places to which the stated price is rounded; absent means that it is exact",
    "notice_sent.price": "the Conversion Price that a notice of an adjustment stated; `audit` compares it",
    "old": "shares that are exchanged",
    "opening_balance.common": "shares of Common held",
    "opening_balance.series_d": "shares of Series D held; counts as issued on this date",
    "opening_balance.treasury": "shares of Common in treasury",
    "option_granted.conversion_price": "for an option on a Convertible Security: money per share payable on conversion",
    "option_granted.excluded": "limb of Excluded Stock that is claimed; only `A` can apply (A14)",
    "option_granted.shares": "shares of Common under it, the maximum number",
    "owned_after": "Series D owned after the conversion, as the notice says",
    "owned_before": "Series D owned before the conversion, as the notice says",
    "par_value": "par value of Common",
    "parity": "classes that share with Series D",
    "plan": "name of the plan, duly adopted, of what is excluded under (A)",
    "preference": "preferential amount per share",
    "preferred_authorized": "authorized preferred stock",
    "price": "price paid per share",
    "priced_off_series_d": "whether its price follows the Conversion Price (A34)",
    "property": "fair value of what is not cash, as the Board determined it",
    "provision": "what was provided for the Series D, which is a condition of it",
    "provisional": "whether the figure may still change; the final one is recorded as a correction (A8)",
    "readjustment_effective": "whether a readjustment under 4E(3) reaches the conversions of its own day (A3)",
    "reason": "why",
    "record_date": "date as of which holders are determined (first 4L, A7)",
    "reflected_value": "value per old share of Common that the terms reflect",
    "register_to": "in whose name the Common is registered; absent means the holder",
    "reorganized.property": "what a holder of Common receives, in words",
    "right": "name of the right; unique",
    "right_changed.conversion_price": "the new money per share payable on conversion",
    "right_changed.exercise_price": "the new money per share payable on exercise",
    "right_changed.reason": "`antidilution` where the right's own terms, or the want of split protection, changed it",
    "right_changed.shares": "the new number for all that is outstanding (A32)",
    "holder_renamed.from": "the name until now; somebody who has something, or something to come",
    "holder_renamed.to": "the name from now on, which nobody else goes by",
    "holders_merged.from": "who is no longer a holder of its own",
    "holders_merged.into": "the holder that it becomes one with",
    "right_exercised.holder": "who gets the Common; absent means the right's holder",
    "right_terminated.reason": "how it ended",
    "right_terminated.shares": "shares that end; absent means all that is outstanding",
    "same_day_price": "what a second issue of one day is tested against (A5)",
    "series": "name of the series",
    "series_d": "shares of Series D",
    "series_d_converted.shares": "Series D to be converted",
    "shares": "number of shares",
    "split_protection": "whether its own terms follow a split of the Common (A27)",
    "stage": "`option` or `convertible`, where both stages are outstanding",
    "stated_value": "Stated Value of a share of Series D",
    "stock": "which stock",
    "stock_dividend_paid.per_share": "new Common for each share of Common held",
    "subsidiary_left": "nobody disposed of them: the subsidiary that holds them stopped being wholly owned",
    "surrendered": "date on which the certificate was surrendered; moves no price (A4), starts the clock of 4C",
    "tax_paid_by": "who bore the tax",
    "term": "name of one of the [terms](#terms)",
    "terms.conversion_price": "the Conversion Price to begin with",
    "terms_amended.value": "its new value",
    "to": "who gets",
    "tranche_test": "whether the tranches of one grant are tested one by one or at their average price (A24)",
    "transaction": "entries of one date with the same name are one integral transaction (A6)",
    "treasury": "shares in treasury",
    "treasury_acquired.holder": "who gives the shares up",
    "treasury_disposed.excluded": "limb of Excluded Stock that is claimed; `B` is applied by the ledger itself",
    "unit_lapse": "what becomes of the value deducted for Additional Rights once they ended (A59)",
    "votes": "whether the votes of Series D end where the room for Common ends (A47)",
    "what": "what was distributed",
    "who": "the appraiser, the exchange or the source of the quotation",
    "with": "the whole entry as it should have been, under the same id",
    "withheld": "more shares of the right given up for its price: a net exercise (A29)",
}


def documents() -> Iterator[tuple[Path, str]]:
    """Each generated file with the text that it should have, but for console output."""
    yield JOURNAL, _filled(JOURNAL, journal_reference())
    yield CLI, _filled(CLI, cli_reference())
    yield REFUSALS, _filled(REFUSALS, catalogue_page())
    yield READINGS, _filled(READINGS, readings_reference())
    yield TABLES, _filled(TABLES, tables_reference())
    yield ANSWERS, _filled(ANSWERS, answers_reference())
    yield MANUAL, manual(parser_of([*VERBS]))
    for verb, answers in schemas().items():
        yield (
            SCHEMA if verb == "explain" else SCHEMAS / f"{verb}.json",
            f"{json.dumps(answers, ensure_ascii=False, indent=2)}\n",
        )
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
        f"## {_title(model)}\n\n{_described(model)}\n\n{_table(_title(model).lower(), model)}"
        for model in _parts_of_entries()
    ]
    return "\n\n".join(parts)


def undescribed() -> list[str]:
    """The fields that have no meaning here yet; give them one in MEANINGS."""
    models = {**ENTRY_TYPES, **{_title(model).lower(): model for model in _parts_of_entries()}}
    return [
        f"{owner}.{info.alias or name}"
        for owner, model in models.items()
        for name, info in model.model_fields.items()
        if not _meaning(owner, info.alias or name) and not (issubclass(model, Entry) and name in COMMON)
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


def _title(model: type[BaseModel]) -> str:
    """The name of a model as a heading: ParityClass is "Parity class"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _link(model: type[BaseModel]) -> str:
    title = _title(model).lower()
    return f"[{title}](#{title.replace(' ', '-')})"


def _index() -> str:
    links = (f"[`{kind}`](#{kind})" for kind in ENTRY_TYPES)
    return f"## The types\n\n{' · '.join(links)}"


def _entry_type(kind: str, model: type[Entry]) -> str:
    clause = f" Clause: {model.clause}." if model.clause else ""
    table = _table(kind, model)
    return f"### `{kind}`\n\n{_described(model)}{clause}\n\n{table or 'No fields of its own.'}"


def _described(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _table(owner: str, model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = []
    for name, info in sorted(model.model_fields.items(), key=lambda one: not one[1].is_required()):
        shown = info.alias or name
        if shown in COMMON and issubclass(model, Entry):
            continue
        named = f"**`{shown}`**" if info.is_required() else f"`{shown}`"
        rows.append(f"| {named} | {_kind(hints[name])} | {_default(info)} | {_meaning(owner, shown)} |")
    if not rows:
        return ""
    return "\n".join(["| field | kind | default | meaning |", "|---|---|---|---|", *rows])


def _meaning(owner: str, field: str) -> str:
    return MEANINGS.get(f"{owner}.{field}", MEANINGS.get(field, ""))


def _kind(hint: Any) -> str:
    options = [one for one in get_args(hint) if one is not type(None)]
    if type(None) in get_args(hint):
        return _kind(options[0])
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return _link(hint)
    if get_origin(hint) is tuple:
        return f"list of: {_kind(options[0])}"
    for kind, words in KINDS:
        if hint == kind or _same_kind(hint, kind):
            return words
    if get_origin(hint) is Literal:
        return ", ".join(f"`{choice}`" for choice in options)
    return "entry"  # of a correction


def _same_kind(hint: Any, kind: Any) -> bool:
    """Whether a hint is a kind of field under another name (an alias is one more piece of metadata)."""
    if get_origin(hint) is not Annotated or get_origin(kind) is not Annotated:
        return False
    metadata = tuple(one for one in hint.__metadata__ if not isinstance(one, FieldInfo))
    return bool(metadata == kind.__metadata__)


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return ""
    default = info.get_default(call_default_factory=True)
    if default is None or default == () or isinstance(default, BaseModel):
        return ""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, Fraction):
        return f"`{fields.write_number(default)}`"
    return f"`{default}`"


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
