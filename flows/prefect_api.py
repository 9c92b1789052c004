"""Prefect's interface over HTTP, as far as we need it. Light: usable where Prefect itself is not imported."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import httpx

from deploy.prefect_server import api_url
from deploy.settings import Settings

PAGE = 200
CREATE_BATCH = 100  # the server refuses more
DELETE_BATCH = 50  # likewise
TIMEOUT_S = 30.0
RETRIES = 2

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A flow run that lies ahead. `key` is its idempotency key; `state` a type of Prefect's ("SCHEDULED", …)."""

    id: str
    key: str | None
    name: str
    tags: tuple[str, ...]
    state: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """A flow run to be created, scheduled for `at`."""

    key: str
    name: str
    tags: tuple[str, ...]
    parameters: Mapping[str, Any]
    at: datetime


@contextmanager
def prefect_api(settings: Settings, *, timeout_s: float = TIMEOUT_S) -> Iterator["PrefectApi"]:
    """Open a connection to the Prefect server of these settings. Calls raise httpx.HTTPError where it fails."""
    headers = {}
    if settings.prefect_auth:
        headers["Authorization"] = "Basic " + base64.b64encode(settings.prefect_auth.encode()).decode()
    with httpx.Client(
        base_url=api_url(settings),
        headers=headers,
        timeout=timeout_s,
        transport=httpx.HTTPTransport(retries=RETRIES),
        trust_env=False,
    ) as client:
        yield PrefectApi(client)


class PrefectApi:
    """The calls, each answered by values of ours."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def healthy(self) -> bool:
        """Tell whether the server answers."""
        try:
            return self._client.get("/health").is_success
        except httpx.HTTPError:
            return False

    def deployments(self) -> dict[str, str]:
        """Return the ids of the deployments by name."""
        return {each["name"]: each["id"] for each in self._post("/deployments/filter", {"limit": PAGE})}

    def runs_after(self, deployment_id: str, moment: datetime) -> list[Run]:
        """Return the runs of a deployment that are expected after a moment, whatever their state, earliest first."""
        wanted = {"deployment_id": {"any_": [deployment_id]}, "expected_start_time": {"after_": moment.isoformat()}}
        runs: list[Run] = []
        while True:
            page = self._post(
                "/flow_runs/filter",
                {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_ASC", "limit": PAGE, "offset": len(runs)},
            )
            runs += [_run(each) for each in page]
            if len(page) < PAGE:
                return runs

    def create(self, deployment_id: str, runs: Sequence[NewRun]) -> int:
        """Create scheduled runs, a hundred in one request, and return how many. A key that exists is not doubled."""
        for batch in _batches(runs, CREATE_BATCH):
            answer = self._post(f"/deployments/{deployment_id}/create_flow_run/bulk", [_body(run) for run in batch])
            refused = [each["error"] for each in answer["results"] if each["status"] != "CREATED"]
            if refused:
                raise httpx.HTTPError(f"Prefect did not create {len(refused)} runs: {refused[0]}")
        return len(runs)

    def delete(self, run_ids: Sequence[str]) -> int:
        """Delete runs, fifty in one request, and return how many were there."""
        deleted = 0
        for batch in _batches(run_ids, DELETE_BATCH):
            body = {"flow_runs": {"id": {"any_": list(batch)}}, "limit": DELETE_BATCH}
            deleted += len(self._post("/flow_runs/bulk_delete", body)["deleted"])
        return deleted

    def rename(self, run_id: str, name: str, tags: Sequence[str] | None = None) -> None:
        """Give a run another name, and other tags unless None."""
        body: dict[str, Any] = {"name": name} | ({} if tags is None else {"tags": list(tags)})
        self._client.patch(f"/flow_runs/{run_id}", json=body).raise_for_status()

    def replace_parameters(self, run_id: str, parameters: Mapping[str, Any]) -> None:
        """Keep other parameters of a run than those it was started with."""
        self._client.patch(f"/flow_runs/{run_id}", json={"parameters": dict(parameters)}).raise_for_status()

    def publish_table(
        self, key: str, rows: Sequence[Mapping[str, Any]], *, description: str, run_id: str | None = None
    ) -> None:
        """Publish a table artifact under a stable key; the newest of a key is the one shown."""
        body = {
            "key": key,
            "type": "table",
            "data": json.dumps(rows, ensure_ascii=False),
            "description": description,
            "flow_run_id": run_id,
        }
        self._post("/artifacts/", body)

    def newest_table(self, key: str) -> list[dict[str, Any]]:
        """Return the rows of the newest table under a key; none where there is no such artifact."""
        answer = self._client.get(f"/artifacts/{key}/latest")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return []
        rows: list[dict[str, Any]] = json.loads(answer.raise_for_status().json()["data"])
        return rows

    def _post(self, path: str, body: Any) -> Any:  # Any: JSON
        answer = self._client.post(path, json=body)
        answer.raise_for_status()
        return answer.json()


def _run(found: Mapping[str, Any]) -> Run:
    return Run(
        id=found["id"],
        key=found["idempotency_key"],
        name=found["name"],
        tags=tuple(found["tags"]),
        state=found["state_type"],
        at=datetime.fromisoformat(found["expected_start_time"]),
    )


def _body(run: NewRun) -> dict[str, Any]:
    return {
        "name": run.name,
        "tags": list(run.tags),
        "parameters": dict(run.parameters),
        "idempotency_key": run.key,
        "state": {"type": "SCHEDULED", "state_details": {"scheduled_time": run.at.isoformat()}},
    }


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
