"""The demonstration's province and ministry, made once for a module of tests: four more offices, two who look at them."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tolok.services.contoh import _walk
from tolok.services.contoh_nasional import build_nasional


@pytest.fixture(scope="module")
def nasional(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Everything is rolled back after the module; each test's own changes after the test, as always."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_nasional(_walk)
        yield
        transaction.set_rollback(True)
