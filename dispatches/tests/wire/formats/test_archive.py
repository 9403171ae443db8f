from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest

from dispatches.tests.wire.formats.imitations import RTF, docx, mail, ninjs, zipped
from dispatches.wire import formats
from dispatches.wire.values import Unreadable


def test_the_files_of_an_archive_are_read_one_under_another() -> None:
    raw = zipped(
        {"a.json": ninjs(), "b.txt": b"Plain copy.", "c.docx": docx(), "d": mail().as_bytes()}
    )
    document = formats.read(raw)
    assert document.format == "zip"
    assert [page.item.body.split("\n")[0] for page in document.pages] == [
        "The ferry was late & full.", "Plain copy.", "The ferry was late.", "The ferry was late.",
    ]  # fmt: skip


def test_each_page_of_an_archive_knows_its_lines() -> None:
    document = formats.read(zipped({"a.json": ninjs(), "b.txt": b"Plain copy.", "c.rtf": RTF}))
    lines = document.text.text.split("\n")
    for page in document.pages:
        assert page.item.body == "\n".join(lines[(page.copy or page.first) - 1 : page.last])


def test_a_file_that_cannot_be_read_stops_no_other() -> None:
    document = formats.read(zipped({"a.bin": b"\x00\x01" * 40, "b.txt": b"Plain copy."}))
    assert len(document.pages) == 1
    assert "“a.bin” was not read" in document.text.notes[0]


def test_a_name_is_shown_and_never_followed(tmp_path: Path) -> None:
    document = formats.read(zipped({f"..{tmp_path}/x": b"%PDF", "/etc/passwd": b"Copy of ours."}))
    assert document.pages[0].item.body == "Copy of ours."
    assert not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_link_a_double_and_an_archive_within_are_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("a.zip", zipped({"a": b"Copy."}))
        for _ in range(2):
            archive.writestr("twice.txt", b"Copy of ours.")
    with pytest.raises(Unreadable, match=r"a link.*within an archive.*2 files of this name"):
        formats.read(held.getvalue())


def test_an_archive_in_a_mail_in_an_archive_is_not_opened() -> None:
    made = mail()
    inner = zipped({"a.txt": b"Copy of ours."})
    made.add_attachment(inner, maintype="application", subtype="zip", filename="a.zip")
    assert len(formats.read(made.as_bytes()).pages) == 2
    assert len(formats.read(zipped({"a.eml": made.as_bytes()})).pages) == 1


def test_one_file_that_unpacks_to_too_much_is_enough() -> None:
    noise = Random(1).randbytes(200_000)
    with pytest.raises(Unreadable, match="100 times"):
        formats.read(zipped({"a.txt": b"A" * 1_000_000, "b.txt": noise}))


def test_an_archive_of_too_many_files_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped({f"{n}.txt": b"Copy of ours." for n in range(101)})
    monkeypatch.delattr(zipfile, "ZipFile")
    with pytest.raises(Unreadable, match="more than 100 files"):
        formats.read(raw)


def test_an_encrypted_file_is_refused() -> None:
    raw = bytearray(zipped({"a.txt": b"Copy of ours."}))
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        formats.read(bytes(raw))


def test_what_all_files_together_unpack_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dispatches.wire.formats.Allowance.__init__.__defaults__", (60_000,))
    document = formats.read(zipped({"a.docx": docx(), "b.txt": b"Plain copy."}))
    assert "20 MiB" in document.text.notes[0]
