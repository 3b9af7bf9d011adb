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

RegieReader = Annotated[Caller, allow("regie:lezen", OrgType.GEMEENTE)]
RegieWriter = Annotated[Caller, allow("regie:schrijven", OrgType.GEMEENTE)]
"""Those of a gemeente who work with families: plans, stays, escalations, tables."""

CasusReader = Annotated[Caller, allow("casussen:lezen", OrgType.GEMEENTE)]
"""Case owners, by name; what they see is their own."""
CasusCounter = Annotated[Caller, allow("casussen:tellen", OrgType.GEMEENTE, OrgType.REGIO)]
"""Managers, who see counts and sums: of a gemeente its own, of a region those of its members."""

Id = Annotated[str, Path(max_length=36)]


def if_unchanged(request: Request) -> Callable[[int], None]:
    """Refuses (412) a version other than the one in `If-Match`."""
    return lambda versie: require_match(request, versie)
