"""UPI: slug, bells and initials; `(UPI) --`, `(more)`, `upi-` at the foot. Source: old logs."""

from .model import Convention

UPI = Convention(
    name="upi",
    agencies=("UPI",),
    sign_off=r"(?P<marks>[A-Z]{1,4})(?P<time>T?\d{3,4}P[A-Z]{1,3})",
    crossheads=("capitals",),
)
