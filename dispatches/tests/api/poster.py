"""A machine that posts: its token, and what it sends."""

from io import BytesIO
from typing import Any

from django.test import Client

from dispatches.actions import tokens
from dispatches.models import Source, Token
from dispatches.tests import make
from dispatches.workflow import Role

WHERE = "/api/v1/takes"


class Poster:
    """Something that posts copy of a source."""

    def __init__(self, source: Source | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        manager = make.person(Role.ADMINISTRATOR)
        self.token: Token
        self.token, self.secret = tokens.make(source or make.source(), "feeder", by=manager)

    def post(self, body: str | bytes, where: str = WHERE, **more: Any) -> Any:
        """Post a body as it is."""
        raw = body if isinstance(body, bytes) else body.encode()
        kind = more.pop("content_type", "application/octet-stream")
        more = {"Authorization": f"Bearer {self.secret}"} | more
        return self.client.post(where, raw, content_type=kind, headers=more)

    def broken(self, **environ: Any) -> Any:
        """Post something whose headers and body do not agree."""
        said: dict[str, Any] = {
            "HTTP_AUTHORIZATION": f"Bearer {self.secret}",
            "wsgi.input": BytesIO(b"BFF-40"),
        }
        said |= environ
        return self.client.generic("POST", WHERE, b"", "text/plain", **said)

    def form(self, **fields: Any) -> Any:
        """Post files in a form."""
        return self.client.post(WHERE, fields, headers={"Authorization": f"Bearer {self.secret}"})
