from __future__ import annotations

from collections.abc import Callable

import pytest

from dispatches.tests.wire.formats.imitations import RTF, docx, docx_of, items, odt
from dispatches.wire import formats
from dispatches.wire.values import Unreadable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHANGED = f"""<w:document {W}><w:body><w:p><w:r><w:t>The ferry was </w:t></w:r>
<w:del><w:r><w:delText>early</w:delText></w:r></w:del><w:ins><w:r><w:t>late</w:t></w:r></w:ins>
<w:r><w:t>.</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>It was full.</w:t></w:r></w:p>
</w:sdtContent></w:sdt></w:body></w:document>"""


def test_a_word_document_is_read_with_its_title_list_and_table() -> None:
    (item,) = items(docx())
    assert (item.headline, item.source) == ("Ferry late", "Ana Flint")
    assert item.body == "The ferry was late.\n\nIt was full.\n\nDay  Minutes"
    assert "<ul><li>It was full.</li></ul><table>" in item.body_html


def test_of_tracked_changes_what_was_put_in_is_read_and_what_was_struck_out_is_not() -> None:
    assert items(docx_of(CHANGED))[0].body == "The ferry was late.\n\nIt was full."


def test_an_opendocument_text_is_read_and_a_run_of_spaces_is_one() -> None:
    (item,) = items(odt())
    assert (item.headline, item.source) == ("Ferry late", "Ana Flint")
    assert item.body == "The ferry was late.\n\nIt was full."


def test_rich_text_is_read_in_its_code_page() -> None:
    (item,) = items(RTF)
    assert item.body == "PORT ORRIN – The ferry was late.\n\nIt was full."
    assert item.firstcreated is not None
    assert (item.firstcreated.isoformat(), item.source) == ("2026-03-04T05:06:00", "Ana Flint")


def test_without_a_title_the_conventions_part_the_copy_from_its_head() -> None:
    page = formats.read(RTF).pages[0]
    assert (page.first, page.last, page.copy) == (1, 3, None)


@pytest.mark.parametrize(("make", "name"), [(docx, "docx"), (odt, "odt"), (lambda: RTF, "rtf")])
def test_a_document_is_known_by_what_it_holds(make: Callable[[], bytes], name: str) -> None:
    assert formats.read(make()).format == name


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/media/x.png"])
def test_a_document_with_rules_of_its_own_is_refused(part: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>'
    with pytest.raises(Unreadable, match="entities"):
        formats.read(docx_of(bomb, part))


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_broken_document_is_refused_with_a_sentence(part: str) -> None:
    with pytest.raises(Unreadable, match=r"broken"):
        formats.read(docx_of("no XML at all", part))
