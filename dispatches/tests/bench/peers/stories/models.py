"""A story page as an ordinary Wagtail site has one."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class StoryPage(Page):  # type: ignore[misc]  # Wagtail has no types
    """A story: a title, a dateline, a body."""

    dateline = models.CharField(max_length=200, blank=True)
    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("dateline"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
