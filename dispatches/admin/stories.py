"""Stories and what belongs to them. Copy is edited on the desk; here its data are put right."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from dispatches.actions import correct
from dispatches.models import Problem, Publication, Revision, Ruling, Story, StoryTake

from . import raw
from .base import Corrected, Kept
from .filters import chosen
from .forms import Correction, Words
from .intake import page_of
from .previews import actor, previewed

_URGENCIES = [(str(urgency), str(urgency)) for urgency in range(10)]
_CODES = [(f"C{number:02}", f"C{number:02}") for number in range(1, 11)]


class StoryForm(Correction):
    """What may be corrected of a story that is not published; a new version comes of it."""

    reason_needed: ClassVar[bool] = True
    byline = forms.CharField(max_length=200, required=False)
    place = forms.CharField(max_length=200, required=False, help_text="As printed")
    credit = Words(required=False, help_text="Agencies, with commas between them")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        head = self.instance.revisions.filter(version=self.instance.version).first()
        for name in ("byline", "place", "credit"):
            self.initial.setdefault(name, getattr(head, name, ""))

    def mark_seen(self) -> str:
        """The number of writes."""
        return str(self.instance.touched)


def _check_again(story: Story, request: HttpRequest, reason: str) -> str:
    correct.check_again(story, by=actor(request), reason=reason)
    return f"Checked. Problems open now: {story.current_problems().open().count()}."


@admin.register(Story)
class StoryAdmin(Corrected[Story]):
    """What the desk works on."""

    form = StoryForm
    list_display = [
        "pk",
        "headline",
        "slug",
        "source",
        "status",
        "assembly",
        "version",
        "arrived_at",
    ]
    list_display_links = ["pk", "headline"]
    list_select_related = ["source"]
    list_filter = ["status", "assembly", "source", chosen("urgency", _URGENCIES)]
    search_fields = ["headline", "slug", "city", "placings__item__serial"]
    search_help_text = "Headline, slug, city, or the serial of a take (BFF-08)"
    autocomplete_fields = ["source", "claimed_by"]
    ordering = ["-arrived_at", "-pk"]
    corrected = [
        "headline",
        "slug",
        "byline",
        "place",
        "city",
        "dateline_date",
        "credit",
    ]
    shown = ["desk", "source", "status", "assembly", "missing", "version", "approved_version"]
    shown += ["headline", "slug", "city", "dateline_date", "urgency", "claimed_by", "arrived_at"]
    shown += ["updated_at", "published_at", "takes", "found", "versions", "published"]
    actions = (previewed("Check again", foresee=correct.foresee_check, deed=_check_again),)

    def open_to_change(self, row: Story) -> bool:
        """Whether its copy is in work."""
        return row.in_work

    def correct(self, row: Story, form: Correction, request: HttpRequest) -> Story:
        """Put its data right."""
        said = form.cleaned_data
        return correct.correct_story(
            row,
            form.changes(*self.corrected),
            by=actor(request),
            saw=int(said["saw"]) if said["saw"].isdecimal() else -1,
            reason=said["reason"],
        )

    @admin.display(description="On the desk")
    def desk(self, story: Story) -> SafeString:
        """Where editors work on it."""
        return format_html('<a href="{}">{}</a>', story.desk_url(), "Open")

    @admin.display(description="Takes, and why they are here")
    def takes(self, story: Story) -> SafeString:
        """Its takes in reading order."""
        placings = story.placings.select_related("item").defer("item__body")
        said = (
            (page_of(one.item), one.get_role_display(), "; ".join(one.reasons)) for one in placings
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} ({}) {}</li>", said))

    @admin.display(description="Problems of this version")
    def found(self, story: Story) -> SafeString:
        """What the checks found."""
        said = ((one.get_how_display() or "Open", page_of(one)) for one in story.current_problems())
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", said))

    @admin.display(description="Versions")
    def versions(self, story: Story) -> SafeString:
        """Each version of its copy."""
        versions = story.revisions.defer("paragraphs")
        said = ((page_of(one), localize(localtime(one.made_at))) for one in versions)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {}</li>", said))

    @admin.display(description="Publications")
    def published(self, story: Story) -> SafeString:
        """How it went out."""
        said = ((page_of(one),) for one in story.publications.select_related("revision"))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", said))


@admin.register(StoryTake)
class StoryTakeAdmin(Kept[StoryTake]):
    """Which take is in which story; joined and parted on the desk."""

    list_display = ["item", "story", "role", "position", "by"]
    list_select_related = ["item", "story", "by"]
    list_filter = ["role"]
    search_fields = ["item__serial", "item__slug", "story__headline", "story__slug"]
    autocomplete_fields = ["item", "story", "by"]
    ordering = ["-pk"]
    shown = ["story", "item", "role", "position", "score", "reasons", "by"]


@admin.register(Ruling)
class RulingAdmin(Kept[Ruling]):
    """What people joined or parted."""

    list_display = ["at", "item", "other", "together", "by"]
    list_select_related = ["item", "other", "by"]
    list_filter = ["together"]
    search_fields = ["item__serial", "item__slug", "other__serial", "other__slug"]
    autocomplete_fields = ["item", "other", "by"]
    ordering = ["-pk"]
    shown = ["item", "other", "together", "by", "at"]


@admin.register(Revision)
class RevisionAdmin(Kept[Revision]):
    """Versions of copy."""

    list_display = ["story", "version", "headline", "made_by", "made_at", "reason"]
    list_display_links = ["story", "version"]
    list_select_related = ["story", "made_by"]
    search_fields = ["headline", "slug", "story__headline", "story__slug"]
    autocomplete_fields = ["story", "made_by"]
    ordering = ["-pk"]
    shown = ["story", "version", "headline", "slug", "byline", "place", "city", "dateline_date"]
    shown += ["credit", "made_by", "made_at", "reason", "text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """Lists leave the copy where it is."""
        return super().get_queryset(request).defer("paragraphs")

    @admin.display(description="Text, with its origins")
    def text(self, revision: Revision) -> SafeString:
        """Its paragraphs."""
        return raw.paragraphs(revision.paragraphs)


@admin.register(Problem)
class ProblemAdmin(Kept[Problem]):
    """What the checks found; settled on the desk."""

    list_display = ["code", "level", "excerpt", "story", "version", "how", "settled_by"]
    list_display_links = ["code", "excerpt"]
    list_select_related = ["story", "settled_by"]
    list_filter = [chosen("code", _CODES), "level", "how"]
    search_fields = ["=code", "excerpt", "message", "story__headline", "story__slug"]
    autocomplete_fields = ["story", "notice", "other", "settled_by"]
    ordering = ["-pk"]
    shown = ["story", "version", "code", "level", "paragraph", "message", "excerpt", "suggestion"]
    shown += ["ways", "notice", "other", "how", "reason", "settled_by", "settled_at"]


@admin.register(Publication)
class PublicationAdmin(Kept[Publication]):
    """What went out."""

    list_display = ["story", "number", "published_at", "published_by", "ended_at", "end_kind"]
    list_display_links = ["story", "number"]
    list_select_related = ["story", "published_by"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    search_fields = ["story__headline", "story__slug"]
    autocomplete_fields = ["story", "revision", "published_by"]
    ordering = ["-pk"]
    shown = ["story", "revision", "number", "published_at", "published_by", "caveat"]
    shown += ["ended_at", "end_kind", "end_reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        """Lists leave the copy where it is."""
        return super().get_queryset(request).defer("revision__paragraphs")
