import ast
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.test import Client
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings

from dispatches.templatetags.keys import KEYS
from dispatches.views import guide, guide_tables
from dispatches.wire import formats
from dispatches.wire.checks import meanings
from dispatches.wire.conventions import Convention, notation, texts
from dispatches.wire.conventions.fields import FIELDS
from dispatches.wire.rules import CONDITIONS, DEEDS

ROOT = Path(settings.BASE_DIR)
TEXT = "\n".join(guide.text(name) for name in guide.PAGES)
README = (ROOT / "README.md").read_text("utf-8")
OURS = {name for name, app in get_commands().items() if str(app).startswith("dispatches")}


def settings_read() -> set[str]:
    """Every variable that the settings or a command take from the environment."""
    commands = (ROOT / "dispatches/management/commands").glob("*.py")
    names = {"PORT"}
    for file in (ROOT / "newsdesk/settings.py", *commands):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _reads_environment(node):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    names.add(str(first.value))
    return names


def _reads_environment(call: ast.Call) -> bool:
    return ast.unparse(call.func).startswith(("env.", "os.environ"))


def settings_told() -> set[str]:
    section = guide.text("commands").partition("## Settings")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE))


def test_the_guide_tells_of_every_setting_and_of_no_other() -> None:
    assert settings_told() == settings_read()


def test_the_guide_tells_of_every_command_and_of_no_other() -> None:
    assert set(re.findall(r"^### ([a-z_]+)$", guide.text("commands"), re.MULTILINE)) == OURS


@pytest.mark.parametrize("text", [TEXT, README], ids=["guide", "readme"])
def test_every_command_and_setting_that_is_named_exists(text: str) -> None:
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= set(get_commands())
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= set(targets)
    assert set(re.findall(r"`([A-Z]{2,}_[A-Z_]+)`", text)) <= settings_read()


def test_the_guide_tells_of_every_key_and_of_no_other() -> None:
    told = guide.text("desk").partition("## Keys")[2].strip().split("\n| --- | --- | --- |\n")[1]
    rows = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in told.splitlines()]
    assert [(row[0].replace("`", ""), row[1], row[2]) for row in rows] == [
        (", ".join((key.press, *key.also)), key.says, key.where.lower()) for key in KEYS
    ]


def test_the_guide_explains_every_check_and_no_other() -> None:
    told = re.findall(r"^## (C\d\d): ", guide.text("checks"), re.MULTILINE)
    assert told == sorted(meanings()) == [f"C{number:02}" for number in range(1, 17)]


def test_the_guide_tells_of_every_field_of_a_convention_and_of_no_other() -> None:
    section = guide.text("correcting").partition("### The fields of")[2].partition("###")[0]
    told = re.findall(r"^\| ([a-z ]+) \|", section, re.MULTILINE)[1:]
    assert {name.replace(" ", "_") for name in told} == set(texts.write(Convention("")))


def test_the_guide_tells_of_every_field_of_the_notation_and_its_examples_are_right() -> None:
    written = guide.text("correcting").partition("### The notation")[2]
    assert set(re.findall(r"^\| `\{([A-Za-z]+)\}` \|", written, re.MULTILINE)) == {*FIELDS, "field"}
    serial, sign_off = re.findall(r"`(\{[^`]+\][^`]*)` reads", " ".join(written.split()))
    assert notation.compile(serial, "serial").fullmatch("BFF-08, 09 Ferry late")
    assert notation.compile(sign_off, "sign_off").fullmatch("MORE/FI/ 0832 hrs")


def test_the_guide_tells_of_every_option_of_our_commands() -> None:
    for name in OURS:
        source = (ROOT / f"dispatches/management/commands/{name}.py").read_text("utf-8")
        for option in re.findall(r'add_argument\(\s*"(--[a-z-]+)"', source):
            assert option in TEXT


def test_every_format_is_in_the_guide_and_described() -> None:
    written = guide.text("formats")
    for form in formats.FORMATS:
        assert f"| `{form.NAME}` | {form.LABEL} | {guide_tables.described(form)} |" in written


