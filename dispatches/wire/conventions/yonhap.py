"""Yonhap: `AEN` + day + number, `(LEAD)`, `(ATTN: ...)`, `headline-2`, an address and `(END)`."""

from .model import Convention

YONHAP = Convention(
    name="yonhap",
    agencies=("Yonhap",),
    serial=r"(?P<prefix>[A-Z]{3})(?:19|20)\d{6}(?P<numbers>\d{3,6})",
    crossheads=(),
    ends_are_marked=True,
)
