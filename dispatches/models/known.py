"""Which words are in use at the desk, for forms to offer."""

from __future__ import annotations

from .channels import Rule
from .stories import Story

_LATEST = 300  # stories that are asked: all of them would be a walk through the archive


def words_known() -> tuple[list[str], list[str]]:
    """The sections and the tags that rules and the latest stories have, in their order."""
    latest = list(Story.objects.order_by("-pk").values_list("section", "tags")[:_LATEST])
    deeds = Rule.objects.values_list("deeds", flat=True)
    tags = {tag for _, some in latest for tag in some}
    tags |= {tag for one in deeds for tag in one.get("tags", ())}
    return sorted({section for section, _ in latest} - {""}), sorted(tags)
