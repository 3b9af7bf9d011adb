# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What changes a version lists `If-Match` in the API document, with 412 and 428."""

from typing import Any

import pytest

Documents = dict[str, dict[str, Any]]


@pytest.mark.parametrize("service", ["contract", "referral", "reporting"])
def test_every_put_is_of_a_version(openapi_documents: Documents, service: str) -> None:
    puts = {
        path: item["put"]
        for path, item in openapi_documents[service]["paths"].items()
        if "put" in item
    }
    assert puts
    assert [path for path, put in puts.items() if not _of_a_version(put)] == []


@pytest.mark.parametrize("service", ["contract", "referral", "reporting"])
def test_an_act_on_a_version_tells_so(openapi_documents: Documents, service: str) -> None:
    operations = [
        operation
        for item in openapi_documents[service]["paths"].values()
        for operation in item.values()
        if _of_a_version(operation)
    ]
    assert len(operations) > 5
    for operation in operations:
        assert {"412", "428"} <= operation["responses"].keys()


def test_a_step_on_a_case_may_say_what_it_was_decided_on(openapi_documents: Documents) -> None:
    """Cases of billing keep the order of steps themselves: 412 for another state, and no 428."""
    paths = openapi_documents["billing"]["paths"]
    steps = {p: i["post"] for p, i in paths.items() if p.endswith(("/handelingen", "keuringen"))}
    assert len(steps) >= 6
    for path, step in steps.items():
        assert (path, _of_a_version(step), "428" in step["responses"]) == (path, True, False)
        assert "412" in step["responses"]


def _of_a_version(operation: dict[str, Any]) -> bool:
    return any(one["name"] == "If-Match" for one in operation.get("parameters", ()))
