"""What channels that ask over HTTP share: the settings of an address, its key, its validators."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from time import time
from typing import Any

from . import fetch
from .adapter import Fault, Looked, Setting
from .given import Given, one_line

ALLOW_PRIVATE = Setting(
    "allow_private",
    "Allow private addresses",
    "yes",
    False,
    "Also machines of your own network, and secrets over plain connections there.",
)
ADDRESS = Setting("url", "Address", help="http:// or https://", required=True)
KEY = (
    Setting(
        "login",
        "How it logs in",
        "choice",
        "none",
        "basic: user and password; token: the secret in a header.",
        choices=("none", "basic", "token"),
    ),
    Setting("user", "User", help="For basic."),
    Setting("secret", "Password or token", "secret"),
    Setting("header", "Header of the token", default="Authorization", help="For token."),
    Setting(
        "scheme", "Word before the token", default="Bearer", help="For token; - for no such word."
    ),
)
LIMITS = (
    Setting("most", "Most items a look", "number", 500, "The rest comes at the next look."),
    Setting("seconds", "Most seconds a request", "number", fetch.SECONDS),
    Setting("mebibytes", "Most MiB an answer", "number", 5, "Counted after unpacking."),
    Setting("any_port", "Allow any port", "yes", False, "Also ports below 1024 but 80 and 443."),
    ALLOW_PRIVATE,
)
_HEADER = re.compile(r"[A-Za-z0-9-]{1,80}")


def rules(given: Given) -> fetch.Rules:
    """What the settings allow a request."""
    return fetch.Rules(
        private=given.yes("allow_private"),
        any_port=given.yes("any_port"),
        seconds=given.number("seconds"),
        most=given.number("mebibytes") * 1024 * 1024,
    )


def keys(given: Given, secret: str) -> dict[str, str]:
    """The header with the credentials; none when the channel logs in nowhere."""
    login = given.choice("login")
    if login == "none":
        return {}
    secret = one_line(secret)
    if login == "basic":
        pair = f"{given.text('user')}:{secret}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    header, scheme = given.text("header"), given.text("scheme")
    if not _HEADER.fullmatch(header):
        raise Fault("“Header of the token” is no name of a header; letters and hyphens make one.")
    if not (scheme + secret).isascii():
        raise Fault("A token and the word before it are of plain letters; type them anew.")
    return {header: secret if scheme == "-" else f"{scheme} {secret}"}


def ask(
    given: Given, secret: str, memo: Mapping[str, Any], accept: str, url: str = ""
) -> fetch.Fetched:
    """Fetch the channel's address, or `url`; on condition that it changed since the memo was kept.

    Credentials go to the origin of the channel's own address alone.
    """
    own = given.text("url")
    allowed = rules(given)
    carried = keys(given, secret)
    if url and fetch.place_of(url, allowed).origin != fetch.place_of(own, allowed).origin:
        raise Fault("The next page is on another machine, and is not fetched; ask its keeper.")
    headers = {"Accept": accept}
    if memo.get("url") == (url or own):
        headers |= _conditions(memo)
    return fetch.get(url or own, rules=allowed, headers=headers, keys=carried)


def patiently(memo: Mapping[str, Any], look: Callable[[], Looked]) -> Looked:
    """Look, unless the other side asked to be left alone and that time is not over.

    The memo keeps until when, beside all else; what it said stands among what was left.
    """
    left = float(memo.get("busy_until", 0)) - time()
    if 0 < left <= fetch.LONGEST_WAIT:  # a clock that was put back is not waited for
        return Looked(left=[str(memo.get("busy", ""))])
    try:
        return look()
    except fetch.Busy as busy:
        kept = {"busy_until": time() + busy.wait, "busy": str(busy)}
        return Looked(left=[str(busy)], memo={**memo, **kept})


def _conditions(memo: Mapping[str, Any]) -> dict[str, str]:
    found = {"If-None-Match": memo.get("etag"), "If-Modified-Since": memo.get("modified")}
    return {name: value for name, value in found.items() if value}


def validators(given: Given, got: fetch.Fetched) -> dict[str, str]:
    """What the memo keeps of an answer whose every item was taken."""
    found = {"etag": got.etag, "modified": got.last_modified}
    fit = {name: said for name, said in found.items() if said.isascii() and said.isprintable()}
    return {"url": given.text("url"), **fit}


def name_of(url: str, ending: str) -> str:
    """A name for a whole answer: the last part of its path.

    >>> name_of("https://a.example/wire/latest.xml?key=1", "xml"), name_of("https://a/", "xml")
    ('latest.xml', 'answer.xml')
    """
    path = url.partition("?")[0].split("/", 3)[3:]
    return "".join(path).rstrip("/").rpartition("/")[2] or f"answer.{ending}"
