"""What a page is: its name in addresses, what its address may ask, and what shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from commands.web.asked import Dated
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError
from commands.web.sent import Sent


@dataclass(frozen=True, slots=True)
class Gone:
    """What was sent is done, and the browser goes on to this address."""

    address: str


@dataclass(frozen=True, slots=True)
class Handed:
    """The answer is a file, to be kept under this name; its suffix says what it is.

    A browser shows it in its place where it is `shown_as` something that can be shown without harm.
    """

    name: str
    content: bytes
    shown_as: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a company.

    `show` makes what it shows, in a thread of its own. `asks` are the parameters of its address. With `keyed` it is
    about one thing of its kind, named behind it in the address. `menu` is the word for it in the menu, empty where it
    does not stand there, and `letter` the key that leads to it after `g`. Its template is `pages/<template>`. One that
    is `keyed` and stands `alone` too is without a name about all of the kind.

    What is sent to it `takes` deals with: it answers with what the page then shows, where the browser goes on to, or a
    file. With `writes` only somebody who is signed in can send, from a form that has the mark of the session; to
    anybody else `again` shows the form as it was sent, so that nothing typed is lost, and why it was not taken.

    What `gives` answers is given in the place of the page: a file, or where the browser goes on to; nothing where the
    page is shown.

    `stands_on` says what a page shows besides the ledger, where that changes: a page that is kept is then made anew.
    A page that `begins` something has a key of its own in its form, by which what is sent twice is recorded once: it is
    made anew each time that it is asked for. With `doubts` it is shown of a ledger that is not what was recorded, of
    which nothing else is answered. What one of `now` shows cannot be asked of another moment of knowledge, and its
    frame says so.
    """

    name: str
    title: str
    show: Callable[[Place], Shown]
    asks: type[Dated] = Dated
    template: str = "answer.html"
    keyed: bool = False
    alone: bool = False
    menu: str = ""
    letter: str = ""
    takes: Callable[[Place, Sent], Shown | Gone | Handed] | None = None
    writes: bool = False
    again: Callable[[Place, Sent, NotAllowedError], Shown] | None = None
    stands_on: Callable[[Place], str] | None = None
    gives: Callable[[Place], Gone | Handed | None] | None = None
    doubts: bool = False
    begins: bool = False
    now: bool = False
