import pytest

from dispatches.tests.house import ground, markup


def test_only_audited_modules_call_text_safe() -> None:
    names = [name for name in ground.python_files() if ground.room(name) != "tests"]
    assert not [line for name in names for line in markup.safe_in_python(name, ground.read(name))]


def test_no_template_switches_escaping_off() -> None:
    names = ground.templates()
    assert not [line for name in names for line in markup.safe_in_template(name, ground.read(name))]


def test_every_partial_says_what_it_needs() -> None:
    names = ground.templates()
    assert not [line for name in names for line in markup.silent_partial(name, ground.read(name))]


@pytest.mark.parametrize(
    "source",
    [
        "from django.utils.safestring import mark_safe",
        "html.mark_safe('x')",
        "SafeString('x')",
        "format_html('<b>' + name + '</b>')",
        "format_html_join('', row, rows)",
    ],
)
def test_a_module_that_calls_text_safe_is_named(source: str) -> None:
    assert markup.safe_in_python("dispatches/views/a.py", source)
    assert not markup.safe_in_python("dispatches/views/a.py", "format_html('<b>{}</b>', name)")


@pytest.mark.parametrize(
    "source",
    ["{{ body|safe }}", "{{ body | safe|title }}", "{% autoescape off %}", "{{ a|safeseq }}"],
)
def test_a_template_that_lets_markup_through_is_named(source: str) -> None:
    assert markup.safe_in_template("templates/a.html", f"<p>\n{source}\n") == [
        "templates/a.html:2: escaping is never switched off"
    ]
    assert not markup.safe_in_template("templates/a.html", "{{ body|safely }} safe")


def test_a_partial_that_says_nothing_is_named() -> None:
    assert markup.silent_partial("templates/desk/_row.html", "<li></li>\n")
    assert not markup.silent_partial("templates/desk/_row.html", "{# Needs: story. #}\n<li></li>")
    assert not markup.silent_partial("templates/desk/queue.html", "<li></li>\n")
