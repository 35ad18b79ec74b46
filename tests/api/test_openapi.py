"""Generated requests against the OpenAPI description: never a crash, and nothing but what the description promises."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tolok.api.urls import api
from tolok.services.token import make_token

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Most of what is generated names nothing; these name something, so that the answers with content are tried too.
REAL = {
    "slug": ["35.75-2.17", "35.75-2.17", "35.75-2.17", "32.75-2.17"],
    "periode": ["2023", "2022", "2023", "2024-TW2"],
    "kode": ["UM-01", "KOP-03", "TK-01"],
    "nomor": [1, 1, 1, 2],
    "letak": [0, 1],
    "kelompok": ["terhitung", "tidak_memenuhi", "dikeluarkan"],
    "tahun": [2023, 2022],
    "nama_register": ["koperasi_tahunan", "usaha_monev", "temuan"],
}
WHO = ("anonim", "galuh", "hendra", "hendra", "hendra")
NAMES = [
    f"{method.upper()} {path}"
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in methods
]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests run inside the transaction of the test, so none of them may end its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(db) -> dict[str, Any]:
    """Every operation of the description by method and path."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    return {one.ok().label: one.ok() for one in schema.get_all_operations()}


@pytest.fixture
def headers(orang) -> dict[str, dict[str, str]]:
    """Who asks: nobody, an operator who may deliver, an administrator who may not see rows."""
    now = timezone.now()
    made = {"anonim": {}}
    for name in ("hendra", "galuh"):
        _, text = make_token(orang(name), "uji", now + timedelta(days=1), True, at=now)
        made[name] = {"Authorization": f"Bearer {text}"}
    return made


def ask(operation: Any, headers: dict[str, dict[str, str]], examples: int) -> dict[int, int]:
    """Send `examples` generated requests; how often each status came."""
    found: dict[int, int] = {}

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), seed=st.integers(0, 2**32))
    def send(case: Any, seed: int) -> None:
        dice = random.Random(seed)
        for name in case.path_parameters:
            if name in REAL and dice.random() < 0.9:
                case.path_parameters[name] = dice.choice(REAL[name])
        if dice.random() < 0.6:
            case.query = {}
        response = case.call(headers=headers[dice.choice(WHO)])
        case.validate_response(response, checks=CHECKS)
        found[response.status_code] = found.get(response.status_code, 0) + 1

    send()
    return found


def test_the_description_names_every_operation(described) -> None:
    assert sorted(described) == sorted(NAMES)
    assert len(NAMES) >= 17


@pytest.mark.parametrize("name", NAMES)
def test_no_generated_request_breaks_an_operation_or_its_promise(name, described, headers) -> None:
    found = ask(described[name], headers, 15)
    assert sum(found.values()) >= 10


@pytest.mark.generative
@pytest.mark.parametrize("name", NAMES)
def test_many_generated_requests_break_no_operation_and_reach_its_content(name, described, headers) -> None:
    found = ask(described[name], headers, 400)
    assert found.get(200 if name.startswith("GET") else 422, 0) >= 3  # few uploads exist: rarely reached
