"""The tests that a right remembers: the price against which each was made, and nothing of what came of it.

A right is tested at its grant; an option that was not deemed issued then is tested again where it becomes a Convertible
Security (4E(2)(b), A20). What is deemed issued is not written down but follows from two things at any time: the price
of the test and the lots of the right as they now are. That is why 4E(3) is a change of lots and nothing else.

- New terms: the lots at the new price are compared with the old price of the test, which is what "as if it had been so
  from the grant" asks (A25); a price of the grant that itself changes is noted anew when the test is made again.
- Part of a right is exercised, or ends: a lot falls in two, each with its part of the shares and of the grant money, so
  with the same consideration per share. The comparison comes out for both as it did for the whole, and what the lots
  have in shares adds up as before: nothing that was made of the test is wrong, and no point is made again for it.
- What ended is no lot any more: no test can find it. What came out stays one, marked: it was deemed issued until then.

A right without a test (excluded, legacy, assumed, waived) is not in here, and nothing of it is deemed issued. It would
break if a lot were changed in any other way than by `take` and by a readjustment: then points stand that were made of
lots which there are no more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ledger.events.terms import Interpretations
from ledger.numbers.bounded import Bounded
from ledger.price.facts import Test
from ledger.price.rights import Lot, Right, deemed_lots
from ledger.sharing import Map


@dataclass(slots=True)
class Tests:
    """Which fact makes each test. `price_at` knows the price against which it was made, as the rights now are."""

    choices: Interpretations
    price_at: Callable[[int], Bounded]
    places: Map[Test, int] = field(default_factory=dict)

    def deemed_by(self, right: Right, became_by: str | None) -> Sequence[Lot]:
        """The lots deemed issued by one test: at the grant, or when an option not deemed before became convertible."""
        place = self.places.get((right.name, became_by))
        return () if place is None else self.deemed_at(self.price_at(place), right, became_by)

    def deemed_at(self, tested: Bounded, right: Right, became_by: str | None) -> Sequence[Lot]:
        """The lots that a test is about and that are below a price."""
        if became_by is None:
            return deemed_lots(tested, right.lots, self.choices)
        before = self.deemed_by(right, None)
        became = [lot for lot in right.lots if lot.became_by == became_by and lot not in before]
        return deemed_lots(tested, became, self.choices)

    def deemed_of(self, right: Right, before: int | None = None) -> list[Lot]:
        """What is, or was until its Common came out, deemed issued of a right; by the tests before a fact, if given."""
        lots: list[Lot] = []
        stages = dict.fromkeys(lot.became_by for lot in right.lots) if right.two_stages else ()
        for became_by in dict.fromkeys((None, *stages)):
            if before is None or self.places.get((right.name, became_by), before) < before:
                lots += self.deemed_by(right, became_by)
        return lots
