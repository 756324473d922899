"""Whatever people do to the two lists and whichever answers fail: nothing goes that nobody took off, and both meet."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from parity.core.watch import Complete, Listing, Partial, Side, WatchItem
from parity.core.watch_action import Action
from parity.core.watch_agreement import agreement
from parity.core.watch_groups import Ruled, tokens
from parity.core.watch_plan import Base, Memory, Touch, make_plan, may_be_newer
from parity.core.watch_rule import Rule
from tests.core.watching import NOW, on_plex, on_simkl

TITLES = range(5)


@dataclass
class World:
    """Both services as they are, what people took off, and Parity's memory of them."""

    plex: dict[int, WatchItem] = field(default_factory=dict)
    simkl: dict[int, WatchItem] = field(default_factory=dict)
    base: Base = field(default_factory=Base)
    touched: dict[tuple[Side, str], Touch] = field(default_factory=dict)
    now: datetime = NOW
    by_people: dict[Side, set[int]] = field(default_factory=lambda: {"plex": set(), "simkl": set()})
    added: dict[str, datetime] = field(default_factory=dict)
    writes: int = 0
    dated: bool = True
    """Whether SIMKL says when a title was put on its list."""

    def wish(self, side: Side, number: int) -> None:
        """A person puts a title on a list; what SIMKL knows as watched is put back on it."""
        made = on_plex(number) if side == "plex" else on_simkl(number)
        rows = self.plex if side == "plex" else self.simkl
        if number not in rows or not rows[number].listed:
            rows[number] = replace(made, added_at=self.now if side == "simkl" and self.dated else None)
            self.added[made.key] = self.now
            for each in self.by_people.values():  # who puts it on again wants it, whatever was taken off before
                each.discard(number)

    def drop(self, side: Side, number: int) -> None:
        """A person takes it off."""
        rows = self.plex if side == "plex" else self.simkl
        if rows.pop(number, None) is not None:
            self.by_people[side].add(number)

    def wish_again(self, side: Side, number: int) -> None:
        """A person takes it off and puts it on again between two runs."""
        self.drop(side, number)
        self.wish(side, number)

    def watch(self, number: int) -> None:
        """A person watches it: SIMKL moves it on."""
        if number in self.simkl:
            self.simkl[number] = replace(self.simkl[number], status="completed", has_history=True)
            self.by_people["simkl"].add(number)

    def rate(self, number: int) -> None:
        """A person rates it; it stays on SIMKL's list."""
        if number in self.simkl:
            self.simkl[number] = replace(self.simkl[number], has_history=True)

    def run(
        self,
        lost: tuple[int, int] = (0, 0),
        fails: Collection[int] = (),
        crash: int | None = None,
        looks: bool = True,
    ) -> None:
        """Read, plan, write, and read again where it `looks`, with answers that fail: `lost` rows cut off each list,
        writes by number, and an end before the write number `crash`.
        """
        plex, simkl = self.read(lost)
        plan = make_plan(plex, simkl, self.base, Rule(), Ruled(), self.memory(), self.now)
        asked = {key: self.added.get(key) for key in may_be_newer(plan)}
        plan = make_plan(plex, simkl, self.base, Rule(), Ruled(), self.memory(asked), self.now)
        if plan.whole:
            self.base = Base(agreement(plan.groups, self.now), known=True)
        for place, action in enumerate(a for a in plan.actions if a.state == "planned"):
            if place == crash:
                return
            if place not in fails:
                self.write(action)
        if not looks:
            return
        plex, simkl = self.read((0, 0))
        plan = make_plan(plex, simkl, self.base, Rule(), Ruled(), self.memory(), self.now)
        self.base = Base(agreement(plan.groups, self.now), known=True)

    def read(self, lost: tuple[int, int]) -> tuple[Listing, Listing]:
        lists = (list(self.plex.values()), list(self.simkl.values()))
        plex, simkl = (
            Partial(tuple(rows[:-cut]), "cut") if cut else Complete(tuple(rows))
            for rows, cut in zip(lists, lost, strict=True)
        )
        return plex, simkl

    def memory(self, asked: dict[str, datetime | None] | None = None) -> Memory:
        return Memory(self.touched, {}, asked or {})

    def write(self, action: Action) -> None:
        """One change by Parity. A removal has to be some person's."""
        self.writes += 1
        number = int(action.title.split()[-1])
        rows = self.plex if action.side == "plex" else self.simkl
        other: Side = "simkl" if action.side == "plex" else "plex"
        if action.do == "remove":
            assert number in self.by_people[other], f"nobody took {action.title} off {other}"
            assert not rows[number].has_history
            assert rows[number].listed
            del rows[number]
        else:
            assert number not in rows or rows[number].listed, "what SIMKL knows as watched was moved back"
            made = (
                on_plex(number)
                if action.side == "plex"
                else replace(on_simkl(number), added_at=self.now if self.dated else None)
            )
            rows[number] = made
            self.added[made.key] = self.now
        for name in tokens(action.type, action.ids):
            before = self.touched.get((action.side, name), Touch("add", NOW))
            self.touched[action.side, name] = Touch(action.do, self.now, before.times + (action.do == "remove"))


SIDES = st.sampled_from(["plex", "simkl"])
NUMBERS = st.sampled_from(TITLES)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wish"), SIDES, NUMBERS),
        st.tuples(st.just("drop"), SIDES, NUMBERS),
        st.tuples(st.just("wish_again"), SIDES, NUMBERS),
        st.tuples(st.just("watch"), NUMBERS),
        st.tuples(st.just("rate"), NUMBERS),
        st.tuples(
            st.just("run"),
            st.tuples(st.integers(0, 2), st.integers(0, 2)),
            st.sets(st.integers(0, 5)),
            st.one_of(st.none(), st.integers(0, 5)),
            st.booleans(),
        ),
    ),
    max_size=30,
)


@settings(max_examples=250)
@given(STEPS, st.booleans())
def test_nothing_goes_that_nobody_took_off_and_both_lists_meet(steps: list[tuple[object, ...]], dated: bool) -> None:
    world = World(dated=dated)
    for number in (0, 1, 2):
        world.wish("plex", number)
    world.run()
    for step in steps:
        world.now += timedelta(hours=1)
        name, *args = step
        getattr(world, str(name))(*args)
    for _ in range(2):
        world.now += timedelta(hours=1)
        world.run()
    before = world.writes
    world.now += timedelta(hours=1)
    world.run()
    assert world.writes == before, "a run after which nothing happened wrote something"
    planned = {number for number, item in world.simkl.items() if item.listed}
    held = _held(world)
    assert {n for n in world.plex if n not in planned} <= {n for n, i in world.simkl.items() if not i.listed} | held
    assert planned - set(world.plex) <= held


def _held(world: World) -> set[int]:
    plex, simkl = world.read((0, 0))
    plan = make_plan(plex, simkl, world.base, Rule(), Ruled(), world.memory(), world.now)
    return {int(action.title.split()[-1]) for action in plan.actions if action.state in ("held", "skipped")}
