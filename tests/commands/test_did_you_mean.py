"""Misspelt verbs, options and choices are answered with what was probably meant."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pytest

from commands.cli import VERBS, main
from commands.terminal.parser import OTHER_WORDS

SLIPS = {
    # a slip of the finger in a verb
    "prise": "there is no verb 'prise'; did you mean 'price'?",
    "Price": "there is no verb 'Price'; did you mean 'price'?",
    "hodlers": "there is no verb 'hodlers'; did you mean 'holders'?",
    "waht-if": "there is no verb 'waht-if'; did you mean 'what-if'?",
    "what_if": "there is no verb 'what_if'; did you mean 'what-if'?",
    "blackscholes": "there is no verb 'blackscholes'; did you mean 'black-scholes'?",
    "hlep": "there is no verb 'hlep'; did you mean 'help'?",
    # another word for it
    "add journal.yaml": "there is no verb 'add'; did you mean 'record'?",
    "captable": "there is no verb 'captable'; did you mean 'holders'?",
    "why": "there is no verb 'why'; did you mean 'explain'?",
    "deadlines": "there is no verb 'deadlines'; did you mean 'calendar'?",
    # nothing like it
    "xyzzy": "there is no verb 'xyzzy'; see `seriesd --help`",
    # options
    "price --onn 2006-03-01": "unrecognized arguments: --onn 2006-03-01; did you mean '--on'?",
    "price --as-knwon=2006-03-01": "did you mean '--as-known'?",
    "--leger x.db price": "did you mean '--ledger'?",
    "audit claims.csv more.csv --strcit": "unrecognized arguments: more.csv --strcit; did you mean '--strict'?",
    "price --exat": "did you mean '--exact'?",
    "holders --xyzzy": "unrecognized arguments: --xyzzy; see `seriesd holders --help`",
    # an option of a verb before it
    "--on 2006-03-01 price": "--on stands after the verb: `seriesd price --on ...`",
    "--format html holders": "--format stands after the verb: `seriesd holders --format ...`",
    # choices, and the actions of a verb
    "price --format jsn": "did you mean 'json'?",
    "completion bsh": "did you mean 'bash'?",
    "scenario saev": "did you mean 'save'?",
    "entries --type comon_issued": "did you mean 'common_issued'?",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_was_probably_meant(slip: str) -> None:
    with redirect_stderr(StringIO()) as said, redirect_stdout(StringIO()) as out:
        assert main(slip.split()) == 2
    assert out.getvalue() == ""
    assert SLIPS[slip] in said.getvalue()
    assert said.getvalue().count("\n") == 1


def test_a_program_is_told_the_same() -> None:
    with redirect_stdout(StringIO()) as out:
        assert main(["prise", "--json"]) == 2
    assert json.loads(out.getvalue())["error"] == {
        "code": "usage",
        "clause": "",
        "message": "there is no verb 'prise'; did you mean 'price'?; see `seriesd --help`",
        "entry": None,
        "line": None,
    }


def test_other_words_lead_to_verbs_and_are_none() -> None:
    assert {*OTHER_WORDS.values()} <= VERBS.keys()
    assert not OTHER_WORDS.keys() & VERBS.keys()
