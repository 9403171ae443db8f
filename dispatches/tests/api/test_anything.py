"""Whatever is posted is kept as it came or refused with a sentence; nothing is a traceback."""

from io import BytesIO
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatches.models import Transmission
from dispatches.tests.api.poster import WHERE, Poster
from dispatches.tests.desk.conftest import Desk
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
ANY = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@ANY
@given(raw=st.binary(max_size=200), name=st.text(max_size=30))
def test_any_bytes_under_any_name_come_back_as_they_were(raw: bytes, name: str) -> None:
    answer = Poster().post(raw, f"{WHERE}?name={quote(name, errors='replace')}")
    assert answer.status_code in ((200, 201, 202) if raw else (422,))
    if raw:
        assert Transmission.objects.get(pk=answer.json()["transmission"]).raw() == raw


@ANY
@given(raw=st.binary(max_size=200), key=st.text(max_size=300), said=st.text(max_size=30))
def test_any_form_and_any_header_are_answered_in_a_sentence(
    raw: bytes, key: str, said: str
) -> None:
    heads = {"Idempotency-Key": key.replace("\n", "").replace("\r", "")}
    where = f"{WHERE}?read_as={quote(said, errors='replace')}"
    answer = Poster().post(raw, where, content_type="multipart/form-data; boundary=a", **heads)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


@ANY
@given(raw=st.binary(max_size=200), text=st.text(max_size=60), name=st.text(max_size=30))
def test_any_bytes_can_be_looked_at_on_the_desk(raw: bytes, text: str, name: str) -> None:
    sent = BytesIO(raw)
    sent.name = name.translate(dict.fromkeys(range(32))).replace("/", "") or "x"
    answer = Desk(Role.EDITOR).send("file_preview", whole="yes", file=sent, text=text)
    assert answer.status_code in (200, 422)
