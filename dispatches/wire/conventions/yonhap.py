"""Yonhap: `AEN` + day + number, `(LEAD)`, `(ATTN: ...)`, `headline-2`, an address and `(END)`."""

from .model import Convention

YONHAP = Convention(
    name="yonhap",
    agencies=("Yonhap",),
    serial="{PREFIX:3}{yyyymmdd}{number:3-6}",
    crossheads=(),
    ends_are_marked=True,
)
