from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.join import part
from dispatches.models import Channel, Story, Transmission, WireItem, pulse
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.views.status import Joins
from dispatches.workflow import Role, Status

QUERIES = 11  # session, person, takes, waits, what went out, the desk, unread, sources, joins,
# size, channels


def facts(desk: Desk, slug: str = "bss") -> dict[str, str]:
    """What the dashboard says of a source, by its labels."""
    root = parsed(desk.page("status"))
    (box,) = root.xpath(f"//section[@aria-labelledby='fare-{slug}']")
    rows = box.xpath(".//dl/div")
    told = {row.xpath("dt")[0].text_content(): row.xpath("dd")[0].text_content() for row in rows}
    return {name: " ".join(said.split()) for name, said in told.items()}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_everybody_who_works_here_sees_the_dashboard(at: At, role: Role) -> None:
    make.story()
    assert "Takes in a quarter hour" in at(role).page("status")


def test_a_stranger_sees_none(at: At) -> None:
    assert at(Role.ANONYMOUS).open("status").status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_sources(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for many in (1, 4):
        for number in range(many):
            source = make.source(f"wire-{many}-{number}")
            make.ingest(make.first(), source=source)
            make.channel(f"/srv/{many}/{number}", name=f"in-{many}-{number}", source=source)
        with django_assert_num_queries(QUERIES):
            editor.page("status")


def test_a_source_says_what_the_desk_has_of_it(editor: Desk) -> None:
    now = timezone.now()
    make.story(at=now - timedelta(hours=2))
    make.story(status=Status.IN_REVIEW)
    make.story(make.first(make.serial(), end="MORE"), at=now - timedelta(minutes=30))
    make.transmission()
    make.transmission(b"\x89PNG\x00", state="held")
    told = facts(editor)
    assert told["Incoming"] == "2 oldest 2 h 0 min"
    assert told["In review"] == "1"
    assert told["Waiting"] == "1 oldest 30 min"
    assert (told["Rejects"], told["Held unread"]) == ("1", "1")


def test_takes_of_the_last_day_are_bars_and_those_of_last_week_are_the_band(editor: Desk) -> None:
    now = timezone.now()
    make.ingest(make.first(), at=now)
    make.ingest(make.first(), at=now - timedelta(days=7))
    make.ingest(make.first(), at=now - timedelta(days=3))
    root = parsed(editor.page("status"))
    said = root.xpath("//svg/@aria-label")[0]
    assert said.endswith("1 in all, 1 a week ago, at most 1")
    assert len(root.xpath("//section[@class='fare']//tbody/tr")) == 24
    cells = [cell.text for cell in root.xpath("//section[@class='fare']//tbody/tr[last()]/td")]
    assert sum(int(cell) for cell in cells[:4] if cell) == 1
    assert cells[4] == "0 to 1"


def test_times_are_those_that_half_took_and_that_nearly_all_took(editor: Desk) -> None:
    now = timezone.now()
    for minutes in (1, 2, 40):
        item = make.ingest(make.first(), at=now - timedelta(minutes=45)).items[0]
        stated = item.arrived_at - timedelta(minutes=minutes)
        WireItem.objects.filter(pk=item.pk).update(stated_at=stated)
    story = make.story(status=Status.PUBLISHED, at=now - timedelta(minutes=15))
    WireItem.objects.filter(placing__story=story).update(stated_at=None)
    told = facts(editor)
    assert told["Wire to us"] == "2 min p95 40 min"
    assert told["Us to readers"] == "15 min p95 15 min"


def test_an_approved_story_of_several_takes_confirms_and_a_take_taken_out_denies(
    editor: Desk,
) -> None:
    one = make.serial()
    make.story(
        make.first(one, end="MORE"), make.then(f"BFF-{int(one[4:]) + 1}"), status=Status.APPROVED
    )
    make.story(status=Status.APPROVED)
    two = make.serial()
    story = make.story(make.first(two, end="MORE"), make.then(f"BFF-{int(two[4:]) + 1}"))
    item = story.placings.order_by("-position")[0].item
    part(story, item, by=make.chief(), saw=story.touched, reason="Another story.")
    root = parsed(editor.page("status"))
    (row,) = root.xpath("//section[@aria-labelledby='joins']//tbody/tr")
    assert [cell.text for cell in row.xpath("td")] == ["50.0 %", "1", "1", "0"]


def test_a_day_on_which_nobody_said_anything_has_no_precision() -> None:
    assert Joins(date(2019, 4, 25), 0, 0, 3).precision is None


def test_a_channel_says_what_went_wrong(editor: Desk) -> None:
    channel = make.channel()
    said = {
        "failures": 3,
        "last_error": "The folder is not there.",
        "last_error_at": timezone.now(),
    }
    Channel.objects.filter(pk=channel.pk).update(**said)
    page = " ".join(parsed(editor.page("status")).text_content().split())
    assert "The folder is not there. 0 min ago, 3 in a row" in page
    assert "failing" in page


def test_the_database_and_the_disk_say_how_large_they_are(editor: Desk) -> None:
    assert pulse.size()[0] > 10_000
    page = editor.page("status")
    assert "newsdesk 0.1.0" in page
    assert "free of" in page


def test_a_source_that_is_off_and_has_nothing_is_left_out(editor: Desk) -> None:
    make.source("gone", is_active=False)
    assert "fare-gone" not in editor.page("status")


def test_an_empty_house_has_a_dashboard_too(editor: Desk) -> None:
    assert not Transmission.objects.exists()
    assert not Story.objects.exists()
    assert "0 min" not in editor.page("status")
