"""A number known between two certified bounds, and exactly when somebody asks.

After a thousand adjustments the exact price has tens of thousands of digits, yet nearly every decision that depends on
it (is this issue below the price? how many whole shares?) is clear from its first seventy. So a `Bounded` number
carries integer bounds on its value times 2**256, rounded outwards at every step, together with the way it was made.
Decisions look at the bounds first and work out the exact rational only where the bounds cannot tell: at ties, and at
floors that fall near a whole number. A decision is therefore always the exact one.
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

    __slots__ = ("_exact", "_made", "high", "low")

    def __init__(
        self, low: int, high: int, made: "tuple[Bounded, Affine] | Callable[[], mpq] | None", exact: mpq | None = None
    ) -> None:
        self.low = low
        self.high = high
        self._made = made
        self._exact = exact

    @classmethod
    def of(cls, number: Fraction | int) -> "Bounded":
        """A number that is known exactly."""
        return cls(*_outwards(number.numerator, number.denominator), None, mpq(number.numerator, number.denominator))

    def affine(self, a: int, b: int, c: int) -> "Bounded":
        """(a·self + b) / c, for whole a >= 0, b >= 0 and c > 0."""
        shift = b << SCALE_BITS
        return Bounded((a * self.low + shift) // c, -((-a * self.high - shift) // c), (self, (a, b, c)))

    def times(self, factor: Fraction) -> "Bounded":
        """The product with a rational."""
        return self.affine(factor.numerator, 0, factor.denominator)

    def is_above(self, numerator: int, denominator: int) -> bool:
        """Whether this number is greater than the fraction, decided exactly."""
        asked = numerator << SCALE_BITS
        if asked < self.low * denominator:
            return True
        if asked > self.high * denominator:
            return False
        return bool(self.exact() > mpq(numerator, denominator))

    def is_zero(self) -> bool:
        """Whether this number is exactly zero."""
        return self.low <= 0 and self.exact() == 0

    def exact(self) -> mpq:
        """The number itself, in lowest terms."""
        if self._exact is None:
            steps: list[Affine] = []
            node = self
            while node._exact is None and isinstance(node._made, tuple):
                node, step = node._made
                steps.append(step)
            start = node._exact
            if start is None:
                assert callable(node._made)  # noqa: S101  a number is known, made from one, or made by a rule
                start = node._exact = node._made()
            a, b, c = compose(steps)
            if node is not self:
                _let_go(node, start)
            self._exact = (a * start + b) / c
        return self._exact

    def __repr__(self) -> str:
        return f"Bounded(~{self.low / (1 << SCALE_BITS):.6g})"  # for the debugger alone


def total(one: Bounded, other: Bounded) -> Bounded:
    """The sum of two numbers."""
    return Bounded(one.low + other.low, one.high + other.high, _Rule("sum", (one, other)))


def difference(one: Bounded, other: Bounded) -> Bounded:
    """What one number has above another; zero where it has not more."""
    rule = _Rule("difference", (one, other))
    return Bounded(max(0, one.low - other.high), max(0, one.high - other.low), rule)


def is_less(one: Bounded, other: Bounded) -> bool:
    """Whether one number is less than another, decided exactly."""
    if one.high < other.low:
        return True
    if one.low > other.high or one is other:
        return False
    return bool(one.exact() < other.exact())


def same(one: Bounded, other: Bounded) -> bool:
    """Whether two numbers are equal, decided exactly."""
    if one.low > other.high or other.low > one.high:
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
    over, under = factor.numerator << SCALE_BITS, factor.denominator
    made = _Rule("quotient", (number, divisor), factor)
    if divisor.low <= 0:
        exact = made()
        return Bounded(*_outwards(int(exact.numerator), int(exact.denominator)), None, exact)
    return Bounded(number.low * over // (divisor.high * under), -(-number.high * over // (divisor.low * under)), made)


def whole_part(number: Bounded) -> int:
    """The greatest whole number not above `number`, exactly."""
    low = number.low >> SCALE_BITS
    if low == number.high >> SCALE_BITS:
        return low
    exact = number.exact()
    return int(exact.numerator // exact.denominator)


def size_at_most(number: Bounded, known: MutableMapping[Bounded, tuple[int, int]]) -> tuple[int, int]:
    """How many bits the numerator and the denominator of a number can have at most, without working it out.

    What is found is remembered in `known`, so that asking along a history costs one look at each step.
    """
    steps: list[tuple[Bounded, Affine]] = []
    node = number
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


def _outwards(numerator: int, denominator: int) -> tuple[int, int]:
    scaled = numerator << SCALE_BITS
    return scaled // denominator, -(-scaled // denominator)


def _let_go(node: Bounded, exact: mpq) -> None:
    # Walking a long history in order needs only the latest exact value; keeping all of them is quadratic in memory.
    if node._made is not None and exact.denominator.bit_length() > _MOST_BITS_KEPT:
        node._exact = None
