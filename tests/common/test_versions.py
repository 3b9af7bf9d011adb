# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every change says of which version it is: one rule for all services."""

import pytest
from fastapi import Request

from libs.common.api import match_if_given, require_match
from libs.common.problem import PreconditionFailed, PreconditionRequired


def asking(if_match: str | None) -> Request:
    headers = [] if if_match is None else [(b"if-match", if_match.encode())]
    return Request({"type": "http", "method": "PUT", "path": "/", "headers": headers})


def test_without_a_version_what_is_there_is_not_changed() -> None:
    with pytest.raises(PreconditionRequired) as refused:
        require_match(asking(None), 3)
    assert (refused.value.status, refused.value.specific_code) == (428, "versie-ontbreekt")


def test_what_is_not_there_needs_no_version() -> None:
    require_match(asking(None), 0)
    with pytest.raises(PreconditionFailed):
        require_match(asking("*"), 0)


@pytest.mark.parametrize("if_match", ['"3"', "*"])
def test_the_version_that_is_there(if_match: str) -> None:
    require_match(asking(if_match), 3)


@pytest.mark.parametrize("if_match", ['"2"', '"4"', "3", 'W/"3"'])
def test_any_other_version(if_match: str) -> None:
    with pytest.raises(PreconditionFailed) as refused:
        require_match(asking(if_match), 3)
    assert refused.value.headers == {"ETag": '"3"'}


def test_an_upsert_may_do_without() -> None:
    match_if_given(asking(None), 3)
    with pytest.raises(PreconditionFailed):
        match_if_given(asking('"2"'), 3)
