"""Made-up days on the wire, with the truth beside them, for tests, training and load.

It knows nothing of how the desk reads: its ideas of how agencies write are its own.
"""

from __future__ import annotations

from .day import Day, Sent, simulate
from .desks import UNKNOWN
from .looks import KNOWN
from .rates import PRESETS, Rates

__all__ = ["KNOWN", "PRESETS", "UNKNOWN", "Day", "Rates", "Sent", "simulate"]
