# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every alert there is fires in a fault of running services, and ends with it."""

import pytest

from tests.watching import provoked
from tests.watching.conftest import Watched
from tests.watching.played import played
from tests.watching.rulebook import alerts

pytestmark = [pytest.mark.alone, pytest.mark.timeout(1200)]


async def test_every_alert_fires_in_a_fault_and_ends_with_it(watched: Watched) -> None:
    seen = watched.prometheus
    nummer = await played(watched.installation)

    await provoked.at_once(
        provoked.a_worker_is_gone(watched),
        provoked.an_event_cannot_be_applied(watched),
        provoked.nobody_decides(watched),
        provoked.a_table_is_held(watched),
        provoked.the_ledger_differs(watched),
    )
    await provoked.at_once(
        provoked.the_relay_stands_still(watched),
        provoked.a_line_is_lost(watched),
        provoked.a_machine_is_too_busy(watched),
    )
    await provoked.at_once(
        provoked.a_message_is_stuck_beyond_its_term(watched),
        provoked.an_access_is_not_judged(watched),
    )
    await provoked.readers_stand_still(watched, nummer)
    await provoked.the_database_is_away(watched)

    await seen.until_calm()
    assert {(a["alert"], a["labels"]["severity"]) for a in alerts()} - await seen.fired() == set()
