# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An account holder is told that there are other figures of its provider, wherever the child is."""

from collections.abc import Callable

import pytest

from libs.common.auth import OrgType
from libs.common.contracts import AanbiedercijfersGewijzigd
from libs.common.runtime import settle
from services.reporting.domain.accounthouders import DEFINITIEVERSIE
from services.reporting.handlers import tell_changes
from tests.reporting.conftest import Reporting
from tests.reporting.story import AGB
from tests.reporting.test_reporting_accounthouders import BEGIN, KNOWN, REGIONS, a_world
from tests.reporting.test_reporting_meldingen import Receiver, Subscriber, at, receiver, settings

__all__ = ["at", "receiver", "settings"]


@pytest.mark.both_databases
async def test_p04_a_holder_is_told_of_its_provider_in_any_region(
    reporting: Reporting, at: Callable[..., Subscriber], receiver: Receiver
) -> None:
    """Once of all that changed, over which months and without a figure; who uses it is not."""
    story = a_world(AAA=12)
    await reporting.hear(story)
    await tell_changes(reporting.service.runtime)
    await settle(reporting.service)
    holder, provider = at(OrgType.REGIO, "AAA"), at(OrgType.AANBIEDER, AGB)
    user = at(OrgType.REGIO, "BBB")
    for subscriber in (holder, provider, user):
        await subscriber.subscribe(f"{receiver.url}/hier", AanbiedercijfersGewijzigd.type)

    story.told.clear()
    for n in range(3):
        story.line(BEGIN, 1_000, client=f"b{n}", gemeentecode=REGIONS["BBB"], known=KNOWN)
    await reporting.hear(story)
    await tell_changes(reporting.service.runtime)
    await settle(reporting.service)
    await tell_changes(reporting.service.runtime)
    await settle(reporting.service)

    told = receiver.told()
    assert [one["type"] for one in told] == [AanbiedercijfersGewijzigd.type] * 2
    assert [one["data"] for one in told] == [
        {
            "agbCode": AGB,
            "vanMaand": "2026-07",
            "totMaand": "2026-07",
            "definitieversie": DEFINITIEVERSIE,
        }
    ] * 2
    assert {one["dataref"].partition("/v1")[2] for one in told} == {
        f"/accounthouder/aanbieders/{AGB}?kwartaal=2026-K3"
    }
    assert [len(await who.deliveries()) for who in (holder, provider, user)] == [1, 1, 0]
