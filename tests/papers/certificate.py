"""A certificate that nobody ever wrote, with the headings and the order of those that were: to be attached and quoted."""

from collections.abc import Callable
from typing import NamedTuple


class Part(NamedTuple):
    """A clause of it: our id, how it is headed, and what it says. The word in it is found nowhere else."""

    clause: str
    label: str
    title: str
    says: str
    word: str


def _part(clause: str, label: str, title: str, says: str, word: str) -> Part:
    return Part(clause, label, title, f"{says} This is the rule of the {word}.", word)


PARTS = (
    _part("2", "2.", "Shares of Profit.", "A dividend on Common is matched for each preferred share.", "heron"),
    _part("3", "3.", "Winding Up.", "On liquidation the preferred is paid first.", "badger"),
    _part("4A", "4A.", "Choice of the Holder.", "A holder may convert whenever it likes.", "otter"),
    _part("4B", "4B.", "Reserved.", "Nothing stands here; it is left blank.", "newt"),
    _part("4C", "4C.", "Papers.", "A new certificate follows within five days.", "magpie"),
    _part("4D", "4D.", "Whole Shares Only.", "No fraction is handed out.", "weasel"),
    _part("4E", "4E.", "Cheaper Issues.", "A consideration below the price lowers it:\n\n (P x N) + M\n -----------\n N + K\n\n", "lynx"),
    _part("4E(1)", "4E(1)", "Rights to Buy.", "An option counts when it is granted.", "stoat"),
    _part("4E(2)", "4E(2)", "Paper that Becomes Shares.", "Convertible paper counts when it is sold.", "marten"),
    _part("4E(3)", "4E(3)", "Other Terms Later.", "After a change all is worked out again.", "polecat"),
    _part("4E(4)", "4E(4)", "On Other Stock.", "A dividend on other stock is a free issue.", "adder"),
    _part("4E(5)", "4E(5)", "What Was Paid.", "The consideration is counted net of costs.", "viper"),
    _part("4E(6)", "4E(6)", "Whose Day Counts.", "The day of the record is the day of the issue.", "toad"),
    _part("4E(7)", "4E(7)", "Own Shares.", "Shares in treasury do not count.", "raven"),
    _part("4F", "4F", "More or Fewer Shares.", "A split moves the price in proportion.", "falcon"),
    _part("4G", "4G.", "Another Company.", "In a reorganization the terms follow.", "osprey"),
    _part("4H", "4H.", "Assets Handed Out.", "A distribution of assets takes its part of the price.", "kestrel"),
    _part("4I", "4I.", "From When.", "A new price is effective the day after.", "merlin"),
    _part("4J", "4J.", "Other Stock.", "Whatever else is received is adjusted alike.", "buzzard"),
    _part("4K", "4K.", "Telling Holders.", "A written notice goes to every holder.", "wren"),
    _part("4L-1", "4L.", "Telling Beforehand.", "A notice goes out fifteen days ahead:\n\n (1) of a payment; and\n\n (2) of a meeting.\n", "lark"),
    _part("4L-2", "4L.", "By Itself.", "All converts in an automatic way after the large combination.", "swift"),
    _part("4L-2(2)", "(2)", "", "The Company will reserve what it needs.", "martin"),
    _part("4M", "4M.", "Gone for Good.", "What was converted is not reissued.", "plover"),
    _part("4N", "4N.", "Charges.", "No tax is asked of a holder.", "curlew"),
    _part("4O", "4O.", "Lists.", "The books stay open.", "dunlin"),
    _part("5", "5.", "At Meetings.", "Votes are counted as if converted.", "godwit"),
    _part("6", "6.", "What Needs Agreement.", "Without consent the Company will not:\n\n (a) issue more;\n\n (b) close down.\n", "avocet"),
    _part("7", "7.", "Nothing Given Up.", "No right is waived by silence.", "gannet"),
    _part("8", "8.", "Good Faith.", "Nothing is done to impair all this.", "puffin"),
    _part("9", "9.", "New Terms.", "A term is amended in writing.", "petrel"),
    _part("10", "10.", "How Holders Act.", "Consent is given in writing or at a meeting.", "skua"),
)  # fmt: skip

BEGINS = """A PAPER OF NO COMPANY

      RESOLVED, that there is a series of 500 shares, so designated and
no more; of them speaks the   linnet.

      1. Words.

      "Affiliate" means a friend, the siskin.

      "Common Stock" means the common shares, the twite.

<PAGE>

"Excluded Stock" means the stock that does not count, the brambling.

      "Person" includes everybody.

      "Zeta Stated Value" means the stated value, $7, the serin.

"""
ENDS = """
      IN WITNESS WHEREOF, nobody has signed.

                                    ANNEX A

                              A form to fill in

I convert: ______ the hawfinch.
"""
WORDS = {one.clause: one.word for one in PARTS} | {
    "resolution": "linnet",
    "1-persons": "siskin",
    "1-common": "twite",
    "1-excluded": "brambling",
    "1-stated-value": "serin",
    "annex-A": "hawfinch",
}
"""Of each clause the word that its passage has, and no other."""


def full(part: Part) -> str:
    """Under the full label, filled up with spaces, as on a typewriter."""
    return f"            {part.label}  {part.title}  {part.says}\n"


def short(part: Part) -> str:
    """Under the last part of the label alone, where it is in section 4."""
    label = part.label
    if label.startswith("4E("):
        label = label[2:]
    elif label.startswith("4"):
        label = f"{label[1]}."
    return f"   {label} {part.title} {part.says}\n"


def marked(part: Part) -> str:
    """As headings of Markdown, with the text below."""
    return f"### **{part.label}** {part.title}\n\n{part.says}\n" if part.title else f"{part.label} {part.says}\n"


def text(written: Callable[[Part], str] = full, without: str = "", parts: tuple[Part, ...] = PARTS) -> str:
    """The whole certificate; `without` leaves a clause out, heading and all."""
    said = []
    for one in parts:
        if one.clause == "4A":
            said.append("      4. Conversion.\n")
        if one.clause != without:
            said.append(written(one))
        if one.clause in ("4C", "9"):
            said.append("                                      -3-\n<PAGE>\n")
    return BEGINS + "\n".join(said) + ENDS
