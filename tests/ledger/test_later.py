"""What is worked out when somebody looks."""

from ledger.numbers.lazy import Later


def test_it_is_made_at_the_first_look_and_once() -> None:
    looks: list[int] = []

    def make() -> list[int]:
        looks.append(1)
        return [3, 1, 4]

    later = Later(make)
    assert looks == []
    assert (len(later), later[0], later[1:], list(later)) == (3, 3, (1, 4), [3, 1, 4])
    assert looks == [1]


def test_it_is_the_sequence_of_its_members() -> None:
    one = Later(lambda: iter("abc"))
    assert one == Later(lambda: "abc") == tuple("abc")
    assert one != tuple("ab")
    assert (hash(one), repr(one)) == (hash(tuple("abc")), repr(tuple("abc")))
    assert not Later(lambda: ())
