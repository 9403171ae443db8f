import re
import sys
from types import ModuleType

import pytest

from dispatches.tests.house import ground
from dispatches.tests.house.linear import compiled, steep, written
from dispatches.wire.conventions import CONVENTIONS
from dispatches.wire.conventions.reader import of

STEEP = r"(?P<word>[a-z]+)*!"


def test_no_pattern_that_a_source_uses_is_steep() -> None:
    found = [one for name in ground.python_files() for one in written(name, ground.read(name))]
    assert found
    assert not [line for one in found for line in steep(one)]


def test_no_pattern_that_a_room_holds_is_steep() -> None:
    rooms = [
        module for name, module in sorted(sys.modules.items()) if name.startswith("dispatches")
    ]
    found = [one for module in rooms for one in compiled(module)]
    assert len(found) > 100
    assert not [line for one in found for line in steep(one)]


@pytest.mark.parametrize("name", CONVENTIONS)
def test_no_pattern_of_a_convention_is_steep(name: str) -> None:
    reader = of(CONVENTIONS[name])
    patterns = [one for one in (reader.serial, reader.slug, reader.sign_off) if one]
    assert not [line for one in patterns for line in steep((name, one.pattern, one.flags))]


def test_a_steep_pattern_is_named_wherever_it_stands() -> None:
    module = ModuleType("planted")
    module.__dict__["_TABLE"] = {"one": (re.compile(STEEP),)}
    for one in (*compiled(module), *written("a.py", f"import re\nre.sub(r'{STEEP}', '', text)")):
        assert steep(one)
