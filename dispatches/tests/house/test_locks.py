from dispatches.tests.house import ground, locks

LOCK = "django==5.2.19 \\\n    --hash=sha256:00\ntqdm==4.70.1 ; x \\\n    --hash=sha256:00\n"


def test_the_requirement_files_pin_what_pyproject_asks_for() -> None:
    runs, checks = locks.asked(ground.read("pyproject.toml"))
    assert not locks.unlocked(runs, ground.read("requirements.txt"))
    assert not locks.unlocked(runs + checks, ground.read("requirements-dev.txt"))


def test_what_is_tested_is_what_runs() -> None:
    run, dev = ground.read("requirements.txt"), ground.read("requirements-dev.txt")
    assert not locks.parted(run, dev)


def test_a_requirement_that_is_not_pinned_is_named() -> None:
    assert not locks.unlocked(["Django==5.2.19", "tqdm>=4.67,<5"], LOCK)
    assert locks.unlocked(["nh3"], LOCK) == ["nh3 is not met by any pin: run “make lock”"]
    assert locks.unlocked(["tqdm<4"], LOCK) == ["tqdm<4 is not met by 4.70.1: run “make lock”"]


def test_a_pin_that_the_tests_do_not_share_is_named() -> None:
    assert locks.parted(LOCK, LOCK.replace("4.70.1", "4.70.0"))
    assert not locks.parted(LOCK, LOCK + "pytest==9.2.0")
