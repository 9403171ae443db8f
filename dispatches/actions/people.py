"""People: invited, given a role, switched off and on; never deleted, since history names them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any, NamedTuple

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dispatches.models import Person
from dispatches.workflow import Power, Role

from . import seen
from .errors import Refused
from .record import record

log = logging.getLogger(__name__)

FIELDS = ("email", "first_name", "last_name", "role", "is_active")
"""What the administrator may change of a person; the username is for ever."""


class Invitation(NamedTuple):
    """Somebody who was invited, their way in, and whether the mail with it went out."""

    person: Person
    link: str
    mailed: bool


def facts(person: Person) -> dict[str, Any]:
    """What history keeps of a person."""
    return {"username": person.username} | {name: getattr(person, name) for name in FIELDS}


def invite(
    username: str,
    email: str,
    role: str,
    *,
    by: Person | None,
    site: str = "",
    names: tuple[str, str] = ("", ""),
) -> Invitation:
    """Make a person who has no password yet, and send the link by which they choose one.

    `by` is None on the console, where whoever can run the command owns the database anyway; `site`
    is the address that stands before the path in the mail.
    """
    with transaction.atomic():
        person = _make(username, email, role, by=by, names=names)
    return _send(person, site)


def invite_again(person: Person, *, by: Person, site: str = "") -> Invitation:
    """A new one-time link for somebody who lost theirs, or their password."""
    _may_manage(by)
    if not person.is_active:
        raise Refused(f"{person} is switched off; switch them on first.")
    with transaction.atomic():
        _record(person, by=by, reason="A new link was made.")
    return _send(person, site)


def make_demo(username: str, role: Role, password: str) -> Person:
    """Somebody to try the desk with; refused on a public site."""
    if settings.PRODUCTION:
        raise Refused("This is a production site: demo people are not made here.")
    with transaction.atomic():
        person = _make(username, f"{username}@example.org", role, by=None, names=("", ""))
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


@transaction.atomic
def change(
    person: Person,
    fields: Mapping[str, Any],
    *,
    by: Person,
    reason: str = "",
    saw: str | None = None,
) -> Person:
    """Change what FIELDS names; ends the sessions of a person who is switched off."""
    _may_manage(by)
    administrators = _hold_administrators()
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    before = facts(person)
    seen.check(person, before, saw, fields)
    for name in FIELDS:
        setattr(person, name, fields.get(name, before[name]))
    person.email = person.email.strip().lower()
    _check(person)
    if facts(person) == before:
        return person
    _keep_one_administrator(person, administrators)
    person.save(update_fields=FIELDS)
    if person.email != before["email"]:
        EmailAddress.objects.filter(user=person).delete()  # the old one is no way in any more
    if before["is_active"] and not person.is_active:
        _end_sessions(person)
    _record(person, by=by, reason=reason, before=before)
    return person


def set_role(person: Person, role: str, *, by: Person, reason: str = "") -> Person:
    """Give a person another role."""
    return change(person, {"role": role}, by=by, reason=reason)


def switch_off(person: Person, *, by: Person, reason: str = "") -> Person:
    """Take a person's powers away and end their sessions; what they did stays theirs."""
    return change(person, {"is_active": False}, by=by, reason=reason)


def switch_on(person: Person, *, by: Person, reason: str = "") -> Person:
    """Give a person their powers back."""
    return change(person, {"is_active": True}, by=by, reason=reason)


def way_in(person: Person) -> str:
    """The path of the page where a person chooses a password: valid once, and not for long."""
    key = default_token_generator.make_token(person)
    parts = {"uidb36": user_pk_to_url_str(person), "key": key}
    return reverse("account_reset_password_from_key", kwargs=parts)


def _make(
    username: str, email: str, role: str, *, by: Person | None, names: tuple[str, str]
) -> Person:
    if by is not None:
        _may_manage(by)
    person = Person(username=username.strip(), email=email.strip().lower(), role=role)
    person.first_name, person.last_name = names
    person.set_unusable_password()
    _check(person)
    person.save()
    _record(person, by=by, reason="Invited.")
    return person


def _may_manage(by: Person) -> None:
    if not by.can(Power.MANAGE_PEOPLE):
        raise PermissionDenied("Only an administrator manages people.")


def _check(person: Person) -> None:
    """Refuse a person whom the desk could not tell from another, or not reach."""
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        said = [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
        raise Refused(" ".join(said)) from error
    if not person.email:
        raise Refused("An address is needed: the way to a new password goes by mail.")
    others = Person.objects.exclude(pk=person.pk)
    if others.filter(username__iexact=person.username).exists():
        raise Refused(f"There is a “{person.username}” already.")
    if others.filter(email=person.email).exists():
        raise Refused(f"Somebody else has the address {person.email}.")


def _hold_administrators() -> set[int]:
    """Lock all who administrate, so that two people cannot each demote the other.

    Without their keys: whoever else is at work may still sign events with their name.
    """
    held = Person.objects.select_for_update(no_key=True).order_by("pk")
    return set(held.filter(role=Role.ADMINISTRATOR, is_active=True).values_list("pk", flat=True))


def _keep_one_administrator(person: Person, administrators: set[int]) -> None:
    stays = person.is_active and person.role == Role.ADMINISTRATOR
    if administrators == {person.pk} and not stays:
        raise Refused(f"{person} is the last administrator; make another one first.")


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """Log a person out everywhere but in the session of the key `but`; how many sessions ended."""
    theirs = [
        session
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.session_key != but
        and session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    for session in theirs:
        session.delete()
    return len(theirs)


def _end_sessions(person: Person) -> None:
    """Log a person out everywhere, and void a link that waits for them."""
    end_sessions(person)
    if not person.has_usable_password():
        person.set_unusable_password()
        person.save(update_fields=["password"])


def _send(person: Person, site: str) -> Invitation:
    """Mail the link; a mail server that does not answer must not undo the invitation."""
    link = (site or settings.SITE_URL).rstrip("/") + way_in(person)
    text = (
        f"You are invited to work on {settings.SITE_NAME}; your username is {person.username}.\n\n"
        f"Choose a password here; the link works once:\n\n{link}\n"
    )
    try:
        send_mail(f"Your way in to {settings.SITE_NAME}", text, None, [person.email])
    except (OSError, SMTPException):
        log.exception("The invitation for person %s could not be mailed.", person.pk)
        return Invitation(person, link, mailed=False)
    return Invitation(person, link, mailed=True)


def _record(
    person: Person, *, by: Person | None, reason: str, before: Mapping[str, Any] | None = None
) -> None:
    record(
        "people",
        actor=by,
        origin="admin" if by else "command",
        about=f"person {person.pk}",
        reason=reason,
        before=before,
        after=facts(person),
    )
