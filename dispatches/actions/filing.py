"""Copy that a person hands in: the same way as any other, with the name of who did it."""

from __future__ import annotations

from dispatches.models import Person, Source
from dispatches.workflow import Power

from .errors import Refused
from .hold import permit
from .ingest import Receipt, receive
from .record import record


def hand_in(
    raw: bytes, *, source: Source, name: str, channel: str, by: Person, read_as: str = ""
) -> Receipt:
    """Keep, read and join what a person uploaded or pasted; history names them.

    `channel` is "upload" or "paste". Whatever the bytes are, this answers with a Receipt.
    """
    permit(by, Power.FILE_COPY)
    if not source.is_active:
        raise Refused(f"“{source}” is switched off; nothing is taken from it.")
    receipt = receive(raw, source=source, name=name, channel=channel, read_as=read_as)
    if receipt.transmission is not None:
        record(
            "handed in",
            actor=by,
            origin="desk",
            about=f"transmission {receipt.transmission.pk}",
            after={"channel": channel, "new": receipt.new},
        )
    return receipt
