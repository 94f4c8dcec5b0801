"""The register of a package, security by security: which live, whose they are, how much of each is left.

An act on a security that has ended, has not begun or is smaller is refused by name. What a part leaves goes on under
the security that is named for the rest, or under its own id.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from commands.ocf.given import Given
from commands.reading.lines import UnreadableError
from ledger.cap_table.register import Rounding
from ledger.numbers.exact import in_words

_LAST_PLACE = Fraction(1, 10**9)
"""By how much a number of ten places may be off."""


@dataclass(slots=True)
class Security:
    """A living security: the issuance that tells of it, whose it is, and what is left of it.

    `of` is `common` or `series_d`, or the name of the right; `money` is what a convertible is of, `price` what an
    exercise costs. `slack` is by how much `left` may be off where numbers were rounded to ten places; `leeway` is the
    share that rounding after a split may give to one or to another.
    """

    issuance: Given
    stakeholder: str
    of: str
    left: Fraction
    money: Fraction | None = None
    price: Fraction | None = None
    slack: Fraction = _LAST_PLACE
    leeway: int = 0

    @property
    def name(self) -> str:
        """Its id."""
        return self.issuance.text("security_id")

    @property
    def is_stock(self) -> bool:
        """Whether it is stock, whose shares are whole."""
        return self.of in ("common", "series_d")


def told(issuance: Given) -> str:
    """A security as a person knows it: by its custom id, with its own id behind it."""
    security, custom = issuance.text("security_id"), issuance.fields.get("custom_id")
    is_same = not isinstance(custom, str) or not custom.strip() or custom == security
    return f"the security {security!r}" if is_same else f"{custom} (security {security!r})"


@dataclass(slots=True)
class Register:
    """All securities: `issuances` as the package has them, those that live, and how those ended that do not."""

    issuances: Mapping[str, Given]
    living: dict[str, Security] = field(default_factory=dict)
    together: dict[str, dict[str, Security]] = field(default_factory=dict)
    """The living securities of each class and each right."""
    ended: dict[str, Given] = field(default_factory=dict)
    """The act with which each ended."""
    splits: set[str] = field(default_factory=set)
    """The ids of the splits so far."""

    def issuance(self, one: Given, security: str) -> Given:
        """The issuance of a security that a transaction names."""
        if security not in self.issuances:
            raise one.fail(f"there is no issuance of the security {security!r} that it names")
        return self.issuances[security]

    def begin(self, one: Given, security: Security) -> Security:
        """Begin a security with this act."""
        before = self.ended.get(security.name)
        if security.name in self.living or before is not None:
            said = "has come into being already" if before is None else f"has ended already, {_with(before)}"
            raise one.fail(f"{told(security.issuance)} {said}; it cannot come out of this as well")
        self.living[security.name] = security
        self.together.setdefault(security.of, {})[security.name] = security
        return security

    def at(self, one: Given, security: str) -> Security:
        """A security that lives when an act is done on it."""
        if security in self.living:
            return self.living[security]
        issuance = self.issuance(one, security)
        if security in self.ended:
            raise one.fail(
                f"{told(issuance)} has ended {_with(self.ended[security])}; name a security that is outstanding",
                "security_id",
            )
        said = f"is issued on {issuance.fields.get('date')} ({issuance.fields.get('id')})"
        raise one.fail(f"{told(issuance)} has not begun on {one.fields.get('date')}: it {said}", "security_id")

    def end(self, one: Given, security: Security) -> None:
        """End a security with this act."""
        del self.living[security.name]
        del self.together[security.of][security.name]
        self.ended[security.name] = one

    def of(self, name: str) -> list[Security]:
        """The living securities of Common, of the series, or of a right."""
        return list(self.together.get(name, {}).values())

    def split(self, of: Callable[[Security], bool], ratio: Fraction, rounding: Rounding, later: set[str]) -> None:
        """Each share becomes so many: the securities of one stakeholder share what rounding gives it as a whole.

        Those that are issued anew (`later`) keep their fractions until then; a right keeps them always.
        """
        totals: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
        for one in filter(of, self.living.values()):
            exact = one.left * ratio
            one.slack = (one.slack + _LAST_PLACE) * max(ratio, Fraction(1))
            if not one.is_stock:
                one.left, one.price = exact, None if one.price is None else one.price / ratio
                continue
            key = one.stakeholder, one.of
            before, given = totals.get(key, (Fraction(0), Fraction(0)))
            whole = rounding(before + exact) - given
            totals[key] = before + exact, given + whole
            one.leeway = 0 if exact.denominator == 1 else 1
            one.left = exact if one.name in later else Fraction(whole)

    def held(self) -> Iterator[tuple[tuple[str, str], list[Security]]]:
        """The living stock of each stakeholder and class."""
        found: dict[tuple[str, str], list[Security]] = {}
        for one in self.living.values():
            if one.is_stock:
                found.setdefault((one.stakeholder, one.of), []).append(one)
        yield from found.items()


def _with(act: Given) -> str:
    return f"on {act.fields.get('date')} with {act.fields.get('id')}"


def smaller(one: Given, security: Security, taken: Fraction, field: str) -> UnreadableError:
    """The error for an act on more than a security has."""
    has = f"{told(security.issuance)} has {in_words(security.left)} left"
    return one.fail(
        f"{has}, fewer than the {in_words(taken)} of this act; name {in_words(security.left)} or fewer", field
    )
