# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""B-18: who reads a file in a detail control stands in the log of processing of that client too."""

from collections.abc import Callable

import httpx
import pytest

from libs.common.clock import SimulatedClock
from libs.common.crypto import Vault
from tests.billing.gelogd import Logged
from tests.billing.harness import Billing
from tests.billing.test_billing_controles import DETAIL, _begun, _climb, claimed, officers

__all__ = ["claimed", "officers"]


@pytest.mark.both_databases
async def test_b18_whose_file_is_looked_at_is_in_the_log_of_processing(
    claimed: Billing,
    officers: Callable[..., httpx.AsyncClient],
    clock: SimulatedClock,
    vault: Vault,
    database_kind: str,
) -> None:
    """By client, beside the audit of the control, which knows them by another name."""
    officer, logged = officers(), Logged(claimed.service.runtime, vault)
    zaak = await _begun(officer)
    await _climb(officer, zaak, clock, DETAIL)
    await logged.both()
    await officer.get(f"/controles/{zaak}/cijfers")
    assert (await officers("k.anders").get(f"/controles/{zaak}/dossiers")).status_code == 403
    assert await logged.both() == ([], [])

    files = (await officer.get(f"/controles/{zaak}/dossiers")).json()["resultaten"]
    listed = ("controles-uitvoeren-v1", "GET /controles/{controleId}/dossiers")
    assert await logged.both() == ([listed], [listed])
    attempt = {"dossier": files[0]["dossier"], "reden": "Steekproef"}
    assert (await officer.post(f"/controles/{zaak}/inzagen", json=attempt)).status_code == 200
    opened = ("controles-uitvoeren-v1", "POST /controles/{controleId}/inzagen")
    assert sorted(await logged.both()) == [[], [opened]]
