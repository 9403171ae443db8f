import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from dispatches.actions.presence import arrive
from dispatches.actions.regroup import put_in_order
from dispatches.models import Story
from dispatches.templatetags.keys import KEYS, Key
from dispatches.tests import make
from dispatches.tests.actions.hands import NAMELESS, OTHER, ids
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role, Status

ROOT = Path(settings.BASE_DIR)
SCRIPTS = ROOT / "static" / "desk"
BY_NAME = {key.name: key for key in KEYS}
CHORD = r"(?:Alt\+|Shift\+)?(?:Up|Down|Left|Right|Space)|Ctrl\+(?:[A-Z]|Enter)|Esc"
ONE = rf"{CHORD}|(?:Shift\+)?[A-Z]|[!-~]"
NEVER = {f"Ctrl+{one}" for one in "NTWL0+-"}


def strokes(key: Key) -> list[str]:
    return [stroke for press in (key.press, *key.also) for stroke in press.split()]


def unfit(keys: tuple[Key, ...]) -> list[str]:
    """The strokes that browsers, screen readers or other keyboards need for themselves."""
    return [
        stroke
        for key in keys
        for stroke in strokes(key)
        if stroke in NEVER or not re.fullmatch(ONE, stroke)
    ]


def test_no_two_keys_of_a_group_are_the_same() -> None:
    pressed = Counter((key.where, press) for key in KEYS for press in (key.press, *key.also))
    assert [press for press, times in pressed.items() if times > 1] == []
    assert len(BY_NAME) == len(KEYS)


def test_no_key_is_the_first_stroke_of_another() -> None:
    pairs = {key.strokes[0] for key in KEYS if len(key.strokes) > 1}
    assert not pairs & {key.press for key in KEYS}


def test_no_key_is_one_that_somebody_else_needs() -> None:
    assert unfit(KEYS) == []


@pytest.mark.parametrize("press", ["Ctrl+Alt+E", "F5", "Ctrl+W", "Ctrl+0", "Backspace", "Alt+E"])
def test_a_key_that_somebody_else_needs_is_named(press: str) -> None:
    assert unfit((Key("bad", press, "", ""),)) == [press]


@pytest.mark.parametrize(
    ("press", "ways", "aria"),
    [
        ("Shift+X", [["X"]], "Shift+X"),
        ("* a", [["*", "a"]], ""),
        ("Alt+Up", [["Alt+Up"]], "Alt+ArrowUp"),
        (".", [["."]], "."),
        ("Space", [["Space"]], "Space"),
        ("Ctrl+K", [["Ctrl+K"]], "Control+K Meta+K"),
        ("[", [["["]], "["),
    ],
)
def test_the_table_carries_every_sort_of_stroke(
    press: str, ways: list[list[str]], aria: str
) -> None:
    key = Key("any", press, "", "")
    assert (key.ways, key.aria) == (ways, aria)


def test_the_help_and_the_reader_say_what_the_table_says(editor: Desk) -> None:
    root = parsed(editor.page("queue"))
    table = json.loads(root.get_element_by_id("key-table").text)
    assert [(row["name"], row["ways"], row["deed"], row["says"]) for row in table] == [
        (key.name, key.ways, key.deed, key.says) for key in KEYS
    ]
    rows = root.xpath("//dialog[@id='keys']//dl/div")
    assert [[kbd.text for kbd in row.iter("kbd")] for row in rows] == list(map(strokes, KEYS))
    assert [row.find("dd").text for row in rows] == [key.says for key in KEYS]
    assert [row.getparent().getparent().find("h3").text for row in rows] == [k.where for k in KEYS]


def among_takes(desk: Desk, work: Story) -> list[str]:
    """The pages with the keys for takes: a tail and its head, and something to take back."""
    for n, text in enumerate((OTHER, NAMELESS)):
        make.ingest(text, at=make.minutes(n))
    two = make.story(make.first("BFF-40", end="MORE"), make.then("BFF-41"))
    by, order = desk.person, ids(two)[::-1]
    assert by is not None
    put_in_order(two, order, by=by, saw=two.touched)
    return [desk.page("takes"), desk.page("join", work.pk), desk.page("join", two.pk)]


def pages(at: At) -> list[str]:
    """Pages that offer, between them, all that has a key."""
    chief = at(Role.CHIEF)
    work = make.damaged(make.OTHERWISE)
    review = make.damaged(status=Status.IN_REVIEW)
    out = make.story(status=Status.APPROVED)
    mendable = make.story(make.first(body=("Read it at gauge.example/?utm_source=w9 now.",)))
    arrive(make.editor(), review, "heading")
    stories = [chief.page("story", s.pk) for s in (work, review, out, mendable)]
    chief.send("safe", mendable.pk, saw=mendable.touched)
    stories += [chief.page("compare", mendable.pk, span) for span in ("1..2", "raw..1")]
    chief.send("zen_story", out.pk, deed="spike", saw=out.touched, reason="Old.", query="")
    stories.append(chief.page("zen_story", work.pk))
    stories += among_takes(chief, work)
    return [chief.page("queue"), at(Role.CORRECTOR).page("queue"), *stories]


def carriers(pages: list[str]) -> list[Any]:
    """Whatever on some pages has a key, as elements."""
    return [element for page in pages for element in parsed(page).xpath("//*[@data-key]")]


def test_every_key_that_presses_finds_something_to_press_on_some_page(at: At) -> None:
    found = {element.get("data-key") for element in carriers(pages(at))}
    assert found == {key.name for key in KEYS if key.deed.startswith("press")}


def test_machines_that_read_aloud_are_told_what_the_table_says(at: At) -> None:
    for element in carriers(pages(at)):
        said = element.get("aria-keyshortcuts") or ""
        assert said == BY_NAME[element.get("data-key")].aria


def test_no_page_answers_to_one_key_in_two_ways(at: At) -> None:
    for page in pages(at):
        names = {element.get("data-key") for element in carriers([page])}
        pressed = Counter(BY_NAME[name].press for name in names)
        assert [press for press, times in pressed.items() if times > 1] == []


def test_no_template_names_a_key_by_itself() -> None:
    written = [path for path in (ROOT / "templates").rglob("*.html") if path.name != "_keys.html"]
    alone = re.compile(r"aria-keyshortcuts=|accesskey=|data-key=")
    assert [path.name for path in written if alone.search(path.read_text("utf-8"))] == []


def test_every_deed_of_the_table_is_one_that_the_reader_knows(story: Story) -> None:
    reader = (SCRIPTS / "keys.js").read_text()
    for deed in {key.deed for key in KEYS if not key.deed.startswith("way ")}:
        assert f"{deed}: " in reader or f'"{deed}": ' in reader
