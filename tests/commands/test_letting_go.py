"""What nobody needs any more is looked for when as much is new as was left the time before, and not oftener."""

import gc

import pytest

from commands import letting_go as module
from commands.letting_go import letting_go


def test_it_is_looked_for_as_what_there_is_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    new, told, looks = [0], list[tuple[int, int]](), list[int]()

    def collect() -> int:
        looks.append(new[0])
        new[0] = 0
        return 100

    monkeypatch.setattr(gc, "get_count", lambda: (new[0], 0, 0))
    monkeypatch.setattr(gc, "collect", collect)
    monkeypatch.setattr(module, "_FEW", 1000)
    heard = letting_go(lambda done, of: told.append((done, of)))
    for number in range(100):
        new[0] += 101
        heard(number, 100)
    assert told == [(number, 100) for number in range(100)]
    assert looks == [10 * 101, 10 * 101, 19 * 101, 37 * 101]
