# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who may use these endpoints: all may read, who buys signs, registers are kept by few."""

from typing import Annotated

from libs.common.auth import Caller, OrgType, allow

LEZEN, SCHRIJVEN = "contracten:lezen", "contracten:schrijven"

Reader = Annotated[Caller, allow(LEZEN, *OrgType)]
"""Anybody; what is seen is what one is party to."""

Buyer = Annotated[Caller, allow(LEZEN, OrgType.REGIO, OrgType.GEMEENTE)]
Region = Annotated[Caller, allow(LEZEN, OrgType.REGIO)]

Signer = Annotated[Caller, allow(SCHRIJVEN, OrgType.REGIO, OrgType.GEMEENTE)]
"""Who signs contracts, and decides on what follows from them."""

Inschrijver = Annotated[Caller, allow(SCHRIJVEN, OrgType.BEHEER, OrgType.REGIO)]
Beheer = Annotated[Caller, allow(SCHRIJVEN, OrgType.BEHEER)]
"""Who keep the registers."""

Machtiger = Annotated[Caller, allow("autorisaties:beheren", OrgType.BEHEER)]
"""Who decides what organisations may do."""

Geautoriseerde = Annotated[Caller, allow("autorisaties:lezen", *OrgType)]
"""Anybody, of itself."""

Opener = Annotated[Caller, allow("noodtoegang:openen", OrgType.BEHEER)]
Toetser = Annotated[Caller, allow("noodtoegang:toetsen", OrgType.BEHEER)]
"""Who opens emergency access, and who judges what another opened."""

Bekekene = Annotated[Caller, allow("noodtoegang:lezen", *OrgType)]
"""An operator of all, anybody else of itself."""
