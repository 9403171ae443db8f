import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions import conventions, record, seen
from dispatches.actions.errors import Refused
from dispatches.models import Convention, Event, Source, Transmission, WireItem
from dispatches.models.conventions import users_of
from dispatches.tests import make
from dispatches.tests.wire import agency
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
FIELDS = {"serial": "<{number:4}.{PREFIX:3}>", "sign_off": "{mark}/{initials}/{time}"}


def read() -> WireItem:
    """An item read out of the made-up agency's next transmission."""
    page = agency.pages()[Transmission.objects.count()]
    return make.ingest(page, source=make.source("ops"), join=False).items[0]


def test_copy_that_comes_is_read_by_a_convention_that_was_added() -> None:
    assert read().serial == ""
    make.convention(**FIELDS)
    item = read()
    assert (item.serial, item.transmission.convention) == ("HAQ-0402", "ops")


def test_a_source_of_another_name_is_read_by_it_when_it_names_it_or_is_one_of_its_feeds() -> None:
    make.convention(feeds="elsewhere", **FIELDS)
    page = agency.pages()[0]
    for source in (make.source("elsewhere"), make.source("third", convention="ops")):
        assert make.ingest(page, source=source, join=False).items[0].serial == "FEQ-0401"
    assert make.ingest(page, source=make.source("fourth"), join=False).items[0].serial == ""


def test_one_that_is_switched_off_leaves_copy_to_what_it_stands_for() -> None:
    row = make.convention("bss", serial="NOT{number}")
    assert make.item(make.first("BFF-21", slug="Ferry")).slug == ""
    conventions.change_convention(row, {"is_active": False}, by=make.person(Role.CORRECTOR))
    assert make.item(make.first("BFF-23", slug="Ferry")).slug == "Ferry"
    assert conventions.instead(row) == "the built-in convention “bss”"
    assert conventions.instead(Convention(name="ops")) == "what all wires share"


def test_history_keeps_what_stood_and_what_stands() -> None:
    row = make.convention(**FIELDS, learned_from="serial: 48 of 48")
    who = make.person(Role.CORRECTOR)
    conventions.change_convention(row, {"more": "weiter"}, by=who, reason="They said so.")
    event = Event.objects.get(about=f"convention {row.pk}", reason="They said so.")
    assert (event.kind, event.actor, event.origin) == ("convention", who, "admin")
    assert (event.before["more"], event.after["more"]) == ("", "weiter")
    assert event.after["learned_from"] == "serial: 48 of 48"
    assert record.verify() == []


def test_a_change_to_what_stands_already_leaves_no_trace() -> None:
    row = make.convention(**FIELDS)
    events = Event.objects.count()
    conventions.change_convention(row, FIELDS, by=make.person(Role.CORRECTOR))
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"serial": "{numbr}"}, "serial: At character 1"),
        ({"priorities": "EIL=soon"}, "none of flash, bulletin, urgent"),
        ({"name": "auto"}, "is no name"),
        ({"name": "OPS"}, "Write “ops”"),
        ({"name": "a b"}, "name:"),
        ({"name": "taken"}, "already exists"),
        ({"more": "x" * 1001}, "more:"),
    ],
)
def test_one_that_cannot_be_is_refused_with_a_sentence(fields: dict[str, str], said: str) -> None:
    make.convention("taken")
    who = make.person(Role.CORRECTOR)
    with pytest.raises(Refused, match=said):
        conventions.add_convention({"name": "ops", **fields}, by=who)
    assert [row.name for row in Convention.objects.all()] == ["taken"]


def test_a_name_stays_for_sources_go_by_it() -> None:
    row = make.convention()
    who = make.person(Role.CORRECTOR)
    assert conventions.change_convention(row, {"name": "other"}, by=who).name == "ops"


def test_a_stale_change_is_refused_with_both_values() -> None:
    row, who = make.convention(), make.person(Role.CORRECTOR)
    saw = seen.mark(row.facts())
    conventions.change_convention(row, {"more": "theirs"}, by=who, saw=saw)
    with pytest.raises(seen.Overtaken) as raised:
        conventions.change_convention(row, {"more": "mine"}, by=who, saw=saw)
    assert (raised.value.mine, raised.value.theirs) == ({"more": "mine"}, {"more": "theirs"})


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_nobody_else_touches_conventions(role: Role) -> None:
    row, somebody = make.convention(), make.person(role)
    with pytest.raises(PermissionDenied):
        conventions.change_convention(row, {"more": "weiter"}, by=somebody)
    with pytest.raises(PermissionDenied):
        conventions.add_convention({"name": "other"}, by=somebody)


def test_one_that_the_engine_understands_no_more_holds_up_no_copy() -> None:
    row = make.convention(**FIELDS)
    Convention.objects.filter(pk=row.pk).update(serial="{field of another day}")
    assert "ops" not in Convention.objects.in_force()
    assert read().kind == "take"


def test_the_sources_that_use_one_are_known() -> None:
    row = make.convention(feeds="ops-sport, OPSWIRE")
    names = {"ops": "auto", "third": "ops", "opswire": "auto", "ops-sport": "bss", "bss": "bss"}
    for slug, convention in names.items():
        make.source(slug, convention=convention)
    assert {source.slug for source in users_of(row)} == {"ops", "third", "opswire"}


def test_the_latest_day_is_the_last_24_hours_of_copy_in_order() -> None:
    source = make.source("ops")
    for hours in (0, 30, 31, 50):
        make.ingest(f"Rain {hours}\n\nIt rained.", source=source, at=make.minutes(60 * hours))
    found = Transmission.objects.filter(source=source).latest_day(500)
    assert [one.received_at for one in found] == [make.minutes(60 * h) for h in (30, 31, 50)]
    assert found[-1:] == Transmission.objects.latest_day(1)
    assert Transmission.objects.filter(source__in=Source.objects.none()).latest_day(5) == []
