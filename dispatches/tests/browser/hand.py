"""A person's hand at a page: what it presses is counted, what the browser complains of is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, expect


@dataclass
class Hand:
    """One person at one page."""

    page: Page
    actions: int = 0
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def log_in(self, name: str, password: str) -> None:
        """Through the door, as everybody comes in; what it took is not counted."""
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Username").or_(self.page.get_by_label("Login")).first.fill(name)
        self.page.get_by_label("Password").first.fill(password)
        self.page.get_by_role("button", name="Log in").click()
        expect(self.page.get_by_role("heading", name="Queue")).to_be_visible()

    def click(self, role: str, name: str) -> None:
        """Click the first button, link or fold of this name."""
        self.actions += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def press(self, key: str) -> None:
        """Press a key, wherever the focus is, once the page reads keys."""
        self.page.locator("html[data-keys]").wait_for(state="attached")
        self.actions += 1
        self.page.keyboard.press(key)

    def sees(self, text: str) -> None:
        """Wait until these words stand on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def is_now(self, status: str) -> None:
        """Wait until the story on the page has this status."""
        expect(self.page.locator("#desk .status", has_text=status).first).to_be_visible()

    def has_problems(self, number: int) -> None:
        """Wait until the page offers this many problems to settle."""
        expect(self.page.locator("[data-problem]")).to_have_count(number)
