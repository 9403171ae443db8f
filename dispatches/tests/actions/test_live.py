"""Whatever order copy comes in, the desk has what a whole day joined at once gives."""

import os
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispatches.tests.actions.live import agree, feed, one_wire, told_at_once, told_live
from dispatches.tests.simulator.days import day
from dispatches.wire.simulator import KNOWN, PRESETS, UNKNOWN, Rates

MANY = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "search" else 6
WIRES = st.sampled_from([*KNOWN, UNKNOWN])
SEEDS = st.integers(0, 10**6)
CROSSED = Rates(
    interleaved=1, late=0.5, missing_first=0.1, missing_middle=0.2, resent=0.3, resent_anew=0.2,
    corrected=0.3, lead=0.2, broken_off=0.2, same_slug=0.3, killed=0.4, correction=0.2, flash=0.2,
)  # fmt: skip
RATES = st.sampled_from([CROSSED, PRESETS["rough"]])


class Live(TestCase):
    """Small days, each in an order of its own; HYPOTHESIS_PROFILE=search looks at many more."""

    @settings(max_examples=MANY, phases=(Phase.explicit, Phase.generate), deadline=None)
    @given(SEEDS, WIRES, RATES, st.integers())
    def test_a_day_in_any_order_gives_what_the_whole_day_gives(
        self, seed: int, wire: str, rates: Rates, order: int
    ) -> None:
        sent = [*day(seed, stories=6, conventions=[wire], rates=rates).sent]
        sent, source = one_wire(sent, sent[0].feed)
        Random(order).shuffle(sent)
        feed(sent, source)
        assert agree(told_live(source), told_at_once(sent, source))

    @settings(max_examples=2, phases=(Phase.explicit, Phase.generate), deadline=None)
    @given(SEEDS, WIRES)
    def test_a_day_in_the_order_in_which_it_came_does_too(self, seed: int, wire: str) -> None:
        sent = [*day(seed, stories=8, conventions=[wire], rates=CROSSED).sent]
        sent, source = one_wire(sent, sent[0].feed)
        feed(sent, source)
        assert agree(told_live(source), told_at_once(sent, source))
