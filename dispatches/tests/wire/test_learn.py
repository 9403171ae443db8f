"""Learning a convention from a day of copy, and trying one on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dispatches.tests.wire import agency
from dispatches.tests.wire.reader import NOON
from dispatches.wire import formats, learn, trial
from dispatches.wire.conventions import Convention, with_rows
from dispatches.wire.trial import Came, Way, compare

HOUSE = Way(with_rows({}))
STORY = "\n\nFerry is late\n\nTARRAN, April 25 (BSS) – It is {0} now.\n\n{1}/{2}/ 10{0:02} hrs\n"
BY = ("RK", "LM")


def learned(pages: list[str]) -> learn.Proposal:
    return learn.propose("ops", [formats.read(page.encode()).text.lines() for page in pages])


def trying(convention: Convention) -> Way:
    return Way(with_rows({"ops": convention}))


def test_a_day_of_an_agency_that_nobody_described_is_learned_exactly() -> None:
    assert learned(agency.pages()).convention == Convention(
        "ops",
        agencies=("OPS",),
        serial="<{number:4-6}.{PREFIX:3}>",
        slug=r"\[{SLUG}\]",
        take_number="~{number}",
        sign_off="{mark}/{initials}/{time}",
        more=("weiter",),
        crossheads=("dashes",),
        ends_are_marked=True,
    )


def test_each_finding_says_how_many_transmissions_carry_it() -> None:
    told = [str(one) for one in learned(agency.pages()).findings]
    assert told[:3] == ["serial: 48 of 48", "slug: 48 of 48", "take number: 24 of 48"]


def test_what_was_learned_reads_the_day_better_than_what_all_wires_share() -> None:
    made = compare(agency.came(), HOUSE, trying(learned(agency.pages()).convention))
    assert (made.before.stories, made.before.complete) == (48, 24)
    assert (made.after.stories, made.after.complete, made.after.joined) == (24, 24, 40)
    assert made.before.joined == 0


def test_the_house_agencys_own_shapes_are_found() -> None:
    first = "BFF-{0:02}\nFERRY-LATE" + STORY
    pages = [first.format(n, "MORE" if n % 3 else "BSS", BY[n % 2]) for n in range(1, 31)]
    pages += [f"BFF-3{n}, 3{n + 1} Two ferries late\n\nIt is.\n\nBSS/RK/ 1102 hrs" for n in (1, 3)]
    made = learned(pages).convention
    assert (made.serial, made.several_on_a_page) == ("{PREFIX:3}-{numbers}[ {title}]", True)
    assert (made.sign_off, made.agencies) == ("{MARKS}/ {time} hrs", ("BSS",))


@pytest.mark.parametrize(
    ("line", "notation"),
    [
        ("xjw{0:04} {1}", "{prefix:3}{number:4-6} {initials:2}"),
        ("AEN201904250{0:05}", "{PREFIX:3}{yyyymmdd}{number:6-8}"),
        ("No {0} / {1}", "No {number} / {initials:2}"),
        ("{0:03}-OST-", "{number:3-5}-{PREFIX:3}-"),
    ],
)
def test_a_serial_is_written_as_it_recurs(line: str, notation: str) -> None:
    page = line + STORY.replace("{1}", "BSS").replace("{2}", "RK")
    pages = [page.format(n, BY[n % 2].lower()) for n in range(7, 40)]
    assert learned(pages).convention.serial == notation


def test_what_stands_on_too_few_is_not_proposed() -> None:
    odd = [page.replace("ops/", "OVER ").replace("<", "No") for page in agency.pages()[:20]]
    plain = [f"It rains\n\nTARRAN, May 2 (AP) - It rained {n} times.\n" for n in range(30)]
    fields = {one.field for one in learned([*odd, *plain]).findings}
    assert fields.isdisjoint({"serial", "sign_off", "slug", "ends_are_marked"})


def test_of_fewer_than_ten_nothing_is_learned() -> None:
    assert learned(agency.pages()[:9]) == learn.Proposal(Convention("ops"), ())
    assert learned([]) == learn.Proposal(Convention("ops"), ())


def test_what_all_wires_share_is_not_proposed_again() -> None:
    pages = [
        f"PIER-{n}\n\nTARRAN, May 2 (AP) - It rained {n} times.\n\n(MORE)\n" for n in range(30)
    ]
    made = learned(pages).convention
    assert (made.slug, made.take_number, made.sign_off, made.more) == ("", "", "", ())


def test_a_trial_says_what_changes_and_in_what() -> None:
    copy = [Came("p1", b"PIER-FARES\n\nTARRAN, May 2 (BSS) - Fares rise.\n\nWEITER\n", NOON, "ops")]
    made = compare(copy, HOUSE, trying(Convention("ops", more=("weiter",))))
    (change,) = made.changes
    assert [(one.what, one.before, one.after) for one in change.differences] == [
        ("mark", "none", "more"),
        ("paragraphs", "2", "1"),
    ]
    assert ("complete stories", 1, 0) in made.rows()


def test_a_trial_of_the_same_changes_nothing() -> None:
    made = compare(agency.came(), HOUSE, HOUSE)
    assert (made.changes, made.before) == ((), made.after)


def test_a_trial_may_be_of_copy_that_another_convention_reads() -> None:
    copy = [Came("p1", b"Rain\n\nTARRAN, May 2 (AP) - It rained.\n\nWEITER\n", NOON, "ap", "ap")]
    way = Way(with_rows({"ops": Convention("ops", more=("weiter",))}), "ops")
    assert [one.page for one in compare(copy, HOUSE, way).changes] == ["p1"]


def test_a_trial_names_what_cannot_be_read_and_takes_that_part() -> None:
    page = b"A1\n\nTARRAN, May 2 (AP) - Rain.\n\n(END)\n\nIt stopped.\n\n(END)\n"
    copy = [Came("p1", page, NOON, "ops"), Came("p2", b"\x89PNG\r\n", NOON + timedelta(1), "ops")]
    made = compare(copy, HOUSE, trying(Convention("ops", several_on_a_page=True)))
    assert (made.transmissions, made.before.unread, made.after.takes) == (2, 1, 2)
    assert made.changes[0].differences[0] == trial.Difference("takes", "1", "2")
    assert compare([], HOUSE, HOUSE).rows() == []
