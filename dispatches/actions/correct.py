"""Putting data right: items, stories that are not published, and sources; always with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dispatches.models import Convention, Person, Source, Story, Transmission, WireItem
from dispatches.models.shapes import assembly_of, plain, serial_of
from dispatches.models.wording import HEADING, wording_of
from dispatches.wire import pipeline, typed
from dispatches.wire.checks import meanings
from dispatches.wire.values import Kind, Unreadable
from dispatches.workflow import Power

from . import seen, versions
from .edit import rehead
from .errors import Refused
from .hold import a_reason, in_work, permit, write
from .ingest import Receipt, read_again
from .join import rejoin
from .record import record
from .ties import keep_ties

ITEM_FIELDS = frozenset(
    {
        "serial", "slug", "headline", "byline", "place", "city", "dateline_date", "credit",
        "priority", "mark", "initials", "signed_time", "signed_agencies",
    }
)  # fmt: skip
"""What may be wrong in the reading of a take. Its text stays as it was read: editors edit copy."""

SOURCE_FIELDS = frozenset(
    {
        "slug", "name", "agency", "convention", "zone", "language", "muted_checks",
        "wait_minutes", "is_active", "silence_minutes", "retention_days", "most_an_hour",
    }
)  # fmt: skip


# Items -------------------------------------------------------------------------------------------
def why_not_item(item: WireItem) -> str:
    """The sentence that refuses a correction of this item now; empty: it may be corrected."""
    if hasattr(item, "younger"):
        return f"“{item}” has been corrected already, as item {item.younger.pk}; correct that one."
    if item.kind == Kind.KILL:
        return "A kill notice stands as it came; a chief overrules it on the story that it names."
    if item.kind == Kind.CORRECTION:
        return "A correction notice stands as it came; it is settled on the story that it names."
    if item.transmission.format == typed.FORMAT:
        return "It was written here: its writer or an editor hands it in again with other words."
    placing = getattr(item, "placing", None)
    if placing is not None and not placing.story.in_work:
        status = placing.story.get_status_display()
        return f"“{placing.story}”, which holds it, is {status}: return it to the desk first."
    return ""


@transaction.atomic
def correct_item(item: WireItem, fields: Mapping[str, Any], *, by: Person, reason: str) -> WireItem:
    """File a new row in the place of an item, which it names as its elder, and join again."""
    permit(by, Power.CORRECT_DATA)
    reason = a_reason(reason, needed=True)
    elder = _held(item)
    held = Story.objects.select_for_update(no_key=True).filter(placings__item=elder).first()
    if said := why_not_item(elder):
        raise Refused(said)
    younger = _copy(elder)
    younger.elder, younger.transmission, younger.filed_by = elder, elder.transmission, by
    changed = _set(younger, _with_number(fields), ITEM_FIELDS | {"serial_prefix", "serial_number"})
    if not changed:
        raise Refused("Nothing was changed: this is how it stands already.")
    younger.save(force_insert=True)
    keep_ties([younger])
    rejoin([younger], now=timezone.now())
    record(
        "corrected",
        actor=by,
        origin="admin",
        story=held,
        about=f"item {younger.pk}",
        reason=reason,
        before={"item": elder.pk} | {name: getattr(elder, name) for name in changed},
        after={"item": younger.pk} | changed,
    )
    return younger


def _held(item: WireItem) -> WireItem:
    """The item, locked; its source first, for joining locks that before any story."""
    sources = Source.objects.select_for_update(no_key=True, of=("self",))
    sources.get(transmissions__items=item)
    items = WireItem.objects.select_for_update(no_key=True, of=("self",))
    return items.select_related("transmission").defer("transmission__content").get(pk=item.pk)


def _copy(item: WireItem) -> WireItem:
    """A row of its own, not yet saved, that says the same."""
    columns = [field.attname for field in item._meta.concrete_fields if not field.primary_key]
    return WireItem(**{name: getattr(item, name) for name in columns})


def _with_number(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with the serial in its parts."""
    said = dict(fields)
    if "serial" not in said:
        return said
    serial = serial_of(said["serial"].strip())
    if said["serial"].strip() and serial is None:
        raise Refused(f"“{said['serial']}” is no serial; write one such as BFF-08.")
    said["serial"] = str(serial) if serial else ""
    said["serial_prefix"] = serial.prefix if serial else ""
    said["serial_number"] = serial.number if serial else None
    return said


# Stories -----------------------------------------------------------------------------------------
def correct_story(
    story: Story, fields: Mapping[str, Any], *, by: Person, saw: int, reason: str
) -> Story:
    """Put the heading of a story in work right: a new version, checked again."""
    permit(by, Power.CORRECT_DATA)
    why = a_reason(reason, needed=True)
    said = {name: value for name, value in fields.items() if name in HEADING}
    return rehead(story, said, by=by, saw=saw, origin="admin", kind="corrected", why=why)


