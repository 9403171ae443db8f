"""Promise 3: the same takes in any order, any number of times, give the same stories."""

from collections.abc import Sequence
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispatches.actions.join import part
from dispatches.actions.record import verify
from dispatches.models import Source, Story, WireItem
from dispatches.tests import make

STREAM = (
    make.first("BFF-21", end="MORE", initials="RK", clock="0910"),
    make.first("BFF-22", end="MORE", initials="TN", clock="0912", headline="Ferry to sail"),
    make.then("BFF-23", initials="RK", clock="0916"),
    make.then("BFF-24", end="MORE", initials="TN", clock="0919"),
    make.first("BFF-22", end="MORE", initials="TN", clock="0912", headline="Ferry to sail again"),
    make.then("BFF-25", initials="TN", clock="0925"),
    make.kill("BFF-26", names="BFF-21"),
)
TIMES = range(len(STREAM))
ORDERS = st.permutations([*TIMES]) | st.lists(st.sampled_from(TIMES), max_size=9).flatmap(
    lambda more: st.permutations([*TIMES, *more])
)


def come(order: Sequence[int], source: Source) -> None:
    for number in order:
        make.ingest(STREAM[number], source=source, at=make.minutes(number))


def told(source: Source) -> list[Any]:
    """All that the desk sees of the stories that hold takes, but for who came first."""
    stories = []
    for story in Story.objects.filter(source=source, placings__isnull=False).distinct():
        head = story.head()
        takes = [(p.item.serial, p.role) for p in story.placings.select_related("item")]
        found = story.current_problems().exclude(code="C12")  # the other source sent it all too
        problems = [(p.code, p.paragraph, p.message, p.how) for p in found]
        copy = [(row["text"], row["kind"]) for row in head.paragraphs]
        heading = (head.headline, head.slug, head.city, head.dateline_date, tuple(head.credit))
        state = (story.status, story.assembly, story.missing, story.urgency, story.arrived_at)
        stories.append((heading, copy, takes, problems, state))
    return sorted(stories, key=str)


class AnyOrder(TestCase):
    """The stories as they came in order are there already, under another source."""

    expected: list[Any]

    @classmethod
    def setUpTestData(cls) -> None:
        source = make.source("in-order", convention="bss")
        come(TIMES, source)
        cls.expected = told(source)

    @settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
    @example([6, 5, 4, 3, 2, 1, 0])
    @example([0, 1, 3, 4, 5, 6, 2])
    @given(ORDERS)
    def test_the_same_takes_in_any_order_any_number_of_times_give_the_same_stories(
        self, order: list[int]
    ) -> None:
        source = make.source("as-it-comes", convention="bss")
        come(order, source)
        assert told(source) == self.expected
        assert len(self.expected) == 2

    @settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
    @given(st.permutations([2, 3, 4, 5, 6, 0, 1]))
    def test_whatever_comes_no_machine_undoes_a_parting(self, later: list[int]) -> None:
        source = make.source("as-it-comes", convention="bss")
        come([0, 2], source)
        item = WireItem.objects.get(serial="BFF-23", transmission__source=source)
        story = item.placing.story
        part(story, item, by=make.editor(), saw=story.touched, reason="Not ours.")
        come(later, source)
        held = Story.objects.get(placings__item=item)
        serials = held.placings.values_list("item__serial", flat=True)
        assert "BFF-21" not in serials
        assert verify() == []