@pytest.mark.parametrize("told", [None, "", "NewsWire."])
def test_a_format_that_is_not_described_is_noticed(told: str | None) -> None:
    assert guide_tables.described(ModuleType("newswire", told)) is None


def test_a_new_format_comes_into_the_guide_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    form = ModuleType("newswire", "NewsWire: what nobody sends yet.\n\nNor will.")
    form.__dict__.update(NAME="newswire", LABEL="NewsWire 9")
    assert "newswire" not in guide.text("formats")
    monkeypatch.setattr(formats, "FORMATS", (form, *formats.FORMATS))
    assert "| `newswire` | NewsWire 9 | NewsWire: what nobody sends yet. |" in guide.text("formats")


@pytest.mark.parametrize("name", guide.PAGES)
def test_every_page_of_the_guide_is_served_and_in_its_contents(client: Client, name: str) -> None:
    answer = client.get(f"/guide/{name}/")
    assertContains(answer, "<h1 id=")
    for other in guide.PAGES:
        assertContains(answer, f'href="/guide/{other}/"')


def test_every_page_that_is_written_is_in_the_contents() -> None:
    assert {path.stem for path in guide.folder().glob("*.md")} == set(guide.PAGES)


@pytest.mark.parametrize("name", guide.PAGES)
def test_every_link_of_the_guide_leads_somewhere(name: str) -> None:
    for page, place in re.findall(
        r'href="/guide/([a-z-]+)/(?:#([^"]*))?"', guide.read_page(name).html
    ):
        assert page in guide.PAGES
        assert not place or f'id="{place}"' in guide.read_page(page).html


def test_html_in_the_guide_is_shown_and_not_obeyed(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs/guide").mkdir(parents=True)
    (tmp_path / "docs/guide/desk.md").write_text("# Desk\n\n<b onclick=x>bold</b>\n", "utf-8")
    assert "&lt;b onclick" in guide.read_page("desk").html


@pytest.mark.parametrize("name", ["settings.py", "no-such-page", "..", "pictures"])
def test_a_page_that_the_guide_has_not_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/guide/{name}/").status_code == 404


def test_pictures_come_from_their_folder_alone(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs/guide/pictures").mkdir(parents=True)
    (tmp_path / "docs/guide/pictures/desk.png").write_bytes(b"\x89PNG")
    (tmp_path / "docs/guide/pictures/desk.py").write_text("secret", "utf-8")
    answer = client.get("/guide/pictures/desk.png")
    assert (answer["Content-Type"], answer.content) == ("image/png", b"\x89PNG")
    for name in ("desk.py", "..%2Fdesk.md", "%2e%2e", ".", "no.png", "%2Fetc%2Fpasswd"):
        assert client.get(f"/guide/pictures/{name}").status_code == 404


def test_the_guide_says_how_often_each_check_is_right() -> None:
    told = json.loads((ROOT / "docs/figures/checks.json").read_text("utf-8"))
    known = {one["name"]: f"{one['value']:.3f} {one['unit']}" for one in told}
    rows = re.findall(r"^\| \[(C\d\d)\].* \| (.*) \| (.*) \|$", guide.text("checks"), re.MULTILINE)
    assert len(rows) >= 16
    for code, right, complete in rows:
        assert right == known.get(f"{code} precision", "not measured")
        assert complete == known.get(f"{code} recall", "not measured")


def test_figures_become_a_table(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    assert guide_tables.figures() == "Nothing has been measured here yet."
    (tmp_path / "docs/figures").mkdir(parents=True)
    one = {"name": "p95", "value": 80, "unit": "ms", "goal": "100 ms", "met": True}
    one |= {"command": "make figures", "machine": "2 cores"}
    (tmp_path / "docs/figures/queue.json").write_text(json.dumps([one]), "utf-8")
    assert "By `make figures`, 2 cores." in guide_tables.figures()
    assert "| p95 | 80 ms | 100 ms | yes |" in guide_tables.figures()


def test_the_guide_tells_of_every_condition_and_every_deed_of_a_rule() -> None:
    told = guide.text("sources")
    for one in (*CONDITIONS.values(), *DEEDS.values()):
        assert f"| **{one.label}** | {one.says} | `{one.example}` |" in told
