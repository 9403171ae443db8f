"""Settling several problems at once: all that is safe, or those that are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse

from dispatches.actions import several
from dispatches.forms import SawForm, SeveralForm
from dispatches.models import Problem, Story
from dispatches.requests import EditorRequest

from .answers import no, sentence_of, write
from .stories import find


def mend_safe(request: EditorRequest, pk: int) -> HttpResponse:
    """Mend all that can be mended without a look."""
    story, form = find(pk), SawForm(request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    act = partial(several.mend_safe, story, by=request.user, **form.cleaned_data)
    return settled(request, story, act, "Mended without a look")


def settle_several(request: EditorRequest, pk: int) -> HttpResponse:
    """Settle the problems that are chosen, or all of some checks, with one reason."""
    story = find(pk)
    waiting = list(story.current_problems().open())
    form = SeveralForm(waiting, request.POST)
    if not form.is_valid():
        return no(request, story, sentence_of(form))
    said = form.cleaned_data
    act = partial(
        several.settle_several,
        story,
        form.chosen(),
        said["how"],
        by=request.user,
        saw=said["saw"],
        reason=said["reason"],
    )
    return settled(request, story, act, "Settled together")


def settled(
    request: EditorRequest,
    story: Story,
    act: Callable[[], Story],
    deed: str,
    *,
    after: Problem | None = None,
    sorry: Callable[[str], HttpResponse] | None = None,
) -> HttpResponse:
    """Settle, and say what was done and what is left; the eye goes to what waits next."""
    waited = list(story.current_problems().open())

    def told() -> Story:
        now = act()
        left = list(now.current_problems().open())
        messages.success(request, f"{deed}: {_done(waited, left)} {_left(left)}")
        return now

    again = sorry or partial(no, request, story)
    return write(request, told, sorry=again, focus=partial(next_problem, after=after))


def _done(waited: Iterable[Problem], left: Iterable[Problem]) -> str:
    """Which problems are not open any more, by their checks."""
    gone = Counter(p.code for p in waited) - Counter(p.code for p in left)
    return f"{_codes(gone)}." if gone else "nothing is settled by it yet."


def _left(left: Iterable[Problem]) -> str:
    """Which problems are open still."""
    codes = Counter(problem.code for problem in left)
    if not codes:
        return "No problem is left."
    many = codes.total()
    return f"{many} problem{' is' if many == 1 else 's are'} left: {_codes(codes)}."


def _codes(codes: Counter[str]) -> str:
    words = (f"{code} ({many})" if many > 1 else code for code, many in sorted(codes.items()))
    return ", ".join(words)


def next_problem(story: Story, after: Problem | None = None) -> str:
    """The element that wants an eye next: the first open problem after this one, or the moves."""
    waiting = list(story.current_problems().open())
    if after is not None and after.paragraph is not None:
        later = [p for p in waiting if p.paragraph is not None and p.paragraph >= after.paragraph]
        waiting = [p for p in later if p.mark != after.mark] or waiting
    return f"problem-{waiting[0].pk}" if waiting else "moves"
