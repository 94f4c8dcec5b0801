"""Proposals: what is proposed by whom, what has become of it, and what approving it would do now."""

from collections.abc import Iterator

from ledger.log.proposals import ProposalDeclined
from ledger.numbers.days import written
from projections.answers.flags import flag_says
from projections.compare.proposals import IsApproved, IsDeclined, IsProposed, ProposalTold, RecordedNow, Tray
from projections.render.answers.compare import differences
from projections.render.answers.record import recording
from projections.render.blocks import Block, Heading, Items, Note, Paragraph, Title
from projections.render.entries import says
from projections.render.marks.marked import Toned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import flagged
from projections.render.numbers import entries_in_words

_MOST_TOLD = 20


def listed(found: Tray) -> Iterator[Block]:
    """The proposals, each with its entries."""
    if not found.proposals:
        yield Title(f"No proposals of {found.company}; `seriesd record FILE --propose` makes one.")
        return
    yield Title(f"Proposals of {found.company}")
    for one in found.proposals:
        yield from _told(one)


def proposed(found: IsProposed, *, quiet: bool) -> Iterator[Block]:
    """That entries are proposed, and what recording them would do."""
    if found.proposed is None:
        yield Title(f"Nothing is proposed: all of it is recorded of {found.company} already.")
        return
    number = found.proposed.proposal.number
    yield Title(
        f"Proposed to {found.company} as number {number}; nothing is recorded until somebody else approves it: "
        f"`seriesd approve {number}`."
    )
    yield from _recorded(recording.blocks(found.result, written=False, quiet=quiet, with_notes=True))


def approved(found: IsApproved) -> Iterator[Block]:
    """That a proposal was approved, and what came of recording it."""
    one = found.decided.proposal
    if not found.approved:
        yield Title(f"Proposal {one.number} of {found.company} was approved already; nothing is recorded.")
        yield Note(naming(_decided(found.decided), *_entries_of(found.decided)))
        return
    by = "" if one.decided is None else f", approved by {one.decided.by.name}"
    yield Title(f"Proposal {one.number} of {found.company} is recorded: proposed by {one.made.by.name}{by}.")
    yield from _recorded(recording.blocks(found.result, written=True, with_notes=True))


def declined(found: IsDeclined) -> Iterator[Block]:
    """That a proposal was declined."""
    one = found.decided.proposal
    if not found.declined:
        yield Title(f"Proposal {one.number} of {found.company} was declined already; nothing is written.")
        return
    yield Title(f"Declined proposal {one.number} of {found.company}; nothing is recorded, and it stays in the list.")


def _recorded(made: Iterator[Block]) -> Iterator[Block]:
    return (Note(block.text) if isinstance(block, Title) else block for block in made)


def _told(one: ProposalTold) -> Iterator[Block]:
    proposal = one.proposal
    yield Heading(reasoned(f"{proposal.number}: {proposal.state}", Why("proposal", str(proposal.number))))
    why = f", since {proposal.made.reason!r}" if proposal.made.reason else ""
    yield Paragraph(f"Proposed by {proposal.made.by.name} at {written(proposal.made_at, 'seconds')}{why}.")
    entries = proposal.entries
    yield Items([f"On {entry.effective} {says(entry)}." for entry in entries[:_MOST_TOLD]])
    if len(entries) > _MOST_TOLD:
        yield Paragraph(f"… and {entries_in_words(len(entries) - _MOST_TOLD)} more; `--json` has all of them")
    if proposal.decided is not None:
        yield Note(naming(_decided(one), *_entries_of(one)))
    if one.now is not None:
        yield from _now(one.now)


def _entries_of(one: ProposalTold) -> Iterator[Why]:
    """What was recorded of a proposal; nothing of one that was not approved."""
    decided = one.proposal.decided
    if decided is not None and not isinstance(decided, ProposalDeclined):
        yield from (Why("entry", name) for name in decided.entries)


def _decided(one: ProposalTold) -> str:
    proposal, decided = one.proposal, one.proposal.decided
    assert decided is not None  # noqa: S101  asked only of one that was
    said = f"{proposal.state} by {decided.by.name} at {written(proposal.changed_at, 'seconds')}"
    if isinstance(decided, ProposalDeclined):
        return f"{said}: {decided.reason}"
    return f"{said}, and recorded as {', '.join(decided.entries) or 'nothing, since all was recorded already'}"


def _now(now: RecordedNow) -> Iterator[Block]:
    if now.would_refuse is not None:
        yield Note(Toned.of(f"approving it now would be refused: {now.would_refuse.message}", "wrong"))
        return
    already = f", {now.already_recorded:,} already recorded" if now.already_recorded else ""
    yield Note(f"approving it now would record {entries_in_words(now.would_record)}{already}")
    if now.changes:
        yield Note("what was answered until now would change:")
        yield from differences.blocks(now.changes, "is now", "would be", recorded="first")
    yield from (Note(flagged(one.flag, f"note: {flag_says(one.flag)}")) for one in now.warnings)
