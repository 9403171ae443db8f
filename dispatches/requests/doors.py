"""The table of doors: who may knock where, and how."""

from __future__ import annotations

from enum import Enum

from dispatches.workflow import Power

ANYONE, MEMBER = Power.READ_PUBLIC, Power.READ_DESK


class Machine(Enum):
    """Who is no person: no role opens these doors, and no session."""

    WITH_TOKEN = 1


Door = dict[str, Power | Machine]


def _reads(power: Power) -> Door:
    return {"GET": power}


def _form(power: Power) -> Door:
    return {"GET": power, "POST": power}


_ADMIN = Power.MANAGE_SOURCES  # whom the admin lets in at all; each page there asks for more

DOORS: dict[str, Door] = {
    "public:front": _reads(ANYONE),
    "public:story": _reads(ANYONE),
    "public:story_id": _reads(ANYONE),
    "public:atom": _reads(ANYONE),
    "public:guide": _reads(ANYONE),
    "public:guide_page": _reads(ANYONE),
    "public:guide_picture": _reads(ANYONE),
    "public:robots": _reads(ANYONE),
    "public:healthz": _reads(ANYONE),
    "public:readyz": _reads(ANYONE),
    "desk:queue": _reads(MEMBER),
    "desk:story": _reads(MEMBER),
    "desk:diff": _reads(MEMBER),
    "desk:compare": _reads(MEMBER),
    "desk:history": _reads(Power.READ_HISTORY),
    "desk:takes": _reads(MEMBER),
    "desk:rejects": _reads(MEMBER),
    "desk:transmission": _reads(MEMBER),
    "desk:raw": _reads(MEMBER),
    "desk:bytes": _reads(MEMBER),
    "desk:reject": {"POST": Power.SETTLE_REJECTS},
    "desk:file": _form(Power.FILE_COPY),
    "desk:file_preview": {"POST": Power.FILE_COPY},
    "desk:move": {"POST": MEMBER},  # the move's own row in MOVES says whose it is
    "desk:settle": {"POST": Power.SETTLE_PROBLEMS},
    "desk:settle_form": _reads(Power.SETTLE_PROBLEMS),
    "desk:paragraph": _form(Power.EDIT_COPY),
    "desk:heading": _form(Power.EDIT_COPY),
    "desk:join": _form(Power.JOIN_TAKES),
    "desk:part": {"POST": Power.JOIN_TAKES},
    "desk:apart": {"POST": Power.JOIN_TAKES},
    "desk:zen": _reads(MEMBER),
    "desk:zen_story": {"GET": MEMBER, "POST": Power.REVIEW},
    "desk:palette": _reads(MEMBER),
    "desk:me": _form(MEMBER),
    "desk:me_keys": {"POST": MEMBER},
    "desk:me_elsewhere": {"POST": MEMBER},
    "desk:own": _reads(Power.FILE_COPY),
    "desk:own_new": _form(Power.FILE_COPY),
    "desk:own_from": _form(Power.EDIT_COPY),
    "desk:arrange": _form(Power.EDIT_COPY),
    "desk:bring": _form(Power.EDIT_COPY),
    "desk:revise": _form(Power.FILE_COPY),
    "desk:handover": {"GET": MEMBER, "POST": Power.WRITE_NOTES},
    "desk:alerts": _reads(MEMBER),
    "desk:alert_ways": {"POST": MEMBER},
    "desk:watch": {"POST": MEMBER},
    "desk:search": _reads(MEMBER),
    "desk:saved_search": {"POST": MEMBER},
    "desk:status": _reads(MEMBER),
    "desk:several": {"POST": Power.SETTLE_PROBLEMS},
    "desk:safe": {"POST": Power.SETTLE_PROBLEMS},
    "desk:revert_paragraph": {"POST": Power.EDIT_COPY},
    "desk:reshape": {"POST": Power.EDIT_COPY},
    "desk:revert": {"POST": Power.EDIT_COPY},
    "desk:next": _reads(MEMBER),
    "desk:note": {"POST": Power.WRITE_NOTES},
    "desk:mentions": _form(MEMBER),
    "desk:names": _reads(MEMBER),
    "desk:join_deed": {"POST": Power.JOIN_TAKES},
    "desk:tray_deed": {"POST": Power.JOIN_TAKES},
    "desk:near": {"GET": MEMBER, "POST": Power.REVIEW},
    "desk:keep": {"POST": MEMBER},
    "desk:keep_loose": {"POST": MEMBER},
    "desk:drafts": _reads(MEMBER),
    "desk:discard": {"POST": MEMBER},
    "desk:presence": {"POST": MEMBER},
    "desk:take_over": {"POST": Power.EDIT_COPY},
    "desk:news": _reads(MEMBER),
    "desk:bulk": {"POST": Power.REVIEW},
    "desk:undo": {"POST": Power.REVIEW},
    "desk:view": {"POST": MEMBER},
    "desk:saved": _form(MEMBER),
    "desk:saved_change": {"POST": MEMBER},
    "api:takes": {"POST": Machine.WITH_TOKEN},
    "api:openapi-json": _reads(ANYONE),
    "account_login": _form(ANYONE),
    "account_logout": _form(ANYONE),
    "account_inactive": _reads(ANYONE),
    "account_signup": _form(ANYONE),  # answers that the house is closed
    "account_reset_password": _form(ANYONE),
    "account_reset_password_done": _reads(ANYONE),
    "account_reset_password_from_key": _form(ANYONE),
    "account_reset_password_from_key_done": _reads(ANYONE),
    "account_change_password": _form(MEMBER),
    "account_set_password": _form(MEMBER),
    "account_reauthenticate": _form(MEMBER),
}
"""Who may knock where, and how. A page that is not in this table is not there."""


def door_of(name: str) -> Door | None:
    """The door of the page with this view name; None when no door was made for it."""
    if name.startswith("admin:"):
        return _form(_ADMIN)
    return DOORS.get(name)
