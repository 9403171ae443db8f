import re
import sys
from types import ModuleType

from dispatches.tests.house import ground
from dispatches.tests.house.linear import compiled, steep, written

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


def test_a_steep_pattern_is_named_wherever_it_stands() -> None:
    module = ModuleType("planted")
    module.__dict__["_TABLE"] = {"one": (re.compile(STEEP),)}
    for one in (*compiled(module), *written("a.py", f"import re\nre.sub(r'{STEEP}', '', text)")):
        assert steep(one)
