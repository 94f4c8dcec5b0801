"""A number known between two certified bounds, and exactly when somebody asks.

After a thousand adjustments the exact price has tens of thousands of digits, yet nearly every decision that depends on
it (is this issue below the price? how many whole shares?) is clear from its first seventy. So a `Bounded` number
carries integer bounds on its value times 2**256, rounded outwards at every step, together with the way it was made.
Decisions look at the bounds first and work out the exact rational only where the bounds cannot tell: at ties, and at
floors that fall near a whole number. A decision is therefore always the exact one.

A price that the fold found in its columns (`ledger.price.foresight`) comes with wider bounds, `near` to it: these are
looked at before all others, and those of 256 bits are made when they cannot tell, or somebody asks for them.
"""

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gmpy2 import mpq, mpz

SCALE_BITS = 256
_MOST_BITS_KEPT = 1 << 16

Affine = tuple[int, int, int]
"""(a, b, c) for the step x -> (a·x + b) / c, with a >= 0, b >= 0 and c > 0."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a number is worked out: the sum of its two parts, what the first has above the second, or the first over it.

    Times a factor.
    """

    how: Literal["sum", "difference", "quotient"]
    parts: "tuple[Bounded, Bounded]"
    factor: Fraction = Fraction(1)

    def __call__(self) -> mpq:
        one, other = (part.exact() for part in self.parts)
        factor = mpq(self.factor.numerator, self.factor.denominator)
        if self.how == "quotient":
            return one * factor / other
        return (one + other if self.how == "sum" else max(one - other, mpq(0))) * factor

    def bounds(self) -> "tuple[int, int]":
        """Bounds of the result, from those that its parts have now."""
        one, other = self.parts
        over, under = self.factor.numerator, self.factor.denominator
        if self.how == "sum":
            return one._low + other._low, one._high + other._high
        if self.how == "difference":
            return max(0, one._low - other._high), max(0, one._high - other._low)
        over <<= SCALE_BITS
        return one._low * over // (other._high * under), -(-one._high * over // (other._low * under))

    @property
    def bits(self) -> int:
        """How many bits the factor has."""
        return self.factor.numerator.bit_length() + self.factor.denominator.bit_length()

    def is_alike(self, other: "_Rule") -> bool:
        """Whether both work out the same from numbers made alike."""
        alike = all(_made_alike(*pair) for pair in zip(self.parts, other.parts, strict=True))
        return alike and (self.how, self.factor) == (other.how, other.factor)


