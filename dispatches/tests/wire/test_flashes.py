from dispatches.tests.wire.reader import problems
from dispatches.tests.wire.taking import take, words
from dispatches.tests.wire.test_joining import first
from dispatches.wire import pipeline
from dispatches.wire.flashes import is_flash
from dispatches.wire.stops import holds
from dispatches.wire.values import Joined, Take

HEAD = "Crane falls on north quay of Tarran, harbour closed to ships"


def flash(at: int = 0, **told: object) -> Take:
    return take("flash", at, **{"headline": HEAD, "paragraphs": ()} | told)


def story(at: int = 9, name: str = "story", **told: object) -> Take:
    return take(name, at, **{"headline": HEAD, "city": "TARRAN", "paragraphs": words(name)} | told)


def tied(*takes: Take, **rules: list[tuple[str, str]]) -> Joined:
    return pipeline.tie_flashes(pipeline.join(takes), **rules)


def test_on_the_wire_a_flash_is_a_story_of_its_own() -> None:
    assert len(pipeline.join([flash(), story()]).assemblies) == 2


def test_on_the_desk_its_story_takes_its_place() -> None:
    (one,) = tied(flash(), story()).assemblies
    assert [t.page for t in one.takes] == ["story"]
    assert [t.page for t in one.superseded] == ["flash"]


def test_the_order_in_which_they_are_given_makes_no_difference() -> None:
    assert tied(flash(), story()) == tied(story(), flash())


def test_another_wire_another_headline_or_another_day_is_another_story() -> None:
    for other in (
        story(feed="x"),
        story(headline="Wheat prices fall again in Ostrand"),
        story(at=300),
        story(at=-9),
    ):
        made = tied(flash(), other)
        assert len(made.assemblies) == 2
        assert not made.proposals


def test_a_headline_that_is_half_alike_is_proposed() -> None:
    made = tied(flash(), story(headline="Crane topples at Tarran: north dock shut"))
    assert len(made.assemblies) == 2
    ((elder, younger),) = [(link.elder, link.younger) for link in made.proposals]
    assert (elder, younger) == ("flash#0", "story#0")
    assert "a headline without text" in made.proposals[0].reasons
    assert 0.7 <= made.proposals[0].score < 0.9


def test_two_stories_that_may_both_be_meant_are_both_proposed() -> None:
    heads = ("Crane falls at Tarran: harbour shut", "Harbour closed at Tarran by wheat ships")
    made = tied(flash(), *(story(headline=head, name=head[:5]) for head in heads))
    assert len(made.assemblies) == 3
    assert len(made.proposals) == 2


def test_what_a_person_parted_is_not_tied() -> None:
    made = tied(flash(), story(), apart=[("story#0", "flash#0")])
    assert len(made.assemblies) == 2
    assert not made.proposals


def test_a_flash_alone_has_an_error() -> None:
    made = pipeline.join([flash()]).assemblies[0]
    assert is_flash(made.takes[0])
    found = pipeline.check(pipeline.copy_of(made), made)
    assert [(p.code, p.choices) for p in found] == [("C10", ("wait", "ignored"))]


def test_a_hold_is_told_from_a_kill() -> None:
    assert holds(["Story hold"], "Editors: do not use BSP-45 until further notice.")
    assert holds(["", "FIRE"], "Editors, please hold BSP-45.")
    assert not holds(["Mandatory kill"], "Please withhold BSP-45.")
    assert not holds(["HOLD"], "BSP-45 is withdrawn.")
    assert not holds([""], "He asked them to hold the line.")


def test_a_hold_notice_says_so() -> None:
    text = first("BSP-45", "KM", "0955", slug="HARBOUR-FIRE", end="BSS")
    notice = "BSP-47\n\nHOLD\n\nEditors: please hold BSP-45.\n\nBSS/KM/ 1015 hrs\n"
    (found,) = [problem for problem in problems(text, notice) if problem.code == "C10"]
    assert (found.message[:5], found.choices) == ("HOLD:", ("released", "overruled"))
