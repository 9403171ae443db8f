"""Addresses. Each name has its door in requests.DOORS; a page without a door is not there."""

from django.urls import URLPattern, include, path

from dispatches import feeds
from dispatches.api import api
from dispatches.views import (
    bulk,
    columns,
    desk,
    file,
    guide,
    news,
    ops,
    public,
    rejects,
    saved,
    stories,
    takes,
    writes,
)

_STORY = "s/<int:pk>/"

desk_patterns: list[URLPattern] = [
    path("", desk.queue, name="queue"),
    path(_STORY, stories.story, name="story"),
    path(f"{_STORY}diff/", stories.diff, name="diff"),
    path(f"{_STORY}history/", stories.history, name="history"),
    path(f"{_STORY}move/<slug:name>/", writes.move, name="move"),
    path(f"{_STORY}problems/<int:problem>/", writes.settle, name="settle"),
    path(f"{_STORY}problems/<int:problem>/<slug:how>/", writes.settle_form, name="settle_form"),
    path(f"{_STORY}p/<slug:key>/", writes.paragraph, name="paragraph"),
    path(f"{_STORY}heading/", writes.heading, name="heading"),
    path(f"{_STORY}join/", takes.join, name="join"),
    path(f"{_STORY}part/", takes.part, name="part"),
    path(f"{_STORY}apart/", takes.apart, name="apart"),
    path("takes/", takes.takes, name="takes"),
    path("file/", file.file_copy, name="file"),
    path("file/preview/", file.preview, name="file_preview"),
    path("rejects/", rejects.rejects, name="rejects"),
    path("t/<int:pk>/", ops.transmission, name="transmission"),
    path("t/<int:pk>/raw/", ops.raw, name="raw"),
    path("t/<int:pk>/bytes/", ops.all_bytes, name="bytes"),
    path("t/<int:pk>/reject/<slug:deed>/", rejects.settle, name="reject"),
    path("news/", news.news, name="news"),
    path("bulk/", bulk.many, name="bulk"),
    path("undo/", bulk.undo, name="undo"),
    path("view/", columns.keep, name="view"),
    path("saved/", saved.saved, name="saved"),
    path("saved/<int:pk>/<slug:deed>/", saved.change, name="saved_change"),
]
public_patterns: list[URLPattern] = [
    path("", public.front, name="front"),
    path("s/<int:pk>-<slug:words>/", public.story, name="story"),
    path("s/<int:pk>/", public.story_id, name="story_id"),
    path("feeds/atom.xml", feeds.atom, name="atom"),
    path("guide/", guide.guide, name="guide"),
    path("guide/<slug:page>/", guide.guide_page, name="guide_page"),
    path("guide/pictures/<str:name>", guide.guide_picture, name="guide_picture"),
    path("robots.txt", public.robots, name="robots"),
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
]
urlpatterns = [
    path("api/v1/", api.urls),
    path("desk/", include((desk_patterns, "desk"))),
    path("", include((public_patterns, "public"))),
]
