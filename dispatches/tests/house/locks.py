"""What pyproject.toml asks for is what the requirement files pin."""

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Name and version of everything that a requirement file pins.

    >>> pins("Django==5.2.1 \\\\\\n    --hash=sha256:0\\n")
    {'django': '5.2.1'}
    """
    return {canonicalize_name(pin["name"]): pin["version"] for pin in _PIN.finditer(lock)}


def unlocked(wanted: list[str], lock: str) -> list[str]:
    """The requirements that a lock does not meet."""
    pinned = pins(lock)
    found = []
    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{requirement} is not met by {version or 'any pin'}: run “make lock”")
    return found


def parted(run: str, dev: str) -> list[str]:
    """The pins of what runs that what checks does not share."""
    ours, theirs = pins(run), pins(dev)
    return [
        f"{name}=={version} runs, {theirs.get(name)} is tested: run “make lock”"
        for name, version in ours.items()
        if theirs.get(name) != version
    ]


def asked(pyproject: str) -> tuple[list[str], list[str]]:
    """What pyproject.toml asks for: what runs, and what checks."""
    project = tomllib.loads(pyproject)["project"]
    return project["dependencies"], project["optional-dependencies"]["dev"]
