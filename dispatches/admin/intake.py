"""What came in: bytes that nobody changes, and the items read out of them."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from dispatches.actions import correct
from dispatches.actions.errors import Refused
from dispatches.models import Arrival, Transmission, WireItem

from . import raw
from .base import Corrected, Kept
from .conventions import choices
from .filters import chosen
from .forms import Correction, Words
from .previews import actor, previewed


def page_of(row: Model, words: str = "") -> SafeString:
    """A link to the page of another row."""
    address = reverse(f"admin:dispatches_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, words or str(row))


def pages_of(rows: QuerySet[WireItem]) -> SafeString:
    """A list of links to the pages of other rows."""
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((page_of(row),) for row in rows))
    )


def _retry(transmission: Transmission, request: HttpRequest, reason: str) -> str:
    receipt = correct.retry(transmission, by=actor(request), reason=reason)
    if not receipt.items:
        raise Refused(receipt.reason)
    return f"Read. Items filed: {len(receipt.items)}; stories: {len(receipt.stories)}."


@admin.register(Transmission)
class TransmissionAdmin(Kept[Transmission]):
    """The bytes as received."""

    list_display = ["name", "source", "state", "size", "received_at", "convention", "reason"]
    list_select_related = ["source"]
    list_filter = ["state", "source", chosen("convention", choices)]
    date_hierarchy = "received_at"
    search_fields = ["name", "^sha256", "reason", "items__serial", "items__slug"]
    search_help_text = "File name, start of the SHA-256, reason, serial or slug"
    autocomplete_fields = ["source"]
    actions = (
        previewed(
            "Read again", foresee=correct.foresee_retry, deed=_retry, permission="read_again"
        ),
    )
    shown = ["name", "source", "state", "reason", "received_at", "size", "sha256", "charset"]
    shown += ["convention", "came", "held", "lines", "in_hexadecimal"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transmission]:
        """Lists leave the bytes where they are."""
        return super().get_queryset(request).defer("content")

    def has_read_again_permission(self, request: HttpRequest) -> bool:
        """Whoever corrects items may ask for another reading."""
        return self.has_view_permission(request)

    @admin.display(description="Arrivals")
    def came(self, transmission: Transmission) -> SafeString:
        """Each time that these bytes came."""
        times = (
            (localize(localtime(one.arrived_at)), one.channel, one.name)
            for one in transmission.arrivals.all()
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} by {}: {}</li>", times))

    @admin.display(description="Items")
    def held(self, transmission: Transmission) -> SafeString:
        """What was read out of it."""
        return pages_of(transmission.items.in_force().order_by("place_on_page"))

    @admin.display(description="Text")
    def lines(self, transmission: Transmission) -> SafeString:
        """Its lines under their numbers."""
        return raw.gone(transmission) or raw.numbered(transmission.raw())

    @admin.display(description="Bytes")
    def in_hexadecimal(self, transmission: Transmission) -> SafeString:
        """Its bytes."""
        return raw.gone(transmission) or raw.hexadecimal(transmission.raw())


@admin.register(Arrival)
class ArrivalAdmin(Kept[Arrival]):
    """Each time that bytes came."""

    list_display = ["arrived_at", "channel", "name", "transmission"]
    list_select_related = ["transmission"]
    search_fields = ["name", "^transmission__sha256"]
    autocomplete_fields = ["transmission"]
    ordering = ["-pk"]
    shown = ["transmission", "arrived_at", "channel", "name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Arrival]:
        """Lists leave the bytes where they are."""
        return super().get_queryset(request).defer("transmission__content")


class ItemForm(Correction):
    """What may be corrected of an item; its text stays as it was read."""

    reason_needed: ClassVar[bool] = True
    serial = forms.CharField(max_length=40, required=False, help_text="As printed: BFF-08")
    credit = Words(required=False, help_text="Agencies, with commas between them")
    signed_agencies = Words(required=False, help_text="Agencies of the sign-off")


@admin.register(WireItem)
class WireItemAdmin(Corrected[WireItem]):
    """Takes and notices. A correction is a new row that names its elder."""

    form = ItemForm
    list_display = [
        "serial",
        "slug",
        "headline",
        "kind",
        "mark",
        "source",
        "arrived_at",
        "standing",
    ]
    list_select_related = ["transmission__source", "younger", "placing__story"]
    list_filter = ["kind", "mark", "transmission__source"]
    date_hierarchy = "arrived_at"
    search_fields = ["serial", "slug", "headline", "city", "=initials"]
    search_help_text = "Serial (BFF-08), slug, headline, city or initials"
    autocomplete_fields = ["transmission", "elder", "filed_by"]
    ordering = ["-arrived_at", "-pk"]
    corrected = ["serial", "slug", "headline", "byline", "place", "city", "dateline_date"]
    corrected += ["credit", "priority", "mark", "initials", "signed_time", "signed_agencies"]
    shown = [*corrected, "kind", "source", "transmission", "standing", "elder", "first_line"]
    shown += ["last_line", "place_on_page", "target", "stated_at", "arrived_at", "filed_by"]
    shown += ["why", "text", "cleaned", "set_aside"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[WireItem]:
        """Lists leave the bytes where they are."""
        return super().get_queryset(request).defer("transmission__content")

    def open_to_change(self, row: WireItem) -> bool:
        """Whether it is copy that no correction has replaced yet."""
        return correct.why_not_item(row) == ""

    def correct(self, row: WireItem, form: Correction, request: HttpRequest) -> WireItem:
        """A new row in its place."""
        fields, reason = form.changes(*form.changed_data), form.cleaned_data["reason"]
        return correct.correct_item(row, fields, by=actor(request), reason=reason)

    def response_change(self, request: HttpRequest, obj: WireItem) -> HttpResponse:
        """On to the new row."""
        self.message_user(request, f"Corrected: item {obj.pk} stands in its place.")
        return redirect("admin:dispatches_wireitem_change", obj.pk)

    @admin.display(ordering="transmission__source__slug")
    def source(self, item: WireItem) -> str:
        """Whose wire it came on."""
        return str(item.transmission.source)

    @admin.display(description="Stands")
    def standing(self, item: WireItem) -> SafeString | str:
        """The correction that replaced it, or the story that holds it."""
        if hasattr(item, "younger"):
            return page_of(item.younger, f"Corrected as {item.younger.pk}")
        if hasattr(item, "placing"):
            return page_of(item.placing.story, f"In story {item.placing.story_id}")
        return "In no story"

    @admin.display(description="Why it was joined")
    def why(self, item: WireItem) -> str:
        """The machine's reasons, or the person's word."""
        placing = getattr(item, "placing", None)
        if placing is None:
            return "–"
        by = f"by {placing.by}" if placing.by else "by the machine"
        return f"{placing.get_role_display()}, {by}. {'; '.join(placing.reasons)}"

    @admin.display(description="Text, with its lines")
    def text(self, item: WireItem) -> SafeString:
        """Its paragraphs."""
        return raw.paragraphs(item.body)

    @admin.display(description="What cleaning did")
    def cleaned(self, item: WireItem) -> SafeString:
        """Each fix, by name."""
        return raw.fixes([*item.fixes, *(fix for one in item.body for fix in one.get("fixes", ()))])

    @admin.display(description="Lines set aside")
    def set_aside(self, item: WireItem) -> SafeString:
        """Lines that are not copy."""
        return raw.removals(item.removals)
