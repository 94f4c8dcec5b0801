"""Where a request is: the ledger and the company that it is about, what is known there, and who asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from commands.api.known import Known
from commands.web.asked import Asked, Dated
from commands.web.asking import Answer, Source, ask, option
from commands.web.guards.sessions import Session
from commands.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the workbench, and everything that a page there is made of.

    `params` is what its address asks besides ledger and company, `key` the name of the one thing that a page is about.
    `known` is what is known now of the company, none where there is none; `number` the last event of the whole ledger.
    """

    settings: Settings
    asked: Asked
    params: Dated
    source: Source
    key: str | None = None
    session: Session | None = None
    companies: Sequence[str] = ()
    number: int = 0
    form: str | None = None
    """The form in which the page is asked for besides, by its suffix: all of an answer is in it, however long."""

    @property
    def known(self) -> Known | None:
        """What is known of the company now; a page as known then says what had been recorded by then."""
        return self.source.known

    @property
    def on(self) -> list[str]:
        """The option for the day asked of."""
        return option("--on", self.asked.on)

    @property
    def as_known(self) -> list[str]:
        """The option for the state of knowledge asked for."""
        return option("--as-known", self.asked.clocks["known"] if self.asked.known else None)

    @property
    def clocks(self) -> list[str]:
        """The options for both."""
        return [*self.on, *self.as_known]

    @property
    def afresh(self) -> "Place":
        """The same place once something was recorded: what was known before is not what is known now."""
        return replace(self, source=replace(self.source, loaded=None))

    def ask(self, verb: str, words: Sequence[str] = (), *, form: str = "html") -> Answer:
        """What a verb answers here; see `commands.web.asking.ask`."""
        return ask(self.source, verb, words, form=form)

    def address(self, page: str = "", more: Mapping[str, Any] | None = None) -> str:
        """The address of another page at this place."""
        return self.asked.address(page, more)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the answers of verbs, the first of which is what the page is about.

    `about` is what its template needs besides. `title` stands in the title of the window. `status` is that of HTTP.
    `document` makes its JSON, where that is not its answers': a chart.
    `papers` make the forms in which it is a document of its own, such as a letter, and not a report on its answers.
    """

    title: str
    answers: Sequence[Answer] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    document: Callable[[], Mapping[str, Any]] | None = None
    papers: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
