"""Alerts by mail, for those who chose it: each once, and again only where sending it failed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.urls import reverse

from dispatches.models import Alert, Mailed, Person, Preference
from dispatches.models.liking import ways_of
from dispatches.workflow import Power

from .silence import tell_silent

log = logging.getLogger(__name__)

LATEST = timedelta(hours=2)
"""A mail that could not be sent for so long is given up: by then everybody has seen the desk."""
_CLAIM = 120  # seconds for which one process alone sends an alert to a person
_SUBJECT = 120  # characters


def tell_round(now: datetime) -> None:
    """The periodic look: sources that fell silent, and what is to go out by mail."""
    tell_silent(now)
    send_due(now)


def send_due(now: datetime) -> int:
    """Mail what came lately to those who want it by mail; how many mails went out."""
    return sum(_send(person, alerts, now) for person, alerts in _due(now))


def _due(now: datetime) -> list[tuple[Person, list[Alert]]]:
    """Whom to mail, and the alerts that each was not mailed yet, the first one first."""
    waiting = []
    for preference in Preference.objects.exclude(alerts={}).select_related("person"):
        person = preference.person
        kinds = [kind for kind, ways in ways_of(preference).items() if "mail" in ways]
        if not kinds or not person.email or not person.can(Power.READ_DESK):
            continue
        alerts = Alert.objects.to(person).filter(kind__in=kinds, at__gt=now - LATEST)
        new = alerts.exclude(mailed__person=person).select_related("story", "source")
        if found := list(new.order_by("pk")):
            waiting.append((person, found))
    return waiting


def _send(person: Person, alerts: Sequence[Alert], now: datetime) -> int:
    """Send what nobody else is just sending, as one mail; what failed is tried at the next look."""
    names = {f"mail-{alert.pk}-{person.pk}": alert for alert in alerts}
    ours = {name: one for name, one in names.items() if cache.add(name, "sending", _CLAIM)}
    if not ours:
        return 0
    told = list(ours.values())
    try:
        send_mail(_subject(told), _text(told), None, [person.email])
    except (OSError, SMTPException):
        log.exception("Alerts for person %s could not be mailed; they are tried again.", person.pk)
        cache.delete_many(list(ours))
        return 0
    rows = (Mailed(alert=alert, person=person, at=now) for alert in told)
    Mailed.objects.bulk_create(rows, ignore_conflicts=True)
    return 1


def _subject(alerts: Sequence[Alert]) -> str:
    more = f" (and {len(alerts) - 1} more)" if len(alerts) > 1 else ""
    said = " ".join(alerts[0].sentence.split())
    return f"{settings.SITE_NAME}: {said[: _SUBJECT - len(more)]}{more}"


def _text(alerts: Sequence[Alert]) -> str:
    parts = [f"{one.sentence}\n{one.at:%d %b %Y, %H:%M} UTC{_where(one)}" for one in alerts]
    chosen = f"You chose to be mailed of this at {_site()}{reverse('desk:alerts')}"
    return "\n\n".join([*parts, chosen, ""])


def _where(alert: Alert) -> str:
    return f"\n{_site()}{alert.story.desk_url()}" if alert.story else ""


def _site() -> str:
    return str(settings.SITE_URL).rstrip("/")
