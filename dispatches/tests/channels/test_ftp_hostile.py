from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dispatches.channels import addresses, dial, ftp, pull
from dispatches.channels.adapter import Fault
from dispatches.tests.channels import certificates
from dispatches.tests.channels.ftp_script import LISTED, Script, scripted
from dispatches.tests.channels.stand import Basket, channel, look

HOST = "wire.example.org"


@pytest.fixture
def script() -> Iterator[Script]:
    with scripted() as running:
        yield running


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    file = certificates.made(tmp_path, HOST)
    monkeypatch.setattr(dial, "trust", lambda: certificates.believed(file))
    monkeypatch.setattr(addresses, "lookup", lambda host: ["127.0.0.1"])
    with scripted(certificates.served(file)) as running:
        yield running


def drop(script: Script, **settings: Any) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "port": script.port,
        "tls": "none",
        "user": "desk",
        "rest": 0,
    } | settings


def test_orders_and_files_go_within_tls(secure: Script) -> None:
    basket, of = Basket(), channel(**drop(secure, host=HOST, tls="explicit TLS"))
    look(ftp, of, basket, secret="sesame")
    assert basket.bytes == [b"Rain"]
    assert secure.private
    assert secure.asked[0] == "AUTH TLS"


def test_no_secret_goes_to_a_server_whose_certificate_is_not_believed(secure: Script) -> None:
    with pytest.raises(Fault, match="not believed"):
        ftp.test(channel(**drop(secure, host="other.example.org", tls="explicit TLS")), "sesame")
    assert secure.asked == ["AUTH TLS"]


def test_a_server_that_refuses_tls_is_told_no_secret(script: Script) -> None:
    script.replies["AUTH"] = "502 Not here."
    with pytest.raises(Fault, match="does not go over to TLS"):
        ftp.test(channel(**drop(script, tls="explicit TLS")), "sesame")
    assert script.asked == ["AUTH TLS"]


def test_the_address_that_a_server_names_for_files_is_not_used(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    real = dial.connect

    def connect(address: str, port: int, seconds: float) -> dial.Line:
        made.append(address)
        return real(address, port, seconds)

    monkeypatch.setattr(dial, "connect", connect)
    script.replies["PASV"] = "227 It is (169,254,169,254,{},{})."
    basket = Basket()
    look(ftp, channel(**drop(script)), basket, secret="sesame")
    assert basket.bytes == [b"Rain"]
    assert set(made) == {"127.0.0.1"}


def test_names_that_lead_elsewhere_are_never_asked_for(script: Script) -> None:
    names = ["../../etc/passwd", "/etc/passwd", "..", ".", "a\\b", "a\x00b", "a\x1bb", "x" * 256]
    script.files["MLSD"] = b"".join(
        f"type=file;size=4;modify=20190425120000; {name}\r\n".encode() for name in names
    )
    basket = Basket()
    looked = look(ftp, channel(**drop(script)), basket, secret="sesame")
    assert basket.things == []
    assert looked.left[0] == "A file is named “/etc/passwd”, and is left for that."
    assert not [order for order in script.asked if order.startswith(("RETR", "SIZE", "DELE"))]


def test_a_name_of_any_bytes_is_fetched_under_those_bytes(script: Script) -> None:
    script.files["MLSD"] = LISTED.replace(b"a.txt", b"c\xf4te.txt")
    basket = Basket()
    look(ftp, channel(**drop(script)), basket, secret="sesame")
    assert basket.things == [("c\ufffdte.txt", b"Rain")]


@pytest.mark.parametrize("size", [3, 5, 2**20 + 1])
def test_a_file_of_another_size_than_was_listed_is_not_taken(script: Script, size: int) -> None:
    script.files["RETR"] = b"x" * size
    basket = Basket()
    try:
        left = look(ftp, channel(**drop(script, mebibytes=1)), basket, secret="s").left
    except Fault as fault:
        left = [str(fault)]
    assert basket.things == []
    assert "while it was read" in left[0]


def test_a_reply_without_an_end_ends(script: Script) -> None:
    script.replies["PASS"] = "230-x\r\n" * 5000 + "230 y"
    with pytest.raises(Fault, match="refuses the login"):
        ftp.test(channel(**drop(script)), "sesame")


def test_what_a_server_says_back_tells_no_secret(script: Script) -> None:
    script.replies |= {"DELE": "550 sesame\x1b is no good", "PASS": "230 sesame"}
    looked = look(ftp, channel(**drop(script, after="delete")), Basket(), secret="sesame")
    assert looked.left == ["127.0.0.1 refuses deleting “a.txt”: 550 … is no good"]
    script.replies["PASS"] = "530 sesame is wrong"
    with pytest.raises(Fault) as fault:
        ftp.test(channel(**drop(script)), "sesame")
    assert "sesame" not in str(fault.value)


def test_a_folder_without_an_end_is_read_so_far_and_no_further(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "LISTED", 20)
    line = "type=file;size=4;modify=20190425120000; {}.txt\r\n"
    script.files["MLSD"] = "".join(line.format(number) for number in range(500)).encode()
    looked = look(ftp, channel(**drop(script, most=7)), Basket(), secret="sesame")
    assert looked.taken == 7
    assert looked.left[0].startswith("The folder holds more than 20 files")
    assert len((looked.memo or {})["resting"]) == 20 - 7
