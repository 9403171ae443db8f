"""A person at a browser that keeps what is typed, as drafts.js does, and all that may befall them.

Every word that is typed is one of its own, so that it can be looked for wherever words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dispatches.models import Draft, Person, Revision, Story
from dispatches.tests.desk.conftest import parsed

OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
_SCRIPT = {**OURS, "Accept": "application/json"}
_CLASH = re.compile(r"⟦([^⟦⟧]*) ¦ ([^⟦⟧]*)⟧")


class LineDown(Exception):
    """The request did not arrive, or its answer did not: the browser cannot tell which."""


@dataclass
class Line:
    """What the requests go over; `next` is what befalls the next one, and then it is whole again.

    "lost" never arrives; "unanswered" is done, and nobody hears of it; "crash" ends the server at
    some statement; "expired" comes when the session is over.
    """

    chance: Random
    next: str = ""
    befell: int = 0

    def send(self, client: Client, address: str, said: dict[str, Any], **more: Any) -> HttpResponse:
        """Send a form."""
        what, self.next = self.next, ""
        self.befell += bool(what)
        if what == "lost":
            raise LineDown
        if what == "expired":
            client.logout()
        with crash_at(self.chance.randrange(1, 25) if what == "crash" else 0):
            answer: Any = client.post(address, said, **more)
        if what == "unanswered" or answer.status_code >= 500:
            raise LineDown
        return answer  # type: ignore[no-any-return]


@contextmanager
def crash_at(statement: int) -> Iterator[None]:
    """The server ends at this statement of its transaction; 0: it does not."""
    left = statement

    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            raise OperationalError("The server ends here.")
        return execute(sql, *rest)

    with connection.execute_wrapper(run):
        yield


@dataclass
class Tab:
    """One form that is open: what it says, and which page it is."""

    address: str
    said: dict[str, str]
    name: str
    turn: int = 0
    sent: int = 0
    page: str = ""


@dataclass
class Browser:
    """A person's browser; `store` is what it keeps through every crash but the loss of itself."""

    person: Person
    story: Story
    place: str
    line: Line
    store: dict[str, dict[str, Any]] = field(default_factory=dict)
    tab: Tab | None = None
    promised: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.log_in()

    def log_in(self) -> None:
        """Through the door again, wherever that happens."""
        self.client.force_login(self.person)

    # What a person does -------------------------------------------------------------------------
    def open(self) -> None:
        """Open the form: what was typed before is in it again."""
        self.log_in()
        key = self.place.removeprefix("p-")
        address = reverse("desk:paragraph", args=[self.story.pk, key])
        self._shows(self.client.get(address), address)

    def types(self, word: str) -> None:
        """A word more, at the end: it is in the store before the next stroke."""
        tab = self._open_tab()
        tab.said["text"] = f"{tab.said['text']} {word}"
        tab.turn += 1
        self.store[tab.name] = {
            "text": tab.said["text"], "tab": tab.name, "turn": tab.turn,
            "over": tab.said["draft-over"], "saw": tab.said["saw"],
            "version": tab.said["version"],
        }  # fmt: skip
        self.promised.add(word)

    def rests(self) -> None:
        """Two seconds without a stroke: the words go to the server, and out of the store."""
        tab = self._open_tab()
        if tab.sent == tab.turn:
            return
        try:
            answer = self._keep(tab.said | {"draft-tab": tab.name, "draft-turn": str(tab.turn)})
        except LineDown:
            return
        if answer.status_code == 200:
            tab.sent = tab.turn
            self.store.pop(tab.name, None)

    def saves(self) -> None:
        """Send the form; where two clash, take both, in whatever order."""
        tab = self._open_tab()
        said = tab.said | {"draft-tab": tab.name, "draft-turn": str(tab.turn)}
        said["text"] = _CLASH.sub(r"\1 \2", said["text"])
        tab.said["text"] = said["text"]
        try:
            answer = self.line.send(self.client, tab.address, said, headers=OURS)
        except LineDown:
            return
        if answer.status_code == 302:
            self.store.pop(tab.name, None)
            self.tab = None
        else:
            self._shows(answer, tab.address)

    def crashes(self) -> None:
        """The page is gone; what the browser keeps is not."""
        self.tab = None

    def is_lost(self) -> None:
        """The machine is gone, and with it whatever was on no server yet."""
        self.promised -= set(" ".join(str(row["text"]) for row in self.store.values()).split())
        self.promised |= self.on_server()
        self.store.clear()
        self.tab = None

    # What the script does -----------------------------------------------------------------------
    def _open_tab(self) -> Tab:
        if self.tab is None:
            self.open()
        assert self.tab is not None
        return self.tab

    def _keep(self, said: dict[str, Any]) -> HttpResponse:
        address = reverse("desk:keep", args=[self.story.pk, self.place])
        return self.line.send(self.client, address, said, headers=_SCRIPT)

    def _shows(self, answer: Any, address: str) -> None:
        """A page with the form in it; what the store holds and no server has comes into it."""
        page = answer.content.decode()
        (form,) = parsed(page).xpath("//form[@id='edit']")
        said = {name: str(value or "") for name, value in form.form_values()}
        self.tab = Tab(address, said, f"{self.line.chance.getrandbits(48):012x}", page=page)
        if answer.status_code == 403:  # the page for those who are logged out keeps no drafts
            self.log_in()
        else:
            self._restores(said)

    def _restores(self, said: dict[str, str]) -> None:
        """What no server has comes into the form again, or goes to the server to be joined."""
        assert self.tab is not None
        *others, last = [*self.store] or [""]
        for name in others:
            self._hands(name)
        kept = self.store.get(last)
        if kept is None:
            return
        stands = (kept["saw"], kept["over"]) == (said["saw"], said["draft-over"])
        if said["draft-over"] == f"{kept['tab']}.{kept['turn']}":
            del self.store[last]
        elif stands or kept["text"] == said["text"]:
            self.tab.said["text"], self.tab.turn = kept["text"], 1
            mine = {"over": said["draft-over"], "saw": said["saw"], "version": said["version"]}
            self.store[self.tab.name] = kept | mine | {"tab": self.tab.name, "turn": 1}
            del self.store[last]
        elif self._hands(last):
            self.open()

    def _hands(self, name: str) -> bool:
        """Words of another state of the story go to the server, which joins them."""
        kept = self.store[name]
        said = {field: kept[field] for field in ("text", "saw", "version")}
        more = {f"draft-{field}": kept[field] for field in ("tab", "turn", "over")}
        try:
            answer = self._keep(said | more)
        except LineDown:
            return False
        if answer.status_code == 200:
            del self.store[name]
        return answer.status_code == 200

    # Where words may be -------------------------------------------------------------------------
    def on_server(self) -> set[str]:
        """Those of the promised words that stand in a version or in a draft."""
        texts = [
            str(row["text"])
            for revision in Revision.objects.filter(story=self.story)
            for row in revision.paragraphs
        ]
        drafts = Draft.objects.filter(story=self.story, person=self.person)
        texts += [str(draft.fields.get("text", "")) for draft in drafts]
        return self.promised & set(re.split(r"[\s⟦⟧¦]+", " ".join(texts)))

    def lost(self) -> set[str]:
        """The promised words that are nowhere: not on the server, in the store, or on the page."""
        here = [str(row["text"]) for row in self.store.values()]
        if self.tab is not None:
            here += [self.tab.said["text"]]
        return self.promised - self.on_server() - set(re.split(r"[\s⟦⟧¦]+", " ".join(here)))
