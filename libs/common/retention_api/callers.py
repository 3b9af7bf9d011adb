# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may use these endpoints: gemeenten, for their own clients; who prepares approves nothing."""

from typing import Annotated

from fastapi import Path

from libs.common.auth import Caller, OrgType, allow

Reader = Annotated[Caller, allow("vernietiging:lezen", OrgType.GEMEENTE)]
Preparer = Annotated[Caller, allow("vernietiging:voorbereiden", OrgType.GEMEENTE)]
Approver = Annotated[Caller, allow("vernietiging:vaststellen", OrgType.GEMEENTE)]

LijstId = Annotated[str, Path(alias="lijstId", max_length=36)]
Nummer = Annotated[int, Path(ge=1, le=9999)]
PlichtId = Annotated[str, Path(alias="bewaarplichtId", max_length=36)]
