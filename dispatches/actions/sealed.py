"""Secrets of channels: encrypted by a key that is drawn from SECRET_KEY, and shown to nobody.

A secret that was sealed under a former key is still opened while that key is among
SECRET_KEY_FALLBACKS; it is sealed under the present one when it is next typed.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .errors import Refused

_PURPOSE = b"newsdesk: the secret of a channel"
HIDDEN = "•••"


def seal(words: str) -> str:
    """Words as they may lie in a database; none stay none."""
    return _box().encrypt(words.encode()).decode("ascii") if words else ""


def opened(kept: str) -> str:
    """The words that were sealed; refused when no key of this house opens them."""
    if not kept:
        return ""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        raise Refused(
            "Its secret cannot be opened: SECRET_KEY is another than when it was typed. Type it "
            "again, or give the former key in SECRET_KEY_FALLBACKS."
        ) from None


def without(secret: str, text: str) -> str:
    """A text from which a secret was taken out, should it stand there.

    >>> without("pass1", "no login for amy:pass1@example.org"), without("", "all is well")
    ('no login for amy:•••@example.org', 'all is well')
    """
    return text.replace(secret, HIDDEN) if secret else text


def _box() -> MultiFernet:
    return _made((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _made(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([_fernet(key) for key in keys])


def _fernet(key: str) -> Fernet:
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(drawn))