class Bounded:
    """A rational, zero or more, between `low` and `high` (both times 2**256). Immutable but for its own memory."""

    __slots__ = ("_exact", "_high", "_is_near", "_low", "_made", "_settle")

    def __init__(
        self,
        low: int,
        high: int,
        made: "tuple[Bounded, Affine] | Callable[[], mpq] | None",
        exact: mpq | None = None,
        *,
        is_near: bool = False,
    ) -> None:
        self._low = low
        self._high = high
        self._made = made
        self._exact = exact
        self._is_near = is_near
        self._settle: Callable[[], None] | None = None

    @classmethod
    def of(cls, number: Fraction | int) -> "Bounded":
        """A number that is known exactly."""
        return cls(*_outwards(number.numerator, number.denominator), None, mpq(number.numerator, number.denominator))

    @classmethod
    def near(cls, low: int, high: int, settle: Callable[[], None]) -> "Bounded":
        """A number between wide bounds; `settle` has it `become` the same number between narrow ones."""
        found = cls(low, high, None, is_near=True)
        found._settle = settle
        return found

    def become(self, same: "Bounded") -> None:
        """Take over all that is known of the same number, which is not near."""
        # in this order, for another thread: whatever it finds half-way are bounds of this number
        self._low, self._high = same.low, same.high
        self._made, self._exact = same._made, same._exact
        self._is_near, self._settle = False, None

    def widest(self) -> tuple[int, int]:
        """The bounds that there are already."""
        return self._low, self._high

    @property
    def is_near(self) -> bool:
        """Whether its narrow bounds are still to be made."""
        return self._is_near

    @property
    def low(self) -> int:
        """The lower of the narrow bounds."""
        if self._is_near:
            self._narrow()
        return self._low

    @property
    def high(self) -> int:
        """The upper of the narrow bounds."""
        if self._is_near:
            self._narrow()
        return self._high

    def affine(self, a: int, b: int, c: int) -> "Bounded":
        """(a·self + b) / c, for whole a >= 0, b >= 0 and c > 0."""
        step = a, b, c
        return Bounded(*_stepped(step, self._low, self._high), (self, step), is_near=self._is_near)

    def times(self, factor: Fraction) -> "Bounded":
        """The product with a rational."""
        return self.affine(factor.numerator, 0, factor.denominator)

    def is_above(self, numerator: int, denominator: int) -> bool:
        """Whether this number is greater than the fraction, decided exactly."""
        asked = numerator << SCALE_BITS
        if asked < self._low * denominator:
            return True
        if asked > self._high * denominator:
            return False
        if self._is_near:
            self._narrow()
            return self.is_above(numerator, denominator)
        return bool(self.exact() > mpq(numerator, denominator))

    def is_below(self, numerator: int, denominator: int) -> bool:
        """Whether this number is less than the fraction, decided exactly."""
        asked = numerator << SCALE_BITS
        if asked > self._high * denominator:
            return True
        if asked < self._low * denominator:
            return False
        if self._is_near:
            self._narrow()
            return self.is_below(numerator, denominator)
        return bool(self.exact() < mpq(numerator, denominator))

    def is_zero(self) -> bool:
        """Whether this number is exactly zero."""
        return self._low <= 0 and self.low <= 0 and self.exact() == 0

    def exact(self) -> mpq:
        """The number itself, in lowest terms."""
        found = self._exact
        if found is None:
            if self._is_near:
                self._narrow()
            steps: list[Affine] = []
            node, start = self, self._exact
            # each memory is looked at once: another thread may let go of it
            while start is None and isinstance(node._made, tuple):
                node, step = node._made
                steps.append(step)
                start = node._exact
            if start is None:
                assert callable(node._made)  # noqa: S101  a number is known, made from one, or made by a rule
                start = node._exact = node._made()
            a, b, c = compose(steps)
            if node is not self:
                _let_go(node, start)
            found = self._exact = (a * start + b) / c
        return found

    def _narrow(self) -> None:
        """Make the narrow bounds, of what this was made from first."""
        steps: list[tuple[Bounded, Affine]] = []
        node = self
        while node._is_near and node._settle is None and isinstance(node._made, tuple):
            steps.append((node, node._made[1]))
            node = node._made[0]
        if node._is_near:
            node._narrow_itself()
        for made, step in reversed(steps):
            made._low, made._high = _stepped(step, node._low, node._high)
            made._is_near = False
            node = made

    def _narrow_itself(self) -> None:
        settle = self._settle
        if settle is not None:
            settle()
            return
        assert isinstance(self._made, _Rule)  # noqa: S101  near is what was settled so, and what is made of it
        for part in self._made.parts:
            if part._is_near:
                part._narrow()
        self._low, self._high = self._made.bounds()
        self._is_near = False

    def __repr__(self) -> str:
        return f"Bounded(~{self._low / (1 << SCALE_BITS):.6g})"  # for the debugger alone


def total(one: Bounded, other: Bounded) -> Bounded:
    """The sum of two numbers."""
    return _ruled(_Rule("sum", (one, other)))


def difference(one: Bounded, other: Bounded) -> Bounded:
    """What one number has above another; zero where it has not more."""
    return _ruled(_Rule("difference", (one, other)))


def _ruled(rule: _Rule) -> Bounded:
    return Bounded(*rule.bounds(), rule, is_near=any(part.is_near for part in rule.parts))


def is_less(one: Bounded, other: Bounded) -> bool:
    """Whether one number is less than another, decided exactly."""
    if one._high < other._low:
        return True
    if one._low > other._high or one is other:
        return False
    if one.low > other.high or one.high < other.low:
        return one.high < other.low
    return bool(one.exact() < other.exact())


def same(one: Bounded, other: Bounded) -> bool:
    """Whether two numbers are equal, decided exactly."""
    if one is other:
        return True
    if one._low > other._high or other._low > one._high or one.low > other.high or other.low > one.high:
        return False
    return _made_alike(one, other) or bool(one.exact() == other.exact())


