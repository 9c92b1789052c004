"""Prefect's server as a page of elsewhere finds it in the browser of somebody of this machine."""

import httpx
import pytest

from deploy import prefect_server

pytestmark = [pytest.mark.slow, pytest.mark.prefect]


def allowed(settings, origin: str) -> str | None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = httpx.options(f"{prefect_server.api_url(settings)}/flow_runs/filter", headers=asked, trust_env=False)
    return answer.headers.get("access-control-allow-origin")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_its_own_pages_may_call_it(prefect_settings, name):
    own = f"http://{name}:{prefect_settings.prefect_port}"

    assert allowed(prefect_settings, own) == own


@pytest.mark.parametrize("origin", ["https://doc-trom.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_elsewhere_may_not(prefect_settings, origin):
    assert allowed(prefect_settings, origin) is None
