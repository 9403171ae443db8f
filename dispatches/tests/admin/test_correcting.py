from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions import correct, record, seen
from dispatches.actions.errors import Refused, Stale
from dispatches.models import Event, Source, Story, Transmission, WireItem
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
NOT_CORRECTORS = sorted(set(Role) - {Role.ANONYMOUS, Role.CORRECTOR})
OUT_OF_WORK = (Status.APPROVED, Status.PUBLISHED, Status.SPIKED, Status.WITHDRAWN)


def test_a_correction_is_a_new_item_that_names_its_elder() -> None:
    elder = stage.item()
    younger = correct.correct_item(
        elder, {"slug": "FERRY-PRICES"}, by=stage.corrector(), reason="Wrong slug"
    )
    elder.refresh_from_db()
    assert (elder.slug, younger.slug) == ("FERRY-FARES", "FERRY-PRICES")
    assert younger.elder == elder
    assert younger.body == elder.body
    assert list(WireItem.objects.in_force()) == [younger]


def test_a_correction_reaches_the_story() -> None:
    story = stage.story()
    fields = {"headline": "Fares fall", "dateline_date": date(2019, 4, 24)}
    correct.correct_item(WireItem.objects.get(), fields, by=stage.corrector(), reason="Misread")
    story.refresh_from_db()
    assert (story.headline, story.dateline_date, story.version) == (
        "Fares fall",
        date(2019, 4, 24),
        2,
    )
    assert Story.objects.count() == 1


def test_a_correction_is_in_the_history_with_before_after_and_reason() -> None:
    elder, by = stage.item(), stage.corrector()
    younger = correct.correct_item(elder, {"city": "Nolimpur East"}, by=by, reason="Wrong city")
    event = Event.objects.get(kind="corrected")
    assert event.about == f"item {younger.pk}"
    assert (event.actor, event.reason, event.origin) == (by, "Wrong city", "admin")
    assert event.before == {"item": elder.pk, "city": elder.city}
    assert event.after == {"item": younger.pk, "city": "Nolimpur East"}
    assert record.verify() == []


def test_a_serial_is_corrected_in_all_its_parts() -> None:
    younger = correct.correct_item(
        stage.item(), {"serial": "BSP-07"}, by=stage.corrector(), reason="Misread"
    )
    assert (younger.serial_prefix, younger.serial_number, younger.serial) == ("BSP", 7, "BSP-07")


def test_what_is_no_serial_is_refused() -> None:
    with pytest.raises(Refused, match="no serial"):
        correct.correct_item(stage.item(), {"serial": "seven"}, by=stage.corrector(), reason="x")


def test_an_item_is_corrected_once_and_then_its_correction() -> None:
    elder, by = stage.item(), stage.corrector()
    younger = correct.correct_item(elder, {"city": "A"}, by=by, reason="x")
    with pytest.raises(Refused, match=f"item {younger.pk}"):
        correct.correct_item(elder, {"city": "B"}, by=by, reason="x")
    third = correct.correct_item(younger, {"city": "B"}, by=by, reason="x")
    assert list(WireItem.objects.in_force()) == [third]


def test_the_text_of_an_item_is_not_corrected() -> None:
    with pytest.raises(Refused, match="Nothing was changed"):
        correct.correct_item(
            stage.item(), {"body": [], "kind": "kill"}, by=stage.corrector(), reason="x"
        )


def test_a_kill_notice_stands_as_it_came() -> None:
    notice = stage.item()
    notice.kind = "kill"
    assert "chief" in correct.why_not_item(notice)


@pytest.mark.parametrize("status", OUT_OF_WORK)
def test_an_item_of_a_story_that_is_out_of_work_is_not_corrected(status: Status) -> None:
    make.story(status=status)
    with pytest.raises(Refused, match="return it"):
        correct.correct_item(
            WireItem.objects.get(), {"city": "A"}, by=stage.corrector(), reason="x"
        )
    assert WireItem.objects.count() == 1


@pytest.mark.parametrize("role", NOT_CORRECTORS)
def test_nobody_but_a_corrector_corrects_copy(role: Role) -> None:
    story, somebody = stage.story(), make.person(role)
    item = WireItem.objects.get()
    with pytest.raises(PermissionDenied):
        correct.correct_item(item, {"city": "A"}, by=somebody, reason="x")
    with pytest.raises(PermissionDenied):
        correct.correct_story(story, {"city": "A"}, by=somebody, saw=story.touched, reason="x")
    with pytest.raises(PermissionDenied):
        correct.check_again(story, by=somebody)


def test_a_story_is_put_right_in_a_new_version() -> None:
    story, by = stage.story(), stage.corrector()
    story = correct.correct_story(
        story, {"headline": "Fares fall"}, by=by, saw=story.touched, reason="Misread"
    )
    assert (story.version, story.head().headline) == (2, "Fares fall")
    event = Event.objects.get(kind="corrected")
    assert (event.actor, event.reason, event.story) == (by, "Misread", story)