def _made_alike(one: Bounded, other: Bounded) -> bool:
    """Whether two numbers were made by the same steps from the same number; so a replay that changed nothing is known.

    What is not made alike may yet be equal.
    """
    while one is not other:
        if isinstance(one._made, tuple) and isinstance(other._made, tuple) and one._made[1] == other._made[1]:
            one, other = one._made[0], other._made[0]
        elif isinstance(one._made, _Rule) and isinstance(other._made, _Rule):
            return one._made.is_alike(other._made)
        else:
            return one._made is None and other._made is None and one._exact == other._exact
    return True


def quotient(number: Bounded, divisor: Bounded, factor: Fraction) -> Bounded:
    """`number` times `factor` over `divisor`, for a divisor above zero."""
    made = _Rule("quotient", (number, divisor), factor)
    if divisor._low <= 0 and divisor.low <= 0:
        exact = made()
        return Bounded(*_outwards(int(exact.numerator), int(exact.denominator)), None, exact)
    return _ruled(made)


def whole_part(number: Bounded) -> int:
    """The greatest whole number not above `number`, exactly."""
    low = number._low >> SCALE_BITS
    if low == number._high >> SCALE_BITS:
        return low
    if number.is_near:
        return whole_part(_narrowed(number))
    exact = number.exact()
    return int(exact.numerator // exact.denominator)


def size_at_most(number: Bounded, known: MutableMapping[Bounded, tuple[int, int]]) -> tuple[int, int]:
    """How many bits the numerator and the denominator of a number can have at most, without working it out.

    What is found is remembered in `known`, so that asking along a history costs one look at each step.
    """
    steps: list[tuple[Bounded, Affine]] = []
    node = _narrowed(number)
    while node not in known and node._exact is None and isinstance(node._made, tuple):
        steps.append((node, node._made[1]))
        node = node._made[0]
    if node not in known:
        known[node] = _size_of(node, known)
    over, under = known[node]
    for made, (a, b, c) in reversed(steps):
        over = max(a.bit_length() + over, b.bit_length() + under) + 1
        under += c.bit_length()
        known[made] = over, under
    return over, under


def _narrowed(number: Bounded) -> Bounded:
    """The number, with narrow bounds and the way it was made."""
    if number._is_near:
        number._narrow()
    return number


def _size_of(node: Bounded, known: MutableMapping[Bounded, tuple[int, int]]) -> tuple[int, int]:
    if node._exact is None and isinstance(node._made, _Rule):
        whole = node._made.bits + 1 + sum(sum(size_at_most(part, known)) for part in node._made.parts)
        return whole, whole
    exact = node.exact()
    return exact.numerator.bit_length(), exact.denominator.bit_length()


def compose(steps: Sequence[Affine]) -> tuple[mpz, mpz, mpz]:
    """One affine step that does what `steps` do, the last of them applied first.

    The steps are halved until they are single, so that the large products are few: a chain of thirty thousand
    adjustments costs what a handful of multiplications of its final size cost.
    """
    if len(steps) == 1:
        a, b, c = steps[0]
        return mpz(a), mpz(b), mpz(c)
    if not steps:
        return mpz(1), mpz(0), mpz(1)
    middle = len(steps) // 2
    a, b, c = compose(steps[:middle])
    inner_a, inner_b, inner_c = compose(steps[middle:])
    return a * inner_a, a * inner_b + b * inner_c, c * inner_c


def _stepped(step: Affine, low: int, high: int) -> tuple[int, int]:
    """The bounds after an affine step, rounded outwards."""
    a, b, c = step
    shift = b << SCALE_BITS
    return (a * low + shift) // c, -((-a * high - shift) // c)


def _outwards(numerator: int, denominator: int) -> tuple[int, int]:
    scaled = numerator << SCALE_BITS
    return scaled // denominator, -(-scaled // denominator)


def _let_go(node: Bounded, exact: mpq) -> None:
    # Walking a long history in order needs only the latest exact value; keeping all of them is quadratic in memory.
    if node._made is not None and exact.denominator.bit_length() > _MOST_BITS_KEPT:
        node._exact = None
