"""The questions that a program can ask of a company: a row for each, with the verb that answers it.

What is asked and how it is answered is what the verb says; a row names it, and the model of what it is asked with.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from commands.web.api.asks import (
    OfAssets,
    OfCalendar,
    OfConsents,
    OfContinuation,
    OfDocuments,
    OfEntries,
    OfEntry,
    OfHistory,
    OfHolder,
    OfHolders,
    OfHoldersSince,
    OfLiquidation,
    OfNotice,
    OfPayout,
    OfPrice,
    OfProof,
    OfProposals,
    OfRecording,
    OfRecordings,
    OfRule,
    OfScenario,
    OfScenarios,
    OfStatement,
    OfStep,
    OfTwoMoments,
    OfTwoScenarios,
    OfVerification,
    ToldOn,
)
from commands.web.api.params import Asks, Dated, words_of
from ledger.numbers.days import written


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its path behind the company, the verb with the words that are always said, and what it is asked with.

    The answer of one that is not `settled` can become another though the ledger does not: it has no mark.
    """

    path: str
    verb: str
    asks: type[Asks]
    says: str
    words: Sequence[str] = ()
    settled: bool = True
    said: Callable[[Any], list[str]] = words_of

    @property
    def name(self) -> str:
        """A name for programs that are made of the description."""
        return self.path.replace("/", "_").replace("-", "_")


def _two_moments(asked: OfTwoMoments) -> list[str]:
    return [*(["--exact"] if asked.exact else []), "--diff", written(asked.earlier), written(asked.later)]


QUESTIONS = (
    Question("price", "price", OfPrice, "The Conversion Price on a day.", ["--replay"]),
    Question("history", "history", OfHistory, "Every change of the Conversion Price."),
    Question(
        "history/diff",
        "history",
        OfTwoMoments,
        "What changed between two states of knowledge, and by which entry.",
        said=_two_moments,
    ),
    Question("holders", "holders", Dated, "All balances at the close of a day.", ["--replay"]),
    Question(
        "holders/since",
        "holders",
        OfHoldersSince,
        "What has changed in the cap table from the close of one day to that of another.",
    ),
    Question("entries", "entries", OfEntries, "The record as a list, with what was voided or corrected."),
    Question("explain", "explain", ToldOn, "Why the price is what it is on a day, step by step."),
    Question("explain/entry", "explain", OfEntry, "What an entry did: to the price, to balances; or what an edit did."),
    Question("explain/refusal", "explain", OfRule, "What a refusal means, and what to do."),
    Question("explain/step", "explain", OfStep, "Why one step of the price is what it is."),
    Question("explain/holder", "explain", OfHolder, "What a holder has on a day, and the entries that made it so."),
    Question(
        "explain/holders",
        "explain",
        OfHolders,
        "Every balance on a day, and the entries that made it so.",
        ["--holders"],
    ),
    Question(
        "explain/payout", "explain", OfPayout, "What a liquidation would give, and from which figures that follows."
    ),
    Question("readings", "readings", Dated, "Which readings this ledger relies on, and what each is worth."),
    Question("dividends", "dividends", Dated, "What each dividend gives the holders of Series D, and what is accrued."),
    Question(
        "waterfall",
        "waterfall",
        OfAssets,
        "Who would get what in a liquidation, and from which assets on converting is better.",
    ),
    Question("liquidation", "waterfall", OfLiquidation, "Who got what in a liquidation that is recorded."),
    Question("calendar", "calendar", OfCalendar, "What is due and overdue on a day."),
    Question(
        "consents", "consents", OfConsents, "What the holders of Series D have consented to, and what that allows."
    ),
    Question("flags", "flags", Dated, "What a reader should know about the record."),
    Question("recordings", "recordings", OfRecordings, "Who recorded what, when, why and with which program."),
    Question("recording", "recordings", OfRecording, "One recording, and what came of it."),
    Question(
        "documents",
        "documents",
        OfDocuments,
        "The files attached to entries, whether they are here and whole.",
        settled=False,
    ),
    Question("statement", "statement", OfStatement, "What a holder has, what moved it and what is due to it."),
    Question("notice", "notice", OfNotice, "A notice of the certificate, as it would be given; nothing is recorded."),
    Question(
        "scenarios",
        "scenario",
        OfScenarios,
        "The scenarios, and how far the ledger has grown since each was made.",
        ["list"],
    ),
    Question("scenario", "scenario", OfScenario, "What a scenario answers.", ["show"]),
    Question("scenario/compare", "scenario", OfTwoScenarios, "What two scenarios answer otherwise.", ["compare"]),
    Question("proposals", "proposals", OfProposals, "What was proposed, and what has become of it."),
    Question(
        "verify",
        "verify",
        OfVerification,
        "Whether the log is whole and untouched, and gives the same figures once more.",
        settled=False,
    ),
    Question("prove", "prove", OfProof, "A proof for others that an entry stands in this ledger."),
    Question("prove/since", "prove", OfContinuation, "A proof for others that the ledger only went on since a head."),
)
"""The questions of a company, those that are asked most often first."""

OF_ALL = (
    Question("companies", "companies", Dated, "The companies of a ledger, and how each stands."),
    Question("clauses", "clauses", Asks, "What the ledger does about each clause of the certificate."),
)
"""The questions of a whole ledger."""