def test_a_stale_correction_of_a_story_is_refused_with_both_values() -> None:
    story, by = stage.story(), stage.corrector()
    saw = story.touched
    correct.correct_story(story, {"city": "A"}, by=by, saw=saw, reason="x")
    with pytest.raises(Stale) as raised:
        correct.correct_story(story, {"city": "B"}, by=by, saw=saw, reason="x")
    assert (raised.value.mine, raised.value.theirs) == ({"city": "B"}, {"city": "A"})
    assert Story.objects.get().city == "A"


@pytest.mark.parametrize("status", OUT_OF_WORK)
def test_a_story_out_of_work_is_not_corrected(status: Status) -> None:
    story = make.story(status=status)
    with pytest.raises(Refused, match="cannot be changed"):
        correct.correct_story(
            story, {"city": "A"}, by=stage.corrector(), saw=story.touched, reason="x"
        )
    assert Story.objects.get().version == 1


def test_a_correction_of_copy_needs_a_reason() -> None:
    story, by = stage.story(), stage.corrector()
    with pytest.raises(Refused, match="reason"):
        correct.correct_story(story, {"city": "A"}, by=by, saw=story.touched, reason=" ")
    with pytest.raises(Refused, match="reason"):
        correct.correct_item(WireItem.objects.get(), {"city": "A"}, by=by, reason="")


def test_checking_again_drops_what_a_muted_check_found() -> None:
    story, by = make.damaged(), stage.corrector()
    assert story.current_problems().open().filter(code="C01").exists()
    source = Source.objects.get()
    correct.correct_source(source, {"muted_checks": ["C01"]}, by=by)
    correct.check_again(story, by=by, reason="Muted")
    assert not story.current_problems().filter(code="C01").exists()
    assert Event.objects.filter(kind="checked", story=story, actor=by).exists()


def test_a_source_is_corrected_and_the_history_says_how() -> None:
    source, by = make.source(), make.person(Role.ADMINISTRATOR)
    correct.correct_source(source, {"zone": "Asia/Tokyo"}, by=by, reason="Moved")
    event = Event.objects.get(about=f"source {source.pk}", actor=by)
    assert (event.before["zone"], event.after["zone"]) == ("Asia/Dhaka", "Asia/Tokyo")
    assert Source.objects.get().zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"zone": "Mars/Olympus"}, "time zone"),
        ({"muted_checks": ["everything"]}, "no check"),
        ({"muted_checks": ["C99"]}, "no check"),
        ({"muted_checks": ["C07"]}, "never muted"),
        ({"muted_checks": ["C16"]}, "never muted"),
        ({"slug": "not a slug"}, "slug"),
        ({"name": ""}, "name"),
    ],
)
def test_a_source_that_cannot_be_is_refused(fields: dict[str, object], said: str) -> None:
    source = make.source()
    with pytest.raises(Refused, match=said):
        correct.correct_source(source, fields, by=stage.corrector())
    assert Source.objects.get().facts() == source.facts()


def test_a_stale_correction_of_a_source_is_refused_with_both_values() -> None:
    source, by = make.source(), stage.corrector()
    saw = seen.mark(source.facts())
    correct.correct_source(source, {"name": "Theirs"}, by=by, saw=saw)
    with pytest.raises(seen.Overtaken) as raised:
        correct.correct_source(source, {"name": "Mine"}, by=by, saw=saw)
    assert (raised.value.mine, raised.value.theirs) == ({"name": "Mine"}, {"name": "Theirs"})


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_nobody_else_corrects_sources(role: Role) -> None:
    somebody = make.person(role)
    with pytest.raises(PermissionDenied):
        correct.correct_source(make.source(), {"name": "A"}, by=somebody)
    with pytest.raises(PermissionDenied):
        correct.add_source({"slug": "a", "name": "A"}, by=somebody)


def test_a_source_is_added() -> None:
    source = correct.add_source({"slug": "unb", "name": "UNB"}, by=stage.corrector())
    assert Event.objects.get(about=f"source {source.pk}").before == {}


def test_a_reject_that_cannot_be_read_yet_stays_with_its_reason() -> None:
    transmission, by = make.transmission(), stage.corrector()
    receipt = correct.retry(transmission, by=by)
    assert not receipt.items
    assert "PNG" in receipt.reason
    assert Event.objects.filter(kind="retried", actor=by).exists()


def test_a_reject_that_can_be_read_now_is_filed(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_args: object, **_said: object) -> None:
        raise LookupError

    with monkeypatch.context() as then:
        then.setattr("dispatches.wire.pipeline.read", stumble)
        transmission = stage.came()
    assert transmission.state == Transmission.State.REJECTED
    assert correct.foresee_retry(transmission) == "Is read, as bss. Items in it: 1."
    receipt = correct.retry(transmission, by=stage.corrector())
    assert [item.serial for item in receipt.items] == ["BFF-21"]
    assert Story.objects.count() == 1


def test_what_was_read_is_not_read_again() -> None:
    transmission = stage.came()
    assert correct.foresee_retry(transmission) == "Nothing: it was read."
    with pytest.raises(Refused, match="already"):
        correct.retry(transmission, by=stage.corrector())
