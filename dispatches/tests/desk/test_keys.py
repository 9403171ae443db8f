import json
import re
from pathlib import Path

from django.conf import settings

from dispatches.actions.regroup import put_in_order
from dispatches.models import Story
from dispatches.templatetags.keys import KEYS
from dispatches.tests import make
from dispatches.tests.actions.hands import NAMELESS, OTHER, ids
from dispatches.tests.desk.conftest import Desk, parsed
from dispatches.workflow import Status

SCRIPTS = Path(settings.BASE_DIR) / "static" / "desk"


def test_no_two_keys_of_one_place_are_the_same() -> None:
    assert len({(key.press, key.where) for key in KEYS}) == len(KEYS)
    assert len({key.name for key in KEYS}) == len(KEYS)


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


def among_takes(desk: Desk, work: Story) -> list[str]:
    """The pages with the keys for takes: a tail and its head, and something to take back."""
    for n, text in enumerate((OTHER, NAMELESS)):
        make.ingest(text, at=make.minutes(n))
    two = make.story(make.first("BFF-40", end="MORE"), make.then("BFF-41"))
    by, order = desk.person, ids(two)[::-1]
    assert by is not None
    put_in_order(two, order, by=by, saw=two.touched)
    return [desk.page("takes"), desk.page("join", work.pk), desk.page("join", two.pk)]


def test_every_key_that_presses_finds_something_to_press_on_some_page(chief: Desk) -> None:
    work = make.damaged(make.OTHERWISE)
    review = make.damaged(status=Status.IN_REVIEW)
    out = make.story(status=Status.APPROVED)
    pages = [chief.page("queue"), *(chief.page("story", s.pk) for s in (work, review, out))]
    pages += among_takes(chief, work)
    found = {name for page in pages for name in re.findall(r'data-key="(\w+)"', page)}
    assert found == {key.name for key in KEYS if key.deed.startswith("press")}


def test_every_deed_of_the_table_is_one_that_the_reader_knows(story: Story) -> None:
    reader = (SCRIPTS / "keys.js").read_text()
    for deed in {key.deed for key in KEYS if not key.deed.startswith("way ")}:
        assert f"{deed}: " in reader or f'"{deed}": ' in reader


def test_a_shortcut_says_itself_to_machines_that_read_aloud(chief: Desk) -> None:
    page = chief.page("story", make.story(status=Status.APPROVED).pk)
    assert 'data-key="publish" aria-keyshortcuts="Shift+P"' in page
