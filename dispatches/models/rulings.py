"""What the machine proposes of two takes, and what people ruled on them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from dispatches.workflow import IN_WORK

from .intake import WireItem
from .stories import Story


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Questions about proposals."""

    def standing(self) -> Self:
        """Those between two stories of which the desk can still work on one."""
        both = self.filter(elder__placing__isnull=False, younger__placing__isnull=False)
        apart = both.exclude(elder__placing__story=models.F("younger__placing__story"))
        at_work = Q(elder__placing__story__status__in=IN_WORK) | Q(
            younger__placing__story__status__in=IN_WORK
        )
        takes = ("elder", "younger")
        stories = (f"{take}__placing__story" for take in takes)
        return apart.filter(at_work).select_related(*stories).order_by("-score", "-pk")

    def of(self, story: Story) -> Self:
        """Those that concern a story's takes."""
        return self.standing().filter(
            Q(elder__placing__story=story) | Q(younger__placing__story=story)
        )


class Proposal(models.Model):
    """A link that is below the certain threshold: a person says whether it holds.

    The machine writes these anew whenever it joins; what a person ruled on does not come back.
    """

    elder = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="proposals")
    younger = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    reasons: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["elder", "younger"], name="proposal_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.younger} may carry on from {self.elder}"


class Ruling(models.Model):
    """A person's word that two items belong together, or apart. The latest on a pair counts.

    `together` None: the word before it was taken back, and the machine decides again.
    """

    item = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="rulings")
    other = models.ForeignKey(WireItem, on_delete=models.PROTECT, related_name="+")
    together = models.BooleanField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        word = {True: "with", False: "without", None: "with or without"}[self.together]
        return f"{self.item} {word} {self.other}"
