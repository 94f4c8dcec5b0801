"""What no YAML journal may hold, and the sentence that says so."""

import pytest

from tests.commands.sentences import ISSUE, NO_LIST, NO_MAPPING, NO_NUMBER, PLAIN, TOO_DEEP, refusal

YAML = {
    f"- {{{ISSUE}, share: 1}}": "1, entry W-1, field share: unknown field 'share'; did you mean 'shares'?",
    "\n- type: common_isued\n  id: W-1": (
        "2, entry W-1, field type: unknown type 'common_isued'; did you mean 'common_issued'?"
    ),
    "- holder: a": "1, field type: an entry needs a type",
    f"- {{{ISSUE}}}": "1, entry W-1, field shares: the field 'shares' is required and missing",
    f"- {{{ISSUE}, shares: x}}": f"1, entry W-1, field shares: 'x' {NO_NUMBER}",
    f"- {{{ISSUE}, shares: 0.5}}": "1, entry W-1, field shares: 0.5 is not a whole number; shares are whole",
    f"- {{{ISSUE}, shares: 1, shares: 2}}": (
        "1, entry W-1, field shares: 'shares' is given twice; give each field once"
    ),
    f"- {{{ISSUE},\n consideration: {{cash: 1, cash: 1}}}}": (
        "2, entry W-1, field consideration.cash: 'cash' is given twice; give each field once"
    ),
    f"- {{{ISSUE}, shares: ~, shares: 2}}": (
        "1, entry W-1, field shares: 'shares' is given twice; give each field once"
    ),
    f"- {{{ISSUE}, shares: &a 1}}": (
        "1, entry W-1, field shares: the anchor &a is refused; write every value where it belongs"
    ),
    f"- {{{ISSUE}, shares: *a}}": "1, entry W-1, field shares: the alias *a is refused; write the value out",
    f"- &a {{{ISSUE}}}": "1: the anchor &a is refused; write every value where it belongs",
    "- *a": "1: the alias *a is refused; write the value out",
    "&a\n- x": "1: the anchor &a is refused; write every value where it belongs",
    f"- {{{ISSUE}, shares: !!float 1}}": f"1, entry W-1, field shares: the tag !!float {PLAIN}",
    f"- {{{ISSUE}, shares: ! 1}}": f"1, entry W-1, field shares: the tag ! {PLAIN}",
    f"- {{{ISSUE}, !x shares: 1}}": f"1, entry W-1: the tag !x {PLAIN}",
    "- !!python/object/apply:os.system [ls]": f"1: the tag !!python/object/apply:os.system {PLAIN}",
    f"- {{{ISSUE}, shares: 1}}\n---\n- x": "2: a second document begins here; a journal is one",
    f"- {{{ISSUE}, [a]: 1}}": "1, entry W-1: the name of a field must be text",
    f"- {{{ISSUE}, parity: {'[' * 30}": f"1, entry W-1, field parity{'.0' * 19}: {TOO_DEEP}",
    "- [a, b]": f"1: {NO_MAPPING} a list",
    "- a": f"1: {NO_MAPPING} text",
    "- ": f"1: {NO_MAPPING} nothing",
    "- true": f"1: {NO_MAPPING} true or false",
    "hello": f"1: {NO_LIST}",
    "a: 1": f"1: {NO_LIST}; this one has the key 'a'",
    "[a]: 1": f"1: {NO_LIST}",
    f"entries:\n- {{{ISSUE}, shares: 1}}\nmore: 1": f"3: {NO_LIST}",
    "entries: 5": f"1: {NO_LIST}",
    "{}": f"1: {NO_LIST}",
    "- a: b: c": "1: not valid YAML: mapping values are not allowed in this context",
    f"- {{{ISSUE}": "1: not valid YAML: while parsing a flow mapping, did not find expected ',' or '}'",
    "- a: é\n- \x07": "2: the character #x07 cannot stand in YAML",
    f'- {{{ISSUE}, note: "\\0"}}': "1, entry W-1, field note: a NUL character, which no text may hold",
    f"- {{{ISSUE}, shares: 1, consideration: {{cash: -5}}}}": (
        "1, entry W-1, field consideration.cash: -5 is below zero; what was paid, owed or valued is zero or more"
    ),
}


@pytest.mark.parametrize(("text", "sentence"), YAML.items(), ids=range(len(YAML)))
def test_yaml_that_no_journal_may_hold_is_refused(text: str, sentence: str) -> None:
    assert str(refusal(text, "yaml")) == f"j:{sentence}"
