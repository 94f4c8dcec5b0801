"""`seriesd explain`: why a figure is what it is."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from commands.errors import UsageError
from commands.terminal.answer import answer, serialized
from commands.terminal.helping import Examples
from commands.terminal.options import add_as_known, add_exact, add_on, add_steps, step_number
from commands.terminal.question import both_dates
from commands.verbs.answers.waterfall import add_assets

if TYPE_CHECKING:
    from commands.api.ledger import Ledger
    from projections.audit.audit import Claim
    from projections.explain.balances import Accounts
    from projections.explain.edit import EditExplained
    from projections.explain.steps import Explanation
    from projections.render.blocks import Block
    from projections.render.json.extent import Extent
    from projections.render.json.types import Edit, PriceExplained

_EXAMPLES = """\
examples:
  seriesd explain --on 2006-03-02              why the price is what it is, step by step
  seriesd explain --step 3 --depth 2           one step, down to the entries
  seriesd explain conversion-1                 what an entry did: to the price, to balances, what it gave
  seriesd explain correction-1                 what an edit of the record did, field by field
  seriesd explain --holder Fund --on 2006-12-31
  seriesd explain --assets 5000000 --holder Fund
  seriesd explain --audit claims.csv           how far each claim is from the price, and from which figures that follows
  seriesd explain --refused planned.yaml       why a journal would be refused, with the figures behind it
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """What shall be explained, how far down, and how it is written."""
    parser.formatter_class = Examples
    parser.epilog = _EXAMPLES
    parser.add_argument("entry", metavar="ENTRY", nargs="?", help="what this entry did, and what it gave")
    add_on(parser)
    parser.add_argument("--step", metavar="N", type=step_number, help="one step, as `seriesd history` numbers them")
    add_steps(parser)
    parser.add_argument(
        "--holder", metavar="NAME", help="what a holder has on the date, and the entries that made it so"
    )
    parser.add_argument("--holders", action="store_true", help="every balance on the date")
    add_assets(parser)
    parser.add_argument(
        "--audit",
        metavar="CLAIMS",
        nargs="?",
        const="",
        help="what `audit` compares: claimed prices (.csv, .xlsx, - is standard input), deliveries, prices in notices",
    )
    parser.add_argument("--refusal", metavar="CODE", help="what a refusal means, and what to do; `all` lists them")
    parser.add_argument("--refused", metavar="FILE", help="why the first entry of a journal that is refused is refused")
    parser.add_argument(
        "--depth",
        metavar="N",
        type=_depth,
        help="tell what each figure rests on, N levels down, or `all` (default: a step 0, a balance or payout 1; JSON "
        "all of it, of a large ledger what fits, and it says how much is left out)",
    )
    parser.add_argument(
        "--quoted", action="store_true", help="of a date: the words of the certificate beside each step, where attached"
    )
    add_as_known(parser)
    add_exact(parser)


_ALL = 10**9
"""Deeper than anything."""


def _depth(text: str) -> int:
    if text == "all":
        return _ALL
    if not text.isdecimal() or len(text) > len("100000000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of levels, such as 2, nor all")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Answer the derivation."""
    _check_one(options)
    if options.holder is not None or options.holders or options.assets is not None or options.audit is not None:
        return _accounts(options)
    if options.refusal is not None or options.refused is not None:
        from commands.verbs.audit.refusal import explain_refusal

        return explain_refusal(options)
    return answer(
        options,
        lambda ledger: _explained(ledger, options),
        lambda found: _blocks(found, options),
        lambda found: serialized(options, _document(found, options)),
    )


def _explained(ledger: "Ledger", options: argparse.Namespace) -> "Explanation | EditExplained":
    """What was asked about: a date, a step, an entry; an edit of the record is told as one."""
    from projections.answers.history import Part

    edit = None if options.entry is None else ledger.explain_edit(options.entry, as_known=options.as_known)
    if edit is not None:
        return edit
    part = None if options.steps is None else Part(*options.steps)
    found = ledger.explain(options.on, step=options.step, entry=options.entry, part=part, as_known=options.as_known)
    return replace(found, quoted=options.quoted)


def _document(found: "Explanation | EditExplained", options: argparse.Namespace) -> "Edit | PriceExplained":
    from projections.explain.edit import EditExplained
    from projections.render.json.edit import edit_document
    from projections.render.json.steps import price_document

    if isinstance(found, EditExplained):
        return edit_document(found)
    return price_document(found, everything=options.exact, extent=_extent(found, options))


def _blocks(found: "Explanation | EditExplained", options: argparse.Namespace) -> "Iterable[Block]":
    from projections.explain.edit import EditExplained
    from projections.render.explain import edit, steps

    if isinstance(found, EditExplained):
        return edit.blocks(found, both_dates(options))
    return steps.blocks(found, both_dates(options), options.depth or 0)


def _accounts(options: argparse.Namespace) -> int:
    from commands.terminal.given import claims_in
    from projections.render.explain.balances import blocks
    from projections.render.json.workings import account

    claims = claims_in(options, options.audit) if options.audit else []
    depth = 1 if options.depth is None else options.depth
    return answer(
        options,
        lambda ledger: _told(ledger, options, claims),
        lambda found: blocks(found, both_dates(options), depth),
        lambda found: serialized(
            options, account(found, everything=options.exact, depth=_extent(found, options).depth)
        ),
    )


def _told(ledger: "Ledger", options: argparse.Namespace, claims: "Sequence[Claim]") -> "Accounts":
    """What is told figure by figure: what was audited, balances, or what a liquidation gives."""
    on, holder, known = options.on, options.holder, options.as_known
    if options.audit is not None:
        return ledger.explain_audit(claims, as_known=known)
    if options.assets is None:
        return ledger.explain_balances(on, holder=holder, as_known=known)
    return ledger.explain_waterfall(options.assets, on, parity=options.parity, holder=holder, as_known=known)


def _extent(answer: "Explanation | Accounts", options: argparse.Namespace) -> "Extent":
    """How much of an answer a program is told: what was asked for, else what fits."""
    from projections.render.json.extent import Extent, fitting

    if options.depth is None:
        return fitting(answer)
    return Extent(None if options.depth == _ALL else options.depth)


def _check_one(options: argparse.Namespace) -> None:
    asked = [name for name in ("entry", "step", "audit", "refusal", "refused") if getattr(options, name) is not None]
    asked += ["balances"] if options.holders or options.holder is not None or options.assets is not None else []
    dated = options.on is not None and not {"balances"}.issuperset(asked)
    if len(asked) + dated > 1:
        raise UsageError(
            "explain one thing at a time: an entry, a date (--on), a step (--step), balances, an audit, or a refusal"
        )
    if options.steps is not None and asked:
        raise UsageError("--steps is of the price on a date; --step N tells one of them")
    if options.holders and options.holder is not None:
        raise UsageError("--holders is of all of them, --holder of one; name one of the two")
