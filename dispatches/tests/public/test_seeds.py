import hashlib
from pathlib import Path

from django.conf import settings

SEEDS = sorted((Path(settings.BASE_DIR) / "seeds").glob("*.txt"))


def test_the_seed_page_is_byte_for_byte_what_was_published() -> None:
    assert SEEDS[0].name == "000_43e208e1d25ef39b.txt"
    digest = hashlib.sha256(SEEDS[0].read_bytes()).hexdigest()
    assert digest == "57374f783db6582aaead01c37f1baa5aa1040ccac715fbd75c41cae6258d411d"


def test_imitations_of_pages_are_wrapped_as_the_wire_wraps() -> None:
    for seed in SEEDS:
        assert max(map(len, seed.read_text("utf-8").splitlines()[1:])) <= 77