@transaction.atomic
def check_again(story: Story, *, by: Person, reason: str = "") -> Story:
    """Run the checks over the present version once more: after a check was mended, or muted."""
    permit(by, Power.CORRECT_DATA)
    held = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    in_work(held)
    before = _open(held)
    settled, placings = versions.current([held]), versions.placings_of(held)
    versions.find(
        held,
        wording_of(held.head()),
        assembly_of(held, placings),
        [placing.item for placing in placings],
        notices=[problem.notice for problem in settled if problem.notice],
        settled=settled,
    )
    write(held)
    record(
        "checked", actor=by, origin="admin", story=held, reason=a_reason(reason, needed=False),
        before={"open": before}, after={"open": _open(held)},
    )  # fmt: skip
    return held


def foresee_check(story: Story) -> str:
    """What would come of checking a story again."""
    if not story.in_work:
        return f"Nothing: it is {story.get_status_display()}."
    stands = len(_open(story))
    return f"Version {story.version} is checked again. Problems open now: {stands}."


def _open(story: Story) -> list[str]:
    return [str(problem) for problem in story.current_problems().open()]


# Sources -----------------------------------------------------------------------------------------
@transaction.atomic
def add_source(fields: Mapping[str, Any], *, by: Person, reason: str = "") -> Source:
    """A new source of copy."""
    permit(by, Power.MANAGE_SOURCES)
    source = Source()
    _set(source, fields, SOURCE_FIELDS)
    return _keep_source(source, by=by, reason=reason, before={})


@transaction.atomic
def correct_source(
    source: Source,
    fields: Mapping[str, Any],
    *,
    by: Person,
    reason: str = "",
    saw: str | None = None,
) -> Source:
    """Change what is known of a source; what came from it stays as it was read."""
    permit(by, Power.MANAGE_SOURCES)
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    before = source.facts()
    seen.check(source, before, saw, fields)
    if not _set(source, fields, SOURCE_FIELDS):
        return source
    return _keep_source(source, by=by, reason=reason, before=before)


def _keep_source(source: Source, *, by: Person, reason: str, before: Mapping[str, Any]) -> Source:
    reason = a_reason(reason, needed=False)
    for code in source.muted_checks:
        if code not in meanings():
            raise Refused(f"“{code}” is no check; write codes such as C03.")
        if code in versions.NEVER_MUTED:
            raise Refused(f"{code} is never muted: half a story, or a killed one, must not go out.")
    if source.retention_days == 0:
        raise Refused("Bytes are kept for a day at least; leave it empty to keep them for ever.")
    try:
        source.full_clean()
    except ValidationError as error:
        said = [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
        raise Refused(" ".join(said)) from error
    source.save()
    record(
        "source", actor=by, origin="admin", about=f"source {source.pk}", reason=reason,
        before=before, after=source.facts(),
    )  # fmt: skip
    return source


def _set(row: Any, fields: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """Set what differs; hand back just that."""
    said = {name: plain(value) for name, value in fields.items() if name in names}
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return changed


# Transmissions ------------------------------------------------------------------------------------
def foresee_retry(transmission: Transmission) -> str:
    """What would come of reading the bytes again."""
    if transmission.state != Transmission.State.REJECTED:
        return "Nothing: it was read."
    source = transmission.source
    try:
        reading = pipeline.read(
            transmission.raw(),
            feed=source.slug,
            convention=source.convention,
            known=Convention.objects.in_force(),
            read_as=transmission.read_as,
        )
    except Unreadable as reason:
        return f"Stays where it is. {reason}"
    return f"Is read, as {reading.convention}. Items in it: {len(reading.takes)}."


def retry(
    transmission: Transmission, *, by: Person, reason: str = "", origin: str = "admin"
) -> Receipt:
    """Read a reject again, after newsdesk has learnt to, or its source was corrected."""
    permit(by, Power.SETTLE_REJECTS)
    why = a_reason(reason, needed=False)
    transmission = Transmission.objects.select_related("source").get(pk=transmission.pk)
    if transmission.state != Transmission.State.REJECTED:
        raise Refused(f"“{transmission}” was read already.")
    before = {"state": transmission.state, "reason": transmission.reason}
    receipt = read_again(transmission)
    record(
        "retried",
        actor=by,
        origin=origin,
        about=f"transmission {transmission.pk}",
        reason=why,
        before=before,
        after={"state": transmission.state, "reason": receipt.reason},
    )
    return receipt
