"""File copy: upload or paste it, see what would be made of it, and take it in."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse

from dispatches.actions.drafts import let_go
from dispatches.actions.errors import Refused
from dispatches.actions.filing import hand_in
from dispatches.actions.ingest import Receipt, source_for
from dispatches.channels.foreseen import foresee, source_by_content
from dispatches.forms import FileForm
from dispatches.models import Draft
from dispatches.requests import EditorRequest

from .answers import sentence_of
from .shell import page
from .typed import typed_in

MOST_FILES = 20
MOST_CARRIED = 1_500_000  # bytes that a page carries along where no script keeps the files chosen
PASTED = "pasted text"


class Handed(NamedTuple):
    """One thing that was handed in: its bytes, its name, and how it came."""

    raw: bytes
    name: str
    channel: str

    @property
    def carried(self) -> str:
        """Its name and bytes, for a form that carries it along."""
        words = (base64.b64encode(part).decode() for part in (self.name.encode(), self.raw))
        return ".".join(words)


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was handed in, and what became of it."""

    name: str
    receipt: Receipt


def file_copy(request: EditorRequest) -> HttpResponse:
    """The form; and what it sends is taken in, one file after the other."""
    if request.method != "POST":
        draft = Draft.objects.at_place(request.user, None, "file").first()
        form = FileForm(initial=draft.fields if draft else {})
        return _show(request, form, draft=draft)
    form = FileForm(request.POST)
    try:
        handed = _handed(request, form)
        done = [Done(one.name, _take_in(one, form, request)) for one in handed]
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _show(request, form, status=422)
    let_go(request.user, None, "file", typed_in(request.POST))
    return _show(request, FileForm(initial={"source": form.cleaned_data["source"]}), done=done)


def _take_in(one: Handed, form: FileForm, request: EditorRequest) -> Receipt:
    said = form.cleaned_data
    source = source_for(said["source"] or source_by_content(one.raw, said["read_as"]))
    return hand_in(
        one.raw,
        source=source,
        name=one.name,
        channel=one.channel,
        by=request.user,
        read_as=said["read_as"],
    )


def preview(request: EditorRequest) -> HttpResponse:
    """What would be made of it; nothing is kept."""
    form = FileForm(request.POST)
    try:
        handed = _handed(request, form)
    except Refused as refusal:
        return _show(request, form, sorry=str(refusal), status=422)
    said = form.cleaned_data
    told = [
        foresee(one.raw, name=one.name, slug=said["source"], read_as=said["read_as"])
        for one in handed
    ]
    return _show(request, form, told=told, **_carry(handed))


def _carry(handed: list[Handed]) -> dict[str, Any]:
    """What a page without scripts must send again; files beyond the limit are chosen again."""
    files = [one for one in handed if one.channel == "upload"]
    light = sum(len(one.raw) for one in handed) <= MOST_CARRIED
    return {"carried": files if light else [], "heavy": not light}


def _show(
    request: EditorRequest, form: FileForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    limits = {"most_files": MOST_FILES, "most_bytes": settings.MAX_TRANSMISSION_BYTES}
    return page(request, "dispatches/file.html", {"form": form, **limits, **context}, status)


def _handed(request: EditorRequest, form: FileForm) -> list[Handed]:
    """All that the form holds; Refused with a sentence, and nothing is taken in."""
    if not form.is_valid():
        raise Refused(sentence_of(form))
    files = [
        Handed(file.read(), file.name or "a file", "upload")
        for file in request.FILES.getlist("file")[: MOST_FILES + 1]
        if (file.size or 0) <= settings.MAX_TRANSMISSION_BYTES or _too_large(file.name)
    ]
    files = files or [_unpacked(word) for word in request.POST.getlist("carried")[:MOST_FILES]]
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    if text.strip():
        name = form.cleaned_data["name"].strip() or PASTED
        files.append(Handed(text.encode("utf-8", "replace"), name, "paste"))
    if not files:
        raise Refused("Choose a file, or paste some text.")
    if len(files) > MOST_FILES:
        raise Refused(f"That are too many at once: {MOST_FILES} are the most.")
    return files


def _too_large(name: str | None) -> bool:
    most = settings.MAX_TRANSMISSION_BYTES // 2**20
    raise Refused(f"“{name}” is too large: {most} MiB are the most that newsdesk takes.")


def _unpacked(word: str) -> Handed:
    name, _, raw = word.partition(".")
    try:
        parts = [base64.b64decode(part, validate=True) for part in (name, raw)]
        return Handed(parts[1], parts[0].decode(), "upload")
    except (binascii.Error, ValueError) as error:
        raise Refused("The files did not come along; choose them again.") from error
