# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may use these endpoints: gemeenten, each for what is its own."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Path, Request

from libs.common.api import require_match
from libs.common.auth import Caller, OrgType, allow

Reader = Annotated[Caller, allow("toewijzingen:lezen", OrgType.GEMEENTE)]
Writer = Annotated[Caller, allow("toewijzingen:schrijven", OrgType.GEMEENTE)]

Id = Annotated[str, Path(max_length=36)]


def if_unchanged(request: Request) -> Callable[[int], None]:
    """Refuses (412) a version other than the one in `If-Match`."""
    return lambda versie: require_match(request, versie)
