import pytest
from django.db import DatabaseError
from django.test import TransactionTestCase
from django.utils import timezone

from dispatches.models import Source, Transmission


def a_transmission() -> Transmission:
    source = Source.objects.create(name="House", slug="house")
    return Transmission.objects.create(
        source=source, sha256="0" * 64, size=1, content=b"x", received_at=timezone.now()
    )


@pytest.mark.django_db(transaction=True)
def test_the_flush_after_a_test_passes_the_guards_and_leaves_them_standing() -> None:
    a_transmission()
    TransactionTestCase()._fixture_teardown()  # type: ignore[attr-defined]
    assert not Transmission.objects.exists()
    kept = a_transmission()
    with pytest.raises(DatabaseError, match="is kept"):
        kept.delete()
