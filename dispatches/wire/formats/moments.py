"""Moments as envelopes write them."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime


def moment(words: str | None) -> datetime | None:
    """A moment from ISO 8601 or the way of e-mail and RSS; None where no moment can be told.

    It is naive where no zone was sent.

    >>> moment("2026-03-04T05:06:07+0000"), moment("Wed, 04 Mar 2026 05:06:07 GMT")
    (datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.timezone.utc),
     datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.timezone.utc))
    """
    words = (words or "").strip()[:64]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
