from pathlib import Path
from typing import Any

import pytest

from dispatches.channels import feed, ftp, imap, jsonfeed, sftp
from dispatches.channels.adapter import Adapter, Fault
from dispatches.tests.channels import ftp_server, imap_server, sftp_server
from dispatches.tests.channels.stand import Basket, channel, look
from dispatches.tests.channels.web_server import Web, plain

SECRET = "zebra-9-lantern"


def trouble(adapter: Adapter, secret: str, given: dict[str, Any]) -> str:
    """The fault with all that stands behind it."""
    with pytest.raises(Fault) as fault:
        look(adapter, channel(user="desk", **given), Basket(), secret=secret)
    chain, told = fault.value.__context__, repr(fault.value)
    return told if fault.value.__suppress_context__ else f"{told} {chain!r}"


@pytest.fixture(params=[SECRET, f"{SECRET}\r\nX: y", f"{SECRET}\x00"], ids=["word", "lines", "nul"])
def secret(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> str:
    caplog.set_level("DEBUG")
    return str(request.param)


def said(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> str:
    return caplog.text + "".join(capfd.readouterr())


def test_no_secret_of_a_web_address_stands_in_an_error_or_in_a_log(
    web: Web, secret: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    web.answers |= {"/401": plain(SECRET.encode(), 401), "/half": plain(b"x", Content_Length=9)}
    told = [
        trouble(adapter, secret, {"url": web.url(path), "login": login})
        for adapter in (feed, jsonfeed)
        for path in ("/401", "/half", f"/{SECRET}")
        for login in ("basic", "token")
    ]
    assert SECRET not in " ".join(told) + said(caplog, capfd)


def test_no_secret_of_a_server_stands_in_an_error_or_in_a_log(
    tmp_path: Path,
    secret: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    given: dict[str, Any] = {"host": "127.0.0.1", "tls": "none", "folder": "nowhere"}
    with ftp_server.serving(tmp_path) as server:
        told = trouble(ftp, secret, given | {"port": server.port})
    with sftp_server.serving(tmp_path) as there:
        key = {"port": there.port, "fingerprint": there.fingerprint}
        told += trouble(sftp, secret, given | key)
    with imap_server.serving() as box:
        box.replies["SELECT"] = b"* NO " + SECRET.encode() + b"\r\n"
        told += trouble(imap, secret, given | {"port": box.port})
    assert SECRET not in told + said(caplog, capfd)
