"""Forms that keep drafts, and who else has the story open: `{% drafted story "heading" %}`."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dispatches.models import Draft, Person, Story
from dispatches.models.drafts import place_of
from dispatches.models.presence import Company, company

register = template.Library()


def keep_url(story: Story | None, place: str) -> str:
    """Where the words of a form are kept while it is not saved."""
    if story is None:
        return reverse("desk:keep_loose", args=[place])
    return reverse("desk:keep", args=[story.pk, place])


@register.simple_tag(takes_context=True)
def drafted(context: dict[str, Any], story: Story | None, *parts: object) -> SafeString:
    """The attributes of a form whose words drafts.js keeps; `story` is "" where there is none."""
    place = place_of(*parts)
    return format_html(
        ' data-draft="{}" data-keeps="{}" data-person="{}"',
        place,
        keep_url(story or None, place),
        context["request"].user.pk,
    )


@register.inclusion_tag("dispatches/_draft.html", takes_context=True)
def draft_box(context: dict[str, Any], story: Story | None, *parts: object) -> dict[str, Any]:
    """The top of such a form: what it is, what was typed before, who else is here."""
    place, draft = place_of(*parts), context.get("draft")
    shown = draft if isinstance(draft, Draft) and draft.form == place else None
    user = context["request"].user
    return {
        "request": context["request"],
        "story": story,
        "place": place,
        "draft": shown,
        "who": company(story, user) if story else None,
    }


@register.inclusion_tag("dispatches/_keep.html", takes_context=True)
def keep_button(context: dict[str, Any], story: Story | None, *parts: object) -> dict[str, Any]:
    """The button by which words are kept without being saved."""
    return {"url": keep_url(story or None, place_of(*parts)), "request": context["request"]}


@register.simple_tag(takes_context=True)
def present(context: dict[str, Any], story: Story) -> Company:
    """Who else has the story open."""
    if not getattr(story, "is_visited", True):
        return Company((), holds=False, taken_by=None)
    return company(story, context["request"].user)


@register.simple_tag(takes_context=True)
def drafts_of(context: dict[str, Any], story: Story) -> dict[str, list[Draft]]:
    """What was typed about a story and not saved: by oneself, and by others while one holds it."""
    if not getattr(story, "is_drafted", True):
        return {"mine": [], "others": []}
    user: Person = context["request"].user
    rows = list(Draft.objects.filter(story=story).select_related("person").order_by("-at", "-pk"))
    others = [row for row in rows if row.person_id != user.pk]
    if others and not story.presences.filter(person=user, holds=True).exists():
        others = []
    return {"mine": [row for row in rows if row.person_id == user.pk], "others": others}


@register.filter
def fields_json(draft: Draft) -> str:
    """The words of a draft as drafts.js reads them."""
    return json.dumps(draft.fields)


@register.filter
def form_url(draft: Draft) -> str:
    """Where the form of a draft is opened again; empty where it stands on the story's own page."""
    place, story = draft.form, draft.story
    if story is None:
        return {"file": reverse("desk:file")}.get(place, "")
    if place == "heading":
        return reverse("desk:heading", args=[story.pk])
    if place.startswith("p-"):
        return reverse("desk:paragraph", args=[story.pk, place.removeprefix("p-")])
    return _settling_url(story, place) or story.desk_url()


def _settling_url(story: Story, place: str) -> str:
    """The page on which a problem is settled, while it is open."""
    kind, _, rest = place.partition("-")
    mark, _, how = rest.partition("-")
    if kind != "settle":
        return ""
    problem = story.current_problems().filter(mark__startswith=mark).first()
    if problem is None or how not in problem.ways:
        return ""
    return reverse("desk:settle_form", args=[story.pk, problem.pk, how])


@register.filter
def called(draft: Draft) -> str:
    """What the form of a draft is called.

    >>> called(Draft(place="move-return")), called(Draft(place="p-12-3~1"))
    ('return: the reason', 'a paragraph, set aside')
    """
    kind, _, rest = draft.form.partition("-")
    names = {
        "p": "a paragraph",
        "heading": "the heading",
        "settle": "a problem",
        "move": f"{rest}: the reason",
        "part": "parting a take: the reason",
        "file": "copy to be filed",
        "note": "a note",
        "own": "copy of one’s own",
    }
    return names.get(kind, draft.form) + (", set aside" if draft.is_aside else "")
