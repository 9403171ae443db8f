"""UPI: slug, bells and initials; `(UPI) --`, `(more)`, `upi-` at the foot. Source: old logs."""

from .model import Convention

UPI = Convention(
    name="upi",
    agencies=("UPI",),
    sign_off="{INITIALS:1-4}[T]{time}P{LETTERS:1-3}",
    crossheads=("capitals",),
)
