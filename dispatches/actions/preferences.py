"""How a person likes the desk: their own row, made when they first choose something."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from dispatches.models import Person, Preference

from .errors import Refused


def prefer(person: Person, **fields: Any) -> Preference:
    """Keep what a person chose: each keyword is a field of their preferences."""
    kept, _ = Preference.objects.get_or_create(person=person)
    for name, value in fields.items():
        setattr(kept, name, value)
    try:
        kept.clean_fields(exclude=["person"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    kept.save(update_fields=list(fields))
    return kept
