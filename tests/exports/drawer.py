"""A drawer of certificates: an obvious, slow keeper beside the reader of packages, and what puts papers into it by chance.

Every act is done three times over: on the papers in the drawer, as transactions of the format in one of their spellings,
and as the entries of a journal that mean the same. Now and then one is done that cannot be; the drawer then knows which
paper must be named.
"""

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import strategies as st

from ledger.numbers.exact import decimal_text
from tests.exports.acme import PEOPLE
from tests.exports.books import Entry
from tests.exports.packages import Object, act, convertible, dollars, issue, warrant

STOCK = ("common", "series_d")
CLASS = {"common": "cs", "series_d": "sa"}
KINDS = ("EQUITY_COMPENSATION", "WARRANT", "CONVERTIBLE")


@dataclass
class Paper:
    """A certificate in the drawer: of stock, or of a right (then `of` is its name, `kind` what it is)."""

    name: str
    holder: str
    of: str
    shares: Fraction
    kind: str = "STOCK"
    since: dt.date = dt.date.min
    touched: bool = False
    """Whether a part of it was taken, or it was split."""
    split: bool = False


@dataclass
class Drawer:
    """The papers that live, those that ended, and what was written of them."""

    draw: st.DrawFn
    own_days: bool
    day: dt.date = dt.date(2005, 3, 10)
    live: dict[str, Paper] = field(default_factory=dict)
    gone: list[Paper] = field(default_factory=list)
    acts: list[Object] = field(default_factory=list)
    results: list[Object] = field(default_factory=list)
    """The issuances of what came out of other papers; they may stand anywhere."""
    entries: list[Entry] = field(default_factory=list)
    blamed: Paper | None = None
    """The paper with which something was done that cannot be."""
    number: int = 0

    # -- small things ---------------------------------------------------------------------------------------------

    def name(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def one_of(self, *ofs: str) -> Paper | None:
        found = [one for one in self.live.values() if one.of in ofs]
        return self.draw(st.sampled_from(found)) if found else None

    def right(self) -> Paper:
        """A paper of a right; a new one where there is none."""
        found = [one for one in self.live.values() if one.kind != "STOCK" and one.shares >= 1]
        if not found:
            found = [self.grants()]
            self.day += dt.timedelta(1)
        return self.draw(st.sampled_from(found))

    def some(self, paper: Paper) -> Fraction:
        whole = self.draw(st.booleans())
        return paper.shares if whole else Fraction(self.draw(st.integers(1, max(1, floor(paper.shares)))))

    def holder(self) -> str:
        return self.draw(st.sampled_from(PEOPLE))

    def put(self, kind: str, fields: Object, *entries: Entry) -> str:
        name = self.name("t")
        self.acts.append(act(kind, name, self.day.isoformat(), **fields))
        for number, entry in enumerate(entries, start=1):
            said = name if number == 1 else f"{name}#{number}"
            self.entries.append({"id": said, "effective": self.day.isoformat(), **entry})
        return name

    def paper(self, holder: str, of: str, shares: Fraction, like: Paper | None = None) -> Paper:
        kind, split = ("STOCK", False) if like is None else (like.kind, like.split)
        made = Paper(self.name("p"), holder, of, shares, kind, self.day, split=split)
        self.live[made.name] = made
        return made

    def written(self, paper: Paper, price: str = "1") -> Object:
        """The issuance of a paper."""
        day, shares = self.day.isoformat(), _number(paper.shares)
        more = self.draw(
            st.sampled_from([{"custom_id": f"C-{paper.name}"}, {"custom_id": ""}, {"stock_legend_ids": ["l"]}])
        )
        if paper.kind == "STOCK":
            return issue(paper.name, day, paper.holder, shares, price=price, stock=CLASS[paper.of], **more)
        if paper.kind == "WARRANT":
            return warrant(paper.name, day, paper.holder, shares, "0.5", **more)
        if paper.kind == "CONVERTIBLE":
            fixed = {"type": "FIXED_AMOUNT_CONVERSION", "converts_to_quantity": shares}
            return convertible(paper.name, day, paper.holder, _number(paper.shares / 2), fixed, **more)
        option = {"security_id": paper.name, "stakeholder_id": paper.holder, "compensation_type": "OPTION"}
        terms = {"quantity": shares, "exercise_price": dollars("0.5"), "expiration_date": None}
        return act("EQUITY_COMPENSATION_ISSUANCE", paper.name, day, **option, **terms, **more)

    def result(self, holder: str, of: str, shares: Fraction, like: Paper | None = None) -> str:
        """A paper that comes out of another."""
        made = self.paper(holder, of, shares, like)
        self.results.append(self.written(made))
        return made.name

    def end(self, paper: Paper) -> None:
        self.gone.append(self.live.pop(paper.name))

    def less(self, paper: Paper, taken: Fraction) -> Object:
        """Take a part out of a paper, and say in one of the three spellings where the rest is."""
        if taken == paper.shares:
            self.end(paper)
            return self.draw(st.sampled_from([{}, {"balance_security_id": None}, {"balance_security_id": ""}]))
        rest = paper.shares - taken
        how = self.draw(st.sampled_from(["another", "the same", "unsaid"]))
        if how == "another":
            self.end(paper)
            return {"balance_security_id": self.result(paper.holder, paper.of, rest, paper)}
        paper.shares, paper.touched = rest, True
        return {"balance_security_id": paper.name} if how == "the same" else {}

    # -- stock ----------------------------------------------------------------------------------------------------

    def issues(self) -> None:
        of, shares = self.draw(st.sampled_from(STOCK)), Fraction(self.draw(st.integers(1, 5000)))
        made = self.paper(self.holder(), of, shares)
        price = self.draw(st.sampled_from(["1", "0.5", "0"])) if of == "common" else "1"
        written = self.written(made, price)
        self.acts.append(written)
        paid = {"consideration": {"cash": str(shares * Fraction(price))}} if price != "0" else {}
        kind = "common_issued" if of == "common" else "series_d_issued"
        self.entries.append({
            "id": made.name, "type": kind, "effective": self.day.isoformat(), "holder": made.holder.title(),
            "shares": int(shares), **paid,
        })  # fmt: skip

    def passes(self) -> None:
        if (paper := self.one_of(*STOCK)) is None:
            return
        taken = self.some(paper)
        first = Fraction(self.draw(st.integers(1, int(taken))))
        parts = [part for part in (first, taken - first) if part]
        takers = [self.holder() for _ in parts]
        named = [self.result(taker, paper.of, part) for taker, part in zip(takers, parts, strict=True)]
        moved: list[Entry] = [
            {"type": "shares_transferred", "stock": paper.of, "from": paper.holder.title(), "to": taker.title(),
             "shares": int(part)}
            for taker, part in zip(takers, parts, strict=True) if taker != paper.holder
        ]  # fmt: skip
        fields = {"security_id": paper.name, "quantity": str(taken), "resulting_security_ids": named}
        self.put("STOCK_TRANSFER", fields | self.less(paper, taken), *moved)

    def comes_back(self) -> None:
        if (paper := self.one_of("common")) is None:
            return
        taken, kind = self.some(paper), self.draw(st.sampled_from(["CANCELLATION", "REPURCHASE"]))
        bought: Entry = {"type": "treasury_acquired", "holder": paper.holder.title(), "shares": int(taken)}
        fields = {"security_id": paper.name, "quantity": str(taken)} | self.less(paper, taken)
        if kind == "REPURCHASE":
            self.put("STOCK_REPURCHASE", fields | {"price": dollars("2")}, bought | {"price": "2"})
            return
        retired: Entry = {"type": "treasury_retired", "shares": int(taken)}
        self.put("STOCK_CANCELLATION", fields | {"reason_text": "lost"}, bought, retired)

    def converts(self) -> None:
        if (paper := self.one_of("series_d")) is None:
            return
        taken = self.some(paper)
        given = self.result(paper.holder, "common", taken)
        entry: Entry = {"type": "series_d_converted", "holder": paper.holder.title(), "shares": int(taken),
                        "common_shares": int(taken)}  # fmt: skip
        fields = {"security_id": paper.name, "quantity_converted": str(taken), "resulting_security_ids": [given]}
        self.put("STOCK_CONVERSION", fields | self.less(paper, taken), entry)

    def anew(self) -> None:
        if (paper := self.one_of(*STOCK)) is None:
            return
        first = Fraction(self.draw(st.integers(1, int(paper.shares))))
        named = [self.result(paper.holder, paper.of, part) for part in (first, paper.shares - first) if part]
        self.end(paper)
        self.put("STOCK_REISSUANCE", {"security_id": paper.name, "resulting_security_ids": named})

    def together(self) -> None:
        if (paper := self.one_of(*STOCK)) is None:
            return
        alike = [one for one in self.live.values() if (one.holder, one.of) == (paper.holder, paper.of)]
        for one in alike:
            self.end(one)
        made = self.result(paper.holder, paper.of, sum((one.shares for one in alike), Fraction(0)))
        self.put("STOCK_CONSOLIDATION", {"security_ids": [one.name for one in alike], "resulting_security_id": made})

    def taken_back(self) -> None:
        """An issuance that never was: one of a paper that nothing was done with."""
        issued = {entry["id"] for entry in self.entries}
        found = [one for one in self.live.values() if one.name in issued and not one.touched]
        if not found:
            return
        paper = self.draw(st.sampled_from(found))
        self.end(paper)
        self.entries = [entry for entry in self.entries if entry["id"] != paper.name]
        self.put(f"{paper.kind}_RETRACTION", {"security_id": paper.name, "reason_text": "never"})

    def splits(self) -> None:
        """Each share becomes more or fewer; what a holder has is rounded as a whole, paper by paper in their order."""
        new, old = self.draw(st.sampled_from([(2, 1), (3, 1), (3, 2), (1, 2)]))
        ratio, fields = (
            Fraction(new, old),
            {"stock_class_id": "cs", "split_ratio": {"numerator": str(new), "denominator": str(old)}},
        )
        name = self.put("STOCK_CLASS_SPLIT", fields, {"type": "common_split", "old": old, "new": new})
        before: dict[str, Fraction] = {}
        given: dict[str, Fraction] = {}
        for paper in list(self.live.values()):
            paper.touched = paper.split = True
            if paper.kind != "STOCK":
                paper.shares *= ratio
            if paper.of != "common":
                continue
            before[paper.holder] = before.get(paper.holder, Fraction(0)) + paper.shares * ratio
            whole = floor(before[paper.holder]) - given.get(paper.holder, Fraction(0))
            given[paper.holder] = given.get(paper.holder, Fraction(0)) + whole
            if not whole or self.draw(st.booleans()):
                self.end(paper)
                named = [self.result(paper.holder, "common", Fraction(whole))] if whole else []
                said = {"security_id": paper.name, "resulting_security_ids": named, "split_transaction_id": name}
                self.acts.append(act("STOCK_REISSUANCE", self.name("t"), self.day.isoformat(), **said))
            else:
                paper.shares = Fraction(whole)

    # -- rights ---------------------------------------------------------------------------------------------------

    def grants(self) -> Paper:
        kind, shares = self.draw(st.sampled_from(KINDS)), Fraction(self.draw(st.integers(1, 5000)))
        made = Paper(self.name("p"), self.holder(), "", shares, kind, self.day)
        written = self.written(made)
        made.of = written.get("custom_id") or made.name
        self.live[made.name] = made
        self.acts.append(written)
        entry: Entry = {"id": made.name, "effective": self.day.isoformat(), "right": made.of, "shares": int(shares),
                        "holder": made.holder.title()}  # fmt: skip
        if kind == "CONVERTIBLE":
            entry |= {"type": "convertible_issued", "consideration": {"cash": str(shares / 2)}}
        else:
            entry |= {"type": "option_granted", "exercise_price": "0.5"}
            entry |= {"kind": "warrant"} if kind == "WARRANT" else {}
        self.entries.append(entry)
        return made

    def exercises(self) -> None:
        paper = self.right()
        kind, taken = paper.kind, Fraction(floor(self.some(paper)))
        net = kind != "CONVERTIBLE" and self.draw(st.booleans())
        out = Fraction(self.draw(st.integers(1, int(taken)))) if net else taken
        holder = self.holder()
        given = self.result(holder, "common", out)
        entry: Entry = {"type": "right_exercised", "right": paper.of, "shares": int(out), "holder": holder.title()}
        entry |= {"withheld": int(taken - out)} if taken > out else {}
        fields: Object = {"security_id": paper.name, "resulting_security_ids": [given]}
        if kind == "CONVERTIBLE":
            self.put("CONVERTIBLE_CONVERSION", fields | self._converted(paper, taken) | {"trigger_id": "t"}, entry)
            return
        fields |= {"quantity": str(taken)} | self.less(paper, taken)
        self.put(f"{kind}_EXERCISE", fields, entry)

    def _converted(self, paper: Paper, taken: Fraction) -> Object:
        is_all, left = taken == paper.shares, self.less(paper, taken)
        said = {"quantity_converted": str(taken)}
        return left | (
            said if not is_all and not left.get("balance_security_id") else self.draw(st.sampled_from([{}, said]))
        )

    def lapses(self) -> None:
        paper = self.right()
        kind, taken = paper.kind, self.some(paper)
        is_all = taken == paper.shares and sum(one.of == paper.of for one in self.live.values()) == 1
        entry: Entry = {"type": "right_terminated", "right": paper.of, "reason": "cancelled"}
        entry |= {} if is_all else {"shares": str(taken)}
        fields: Object = {"security_id": paper.name, "reason_text": "cancelled"}
        if kind == "CONVERTIBLE":
            if paper.split:
                return  # a part of the money is no longer half a dollar a share
            fields |= {"amount": dollars(_number(taken / 2))}
        else:
            fields |= {"quantity": str(taken)}
        self.put(f"{kind}_CANCELLATION", fields | self.less(paper, taken), entry)

    def changes_hands(self) -> None:
        paper = self.right()
        kind, taken = paper.kind, self.some(paper)
        named = self.result(self.holder(), paper.of, taken, paper)
        size: Object = {"amount": dollars(_number(taken / 2))} if kind == "CONVERTIBLE" else {"quantity": str(taken)}
        fields = {"security_id": paper.name, "resulting_security_ids": [named]} | size
        self.put(f"{kind}_TRANSFER", fields | self.less(paper, taken))

    # -- what cannot be -------------------------------------------------------------------------------------------

    def goes_wrong(self) -> None:
        """Do something with a paper that has ended, is smaller or has not begun."""
        live = [one for one in self.live.values() if one.kind == "STOCK"]
        gone = self.gone
        how = self.draw(st.sampled_from(["ended"] * bool(gone) + ["smaller", "early", "rest"] * bool(live)))
        paper = self.draw(st.sampled_from(gone if how == "ended" else live))
        fields: Any = {"security_id": paper.name, "quantity": str(int(paper.shares)), "price": dollars("1")}
        if paper.kind != "STOCK":
            size: Object = {"amount": dollars("1")} if paper.kind == "CONVERTIBLE" else {"quantity": "1"}
            said = {"security_id": paper.name, "reason_text": "cancelled"} | size
            self.acts.append(act(f"{paper.kind}_CANCELLATION", self.name("t"), self.day.isoformat(), **said))
            self.blamed = paper
            return
        if how == "smaller":
            fields["quantity"] = str(int(paper.shares) + self.draw(st.integers(1, 9)))
        if how == "rest":
            rest = self.paper(paper.holder, paper.of, paper.shares)
            self.results.append(self.written(rest))
            fields["balance_security_id"] = rest.name
        day = paper.since - dt.timedelta(self.draw(st.integers(1, 9))) if how == "early" else self.day
        if paper.of == "series_d":
            fields = {"security_id": paper.name, "quantity_converted": fields["quantity"], "resulting_security_ids": [],
                      "balance_security_id": fields.get("balance_security_id")}  # fmt: skip
        kind = "STOCK_CONVERSION" if paper.of == "series_d" else "STOCK_REPURCHASE"
        self.acts.append(act(kind, self.name("t"), day.isoformat(), **fields))
        self.blamed = paper


def _number(number: Fraction) -> str:
    """A number in the format: to ten places where it goes on."""
    return str(number.numerator) if number.denominator == 1 else decimal_text(number)


STEPS = (
    "issues", "issues", "issues", "passes", "passes", "comes_back", "comes_back", "converts", "anew", "together",
    "taken_back", "splits", "grants", "grants", "exercises", "exercises", "lapses", "lapses", "changes_hands",
)  # fmt: skip


@st.composite
def drawers(draw: st.DrawFn, most: int = 14) -> Drawer:
    """A drawer after some acts; in one of four the last of them cannot be."""
    drawer = Drawer(draw, draw(st.booleans()))
    drawer.live["cs1"] = Paper("cs1", "founder", "common", Fraction(10_000_000), since=dt.date(2005, 3, 1))
    drawer.live["sa1"] = Paper("sa1", "fund", "series_d", Fraction(1_000_000), since=dt.date(2005, 3, 2))
    for step in draw(st.lists(st.sampled_from(STEPS), min_size=4, max_size=most)):
        drawer.day += dt.timedelta(draw(st.integers(1 if drawer.own_days else 0, 3)))
        getattr(drawer, step)()
    if draw(st.integers(0, 3)) == 0 and (drawer.gone or drawer.live):
        drawer.day += dt.timedelta(1)
        drawer.goes_wrong()
    drawer.acts = draw(_in_some_order(drawer))
    return drawer


@st.composite
def _in_some_order(draw: st.DrawFn, drawer: Drawer) -> list[Object]:
    """The transactions as a file may have them: where every act has a day of its own in any order."""
    if drawer.own_days:
        return draw(st.permutations([*drawer.acts, *drawer.results]))
    mixed = list(drawer.acts)
    for one in drawer.results:
        mixed.insert(draw(st.integers(0, len(mixed))), one)
    return mixed
