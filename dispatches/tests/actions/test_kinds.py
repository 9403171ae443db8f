import ast
from pathlib import Path

from dispatches import actions
from dispatches.actions.record import KINDS
from dispatches.workflow import MOVES


def recorded() -> set[str]:
    """The kinds of event that an action names."""
    sources = Path(str(actions.__file__)).parent.glob("*.py")
    calls = [
        node
        for source in sources
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "record"
    ]
    first = [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]
    return {str(kind) for kind in first}


def test_the_history_page_has_words_for_every_kind_of_event() -> None:
    assert len(recorded()) > 10
    assert not recorded() - set(KINDS)
    assert not set(MOVES) - set(KINDS)


def test_every_kind_fits_its_column() -> None:
    assert max(map(len, KINDS)) <= 30
