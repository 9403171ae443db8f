"""By what nearly the same stories are found again: a few numbers that stand for their words."""

from __future__ import annotations

from django.db import models

from .stories import Story


class SketchNumber(models.Model):
    """One number of the sketch of a story's copy (see wire/nearness.py), and when it came."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="sketch")
    number = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["number", "at"], name="sketch_by_number")]

    def __str__(self) -> str:
        return f"{self.number} of {self.story}"
