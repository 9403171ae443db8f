"""Press releases: FOR IMMEDIATE RELEASE or an embargo, `-more-`, `Page 2 - ...`, `###`, `-30-`."""

from .model import Convention

RELEASES = Convention(
    name="prwire",
    agencies=("PRNewswire",),
    feeds=("press", "releases", "prnewswire"),
    crossheads=(),
    ends_are_marked=True,
)
