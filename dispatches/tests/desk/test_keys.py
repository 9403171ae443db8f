import json
import re
from pathlib import Path

from django.conf import settings

from dispatches.actions.presence import arrive
from dispatches.models import Story
from dispatches.templatetags.keys import KEYS
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk, parsed
from dispatches.workflow import Status

SCRIPTS = Path(settings.BASE_DIR) / "static" / "desk"


def test_no_two_keys_of_the_table_are_the_same() -> None:
    assert len({key.press for key in KEYS}) == len(KEYS) == len({key.name for key in KEYS})


def test_no_key_is_the_first_stroke_of_another() -> None:
    pairs = {key.strokes[0] for key in KEYS if len(key.strokes) > 1}
    assert not pairs & {key.press for key in KEYS}


def test_every_key_of_the_table_is_a_plain_one() -> None:
    assert all(len(stroke) == 1 for key in KEYS for stroke in key.strokes)


def test_the_help_and_the_reader_say_what_the_table_says(editor: Desk) -> None:
    root = parsed(editor.page("queue"))
    table = json.loads(root.get_element_by_id("key-table").text)
    assert [(row["name"], " ".join(row["strokes"])) for row in table] == [
        (key.name, key.press) for key in KEYS
    ]
    shown = [dt.text_content() for dt in root.xpath("//dialog//dt")]
    assert shown == ["".join(key.strokes) for key in KEYS]


def test_every_key_that_presses_finds_something_to_press_on_some_page(chief: Desk) -> None:
    work = make.damaged(make.OTHERWISE)
    review = make.damaged(status=Status.IN_REVIEW)
    out = make.story(status=Status.APPROVED)
    arrive(make.editor(), review, "heading")
    pages = [chief.page("queue"), *(chief.page("story", s.pk) for s in (work, review, out))]
    found = {name for page in pages for name in re.findall(r'data-key="(\w+)"', page)}
    assert found == {key.name for key in KEYS if key.deed.startswith("press")}


def test_every_deed_of_the_table_is_one_that_the_reader_knows(story: Story) -> None:
    reader = (SCRIPTS / "keys.js").read_text()
    for deed in {key.deed for key in KEYS if not key.deed.startswith("way ")}:
        assert f"{deed}: " in reader or f'"{deed}": ' in reader


def test_a_shortcut_says_itself_to_machines_that_read_aloud(chief: Desk) -> None:
    page = chief.page("story", make.story(status=Status.APPROVED).pk)
    assert 'data-key="publish" aria-keyshortcuts="Shift+P"' in page
