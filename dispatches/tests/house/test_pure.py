import pytest

from dispatches.tests.house import ground
from dispatches.tests.house.pure import PURE, impure


def test_the_wire_and_the_outputs_are_text_alone() -> None:
    names = [name for name in ground.python_files() if ground.room(name) in PURE]
    assert names
    assert not [line for name in names for line in impure(name, ground.read(name))]


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import os.path",
        "from time import monotonic",
        "from urllib import request",
        "from urllib.request import urlopen",
        "datetime.now(UTC)",
        "date.today()",
        "open('a.txt')",
        "import random",
        "from random import choice",
        "from random import Random, choice",
        "rng = Random()",
    ],
)
def test_a_line_that_reaches_for_the_world_is_named(source: str) -> None:
    assert impure("dispatches/wire/a.py", source)


def test_text_and_dates_that_are_given_may_be_used() -> None:
    source = "import re\nfrom datetime import datetime\nfrom urllib.parse import urlsplit\n"
    source += "from random import Random\nrng = Random(seed)\n"
    assert not impure("dispatches/wire/a.py", source + "datetime.fromisoformat(text)")
