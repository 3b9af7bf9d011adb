# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Webhooks without a service: signing, when to try again, whom to tell what, whom never to call."""

import json
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.contracts import EVENTS, Envelope, LeveringGemeld, RegioVastgesteld, schemas
from libs.common.webhooks import Hosts, Notice, Notices
from libs.common.webhooks.hosts import NotAllowedError, is_outside
from libs.common.webhooks.model import DELAYS, next_try, secret, signed

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_signature_is_that_of_the_published_example() -> None:
    """Of the reference implementations of Standard Webhooks."""
    headers = signed(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        datetime.fromtimestamp(1_614_265_330, UTC),
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_no_copy_of_a_notice_can_be_made_of_another() -> None:
    """Signed are its id, its moment and every byte: one that was changed has another signature."""
    own, others = secret(b"m" * 32, "a", 1), secret(b"m" * 32, "b", 1)
    given = (own, "id-1", b'{"a": 1}', NOON)
    changes = [
        (others, *given[1:]),
        (own, "id-2", *given[2:]),
        (own, "id-1", b'{"a": 2}', NOON),
        (own, "id-1", b'{"a": 1} ', NOON),
        (*given[:3], NOON + timedelta(seconds=1)),
    ]
    made = {signed(*one)["webhook-signature"] for one in (given, *changes)}
    assert len(made) == 1 + len(changes)
    assert signed(*given) == signed(*given)


def test_each_subscription_and_each_turn_has_a_secret_of_its_own() -> None:
    made = {secret(b"m" * 32, one, turn) for one in ("a", "b") for turn in (1, 2)}
    assert len(made) == 4
    assert secret(b"m" * 32, "a", 1) in made
    assert secret(b"n" * 32, "a", 1) not in made


def test_it_is_tried_for_a_day_and_then_given_up() -> None:
    moment, tries = NOON, 1
    while (again := next_try(tries, moment)) is not None:
        assert again > moment
        moment, tries = again, tries + 1
    assert tries == len(DELAYS) + 1
    assert timedelta(hours=23) < moment - NOON <= timedelta(hours=24)


class TestHosts:
    hosts = Hosts.read("hooks.leverancier.nl, *.gemeente.nl", trial=False)

    @pytest.mark.parametrize(
        "url",
        [
            "https://hooks.leverancier.nl/jeugdregio?versie=1",
            "https://HOOKS.leverancier.nl:443/",
            "https://api.gemeente.nl/x",
        ],
    )
    def test_registered_ones_may_be_called(self, url: str) -> None:
        assert self.hosts.problem(url) is None

    @pytest.mark.parametrize(
        ("url", "why"),
        [
            ("http://hooks.leverancier.nl/", "https://"),
            ("ftp://hooks.leverancier.nl/", "https://"),
            ("https:///alleen-een-pad", "https://"),
            ("https://[::1/", "webadres"),
            ("https://gemeente.nl/", "geregistreerd"),
            ("https://hooks.leverancier.nl.kwaad.example/", "geregistreerd"),
            ("https://kwaad.example/?x=.gemeente.nl", "geregistreerd"),
            ("https://169.254.169.254/latest/meta-data", "geregistreerd"),
            ("https://hooks.leverancier.nl:8443/", "poort"),
            ("https://hooks.leverancier.nl@kwaad.example/", "gebruiker"),
            ("https://api.gemeente.nl/#deel", "fragment"),
        ],
    )
    def test_others_may_not(self, url: str, why: str) -> None:
        assert why in (self.hosts.problem(url) or "")

    @pytest.mark.parametrize(
        "address", ["93.184.215.14", "2606:2800:220:1::1", "64:ff9b::5db8:d70e"]
    )
    def test_an_address_of_the_internet_is_outside(self, address: str) -> None:
        assert is_outside(address)

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104 - to be refused
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "fe80::1%eth0",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::a00:1",
        ],
    )
    def test_an_inner_address_is_not_in_whatever_form(self, address: str) -> None:
        assert not is_outside(address)

    async def test_a_registered_name_that_leads_inside_is_not_called(self) -> None:
        """`localhost` here; a name under the hand of somebody else would do the same."""
        async with Hosts.read("localhost", trial=False).client(5) as client:
            with pytest.raises(NotAllowedError):
                await client.post("https://localhost/")

    async def test_a_socket_of_this_machine_is_not_called(self) -> None:
        async with Hosts.read("*", trial=False).client(5) as client:
            pool = client._transport._pool  # type: ignore[attr-defined]
            with pytest.raises(NotAllowedError):
                await pool._network_backend.connect_unix_socket("/run/docker.sock")
            assert not client.follow_redirects
            assert isinstance(client, httpx.AsyncClient)


class TestNotices:
    notices = Notices.of(
        "https://regio.example/referral/v1/",
        [
            Notice(
                LeveringGemeld,
                "Een start of stop.",
                {OrgType.GEMEENTE: "gemeentecode", OrgType.AANBIEDER: "agbCode"},
                place="/toewijzingen/{toewijzingNummer}",
            ),
            Notice(
                RegioVastgesteld, "Een regio.", {OrgType.REGIO: "regiocode"}, data=("regiocode",)
            ),
        ],
    )

    def test_says_where_it_stands_and_nothing_of_the_child(self) -> None:
        envelope = schemas.example(LeveringGemeld)
        melding = self.notices.melding(envelope.to_bytes().decode())
        assert melding is not None
        told = json.loads(melding.bericht)
        assert envelope.data["clientPseudoniem"] not in melding.bericht
        assert "data" not in told
        number = envelope.data["toewijzingNummer"]
        assert told["dataref"] == f"https://regio.example/referral/v1/toewijzingen/{number}"
        assert (told["id"], told["type"], told["specversion"]) == (
            envelope.id,
            LeveringGemeld.type,
            "1.0",
        )
        assert melding.voor == {
            (OrgType.GEMEENTE, envelope.data["gemeentecode"]),
            (OrgType.AANBIEDER, envelope.data["agbCode"]),
        }

    def test_only_the_fields_that_were_chosen_travel_along(self) -> None:
        event = RegioVastgesteld(regiocode="EEMLAND", naam="Eemland", versie=1, leden=())
        melding = self.notices.melding(_envelope(event))
        assert melding is not None
        assert json.loads(melding.bericht)["data"] == {"regiocode": "EEMLAND"}
        assert melding.voor == {(OrgType.REGIO, "EEMLAND")}

    def test_nobody_is_told_of_what_is_not_listed(self) -> None:
        unknown = next(e for t, e in EVENTS.items() if t not in self.notices.notices)
        event = schemas.example(unknown)
        assert self.notices.melding(event.to_bytes().decode()) is None

    def test_a_kind_of_organisation_is_offered_what_it_may_have(self) -> None:
        assert [one.event for one in self.notices.types_for(OrgType.REGIO)] == [RegioVastgesteld]


def _envelope(event: RegioVastgesteld) -> str:
    example = schemas.example(RegioVastgesteld)
    changed = example.model_copy(update={"data": event.payload(), "time": NOON})
    assert date(2026, 11, 23) == changed.time.date()
    return Envelope.model_validate(changed).to_bytes().decode()
