"""Markup: what a reader of the page would see, as text and as safe HTML."""

from __future__ import annotations

import time

import pytest

from dispatches.wire.formats.markup import safe, text_of_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n  two</p><p>three</p>", "One two\n\nthree"),
        ("<div>One<p>two</p>three</div>", "One\n\ntwo\n\nthree"),
        ("<p>One<br>two<br/><br/>three</p>", "One\ntwo\n\nthree"),
        ("<h2>Rain</h2><ul><li>one</li><li>two</li></ul>", "Rain\n\none\n\ntwo"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("<table><tr><th>Day</th><td>1</td></tr><tr><td>Mon<td>2</table>", "Day  1\nMon  2"),
        ("<table><tr><td><p>One</p><p>two</p></td></tr></table>", "One\n\ntwo"),
        ("<p>Caf&eacute;&nbsp;3 &lt; 4</p>", "Café\xa03 < 4"),
        ("<p>One <script>two()</script><style>p{}</style>three</p>", "One three"),
        ("One &amp; two\nthree", "One & two\nthree"),
        ("<p> </p><p>\n</p>", ""),
    ],
)
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert text_of_html(html) == text


def test_a_table_set_in_type_keeps_its_lines() -> None:
    rows = "Lindholm    2  1\nOsterby     0  3\nSkarvik     1  1"
    assert text_of_html(f"<p>{rows}</p>") == rows


def test_markup_deeper_than_any_copy_keeps_its_words() -> None:
    assert text_of_html("<div>" * 5000 + "word") == "word"
    assert "word" in safe("<div>" * 5000 + "word")


@pytest.mark.parametrize(
    "hostile",
    [
        "<p onclick='x()'>t</p>",
        "<a href='javascript:x()'>t</a>",
        "<a href='data:text/html,x'>t</a>",
        "<iframe src='https://tarn.example'></iframe>t",
        "<svg><script>x()</script></svg>t",
        "<p style='background:url(x)' hx-get='/x' data-hx-get='/x'>t</p>",
        "<math><mtext></p><img src=x onerror=x()>t",
        "<p>t<noscript><p title='</noscript><img src=x onerror=x()>'>",
    ],
)
def test_safe_html_holds_nothing_but_copy(hostile: str) -> None:
    html = safe(hostile)
    for word in ("script", "onclick", "onerror=", "iframe", "data:", "style", "hx-", "<img"):
        assert word not in html.replace("&lt;img src=x onerror=", "")


def test_safe_html_keeps_the_structure_of_copy() -> None:
    html = "<h2>Rain</h2><ul><li>one</li></ul><table><tbody><tr><td>1</td></tr></tbody></table>"
    assert safe(html) == html
    link = safe('<p>See <a href="https://tarn.example/x">the list</a>.</p>')
    assert 'href="https://tarn.example/x"' in link
    assert "nofollow" in link


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b>", "<p>", "<table><tr><td>", "<a ", "&", "<", "<!--", "<br>", "<li>x", "</p>"],
)
def test_a_megabyte_of_anything_takes_no_longer_than_it_is_long(piece: str) -> None:
    html = piece * (1_000_000 // len(piece) // 4)
    started = time.process_time()
    text_of_html(html)
    safe(html)
    assert time.process_time() - started < 1
