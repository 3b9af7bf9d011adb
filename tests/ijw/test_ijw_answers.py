# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Answers: the published pairs, where return codes stand, and time linear in the findings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from libs.ijw import (
    JW306,
    JW323,
    JW325,
    Finding,
    Level,
    check,
    declaratie_antwoord,
    read,
    retourbericht,
    write,
)
from tests.ijw.builders import DAGTEKENING, HEENBERICHTEN, base, change, jw301, jw305, jw323

START = "/Bericht/Client/StartProducten/StartProduct"
CLIENT = "/Bericht/Declaratie/Clienten/Client"


def finding(code: str | None, plaats: str, level: Level = Level.ACROSS_MESSAGES) -> Finding:
    return Finding("TR000", level, code, plaats, "Dit klopt niet.")


IN_MESSAGE = finding("0001", "/Bericht/Client", Level.IN_MESSAGE)
IN_SCHEMA = finding(None, "/Bericht", Level.SCHEMA)


def retour(message: Any, *findings: Finding) -> Any:
    return retourbericht(message, findings, identificatie="R0001", dagtekening=DAGTEKENING)


def antwoord(message: JW323, *findings: Finding) -> JW325:
    return declaratie_antwoord(message, findings, identificatie="A0001", dagtekening=DAGTEKENING)


PAIRS: dict[str, tuple[str, Sequence[Finding]]] = {
    "JW306.approved": ("JW305", ()),
    "JW306.level2-rejected": ("JW305", [IN_MESSAGE]),
    "JW306.level3-rejected": ("JW305", [finding("9326", f"{START}[1]/ToewijzingNummer")]),
    "JW325.approved": ("JW323.clean", ()),
    "JW325.level2-rejected": ("JW323.clean", [IN_MESSAGE]),
    "JW325.declaratie-rejected": (
        "JW323.clean",
        [finding("9333", "/Bericht/Declaratie/DeclaratieNummer")],
    ),
}


def _example(shared_dir: Path, name: str) -> Any:
    return read((shared_dir / "ijw" / "examples" / f"{name}.xml").read_bytes())


@pytest.mark.parametrize("name", PAIRS)
def test_a_published_answer_is_reproduced(shared_dir: Path, name: str) -> None:
    question, findings = PAIRS[name]
    expected = _example(shared_dir, f"sample.{name}")
    _assert_answer(_example(shared_dir, question), findings, expected)


def test_the_published_partly_rejected_claim_is_reproduced(shared_dir: Path) -> None:
    question = _example(shared_dir, "JW323.clean")
    place = next(
        f"{CLIENT}[{c}]/Prestaties/Prestatie[{p}]/GeleverdVolume"
        for c, client in enumerate(question.declaratie.clienten, start=1)
        for p, line in enumerate(client.prestaties, start=1)
        if line.product_referentie.referentie_nummer == "RN002"
    )
    expected = _example(shared_dir, "sample.JW325.partly-rejected")
    _assert_answer(question, [finding("9322", place)], expected)


def _assert_answer(question: Any, findings: Sequence[Finding], expected: Any) -> None:
    header = expected.header
    if isinstance(expected, JW325):
        own = header.bericht_identificatie
        answer: Any = declaratie_antwoord(
            question, findings, identificatie=own.identificatie, dagtekening=own.dagtekening
        )
    else:
        answer = retourbericht(
            question,
            findings,
            identificatie=header.identificatie_retour,
            dagtekening=header.dagtekening_retour,
        )
    assert answer == expected
    assert read(write(answer)) == expected


RETOUR = [soort for soort in HEENBERICHTEN if soort not in ("JW323", "JW325")]


@pytest.mark.parametrize("soort", RETOUR)
@pytest.mark.parametrize("code", [None, "8848", "0001"])
def test_a_header_only_answer_keeps_the_header(soort: str, code: str | None) -> None:
    question: Any = base(soort)
    given = {
        None: (),
        "0001": (IN_MESSAGE,),
        "8848": (finding("8848", "/Bericht/Header/Afzender"),),
    }[code]
    answer = retour(question, *given)
    sent, asked = answer.header, question.header
    assert (sent.afzender, sent.ontvanger) == (asked.afzender, asked.ontvanger)
    assert sent.bericht_identificatie == asked.bericht_identificatie
    assert sent.retour_codes == ((code,) if code else ())
    assert sent.xslt_versie == ("1.0.0" if code == "0001" else None)
    assert [getattr(answer, f) for f in ("client", "antwoord") if hasattr(answer, f)] == [None]
    assert read(write(answer)) == answer


def test_codes_stand_on_the_class_with_the_error_and_0200_elsewhere() -> None:
    contact = "/Bericht/Client/Relaties/Relatie[1]/Contact"
    answer = retour(
        jw301(),
        finding("9326", "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Product/Code"),
        finding("9019", f"{contact}/Adres/Postcode"),
        finding("9074", contact),
        finding("9019", contact),
    )
    client = answer.client
    assert answer.header.retour_codes == client.retour_codes == ("0200",)
    assert client.toegewezen_producten[0].retour_codes == ("9326",)
    assert client.relaties[0].retour_codes == ("0200",)
    assert client.relaties[0].contact.retour_codes == ("9019", "9074")
    assert client.contactgegevens[0].retour_codes == ("0200",)


@pytest.mark.parametrize(
    "plaats", ["/Bericht/Client/Bsn", "/Bericht/Client", "/Bericht", f"{START}[9]", "/elders"]
)
def test_a_code_without_a_class_of_its_own_stands_on_the_client(plaats: str) -> None:
    client = retour(jw305(), finding("8187", plaats)).client
    assert client.retour_codes == ("8187",)
    assert client.start_producten[0].retour_codes == ("0200",)


def test_a_message_that_fails_the_schema_has_no_answer() -> None:
    with pytest.raises(ValueError, match="schema"):
        retour(jw305(), IN_SCHEMA)
    with pytest.raises(ValueError, match="schema"):
        antwoord(jw323(), IN_SCHEMA)


@pytest.mark.parametrize("soort", ["JW323", "JW325", "JW306"])
def test_some_messages_have_no_retourbericht(soort: str) -> None:
    with pytest.raises(ValueError, match="no retourbericht"):
        retour(base(soort))


LINE = f"{CLIENT}[1]/Prestaties/Prestatie[1]"


@pytest.mark.parametrize(
    ("given", "codes", "granted", "clients"),
    [
        ([], "8001", 81600, []),
        ([finding("8214", "/Bericht/Declaratie")], "8214", 0, []),
        # The first client nets to nothing: a debit and a credit of the same amount.
        ([finding("8187", f"{CLIENT}[1]/Bsn")], "0200", 81600, [("8187", ["0233", "0233"])]),
        ([finding("9322", LINE), finding("9346", LINE)], "0200", 0, [("0200", ["9322 9346"])]),
        (
            [finding("9322", LINE), finding("9322", f"{CLIENT}[2]/Prestaties/Prestatie[1]")],
            "0200",
            -81600,
            [("0200", ["9322"]), ("0200", ["9322"])],
        ),
    ],
)
def test_a_claim_is_answered_with_its_rejected_lines_only(
    given: list[Finding], codes: str, granted: int, clients: list[tuple[str, list[str]]]
) -> None:
    answer = antwoord(jw323(), *given)
    own = answer.declaratie_antwoord
    assert own is not None
    assert answer.header.retour_codes == ("0200",)
    assert own.retour_codes == (codes,)
    assert own.totaal_toegekend_bedrag.signed == granted
    assert [
        (" ".join(c.retour_codes), [" ".join(p.retour_codes) for p in c.prestaties])
        for c in own.clienten
    ] == clients
    assert check(answer) == []
    assert read(write(answer)) == answer


def test_a_header_error_leaves_only_the_header_of_a_claim_answer() -> None:
    answer = antwoord(jw323(), finding("9056", "/Bericht/Header/BerichtIdentificatie"))
    asked = jw323().header
    assert answer.header.retour_codes == ("9056",)
    assert answer.declaratie_antwoord is None
    assert (answer.header.afzender, answer.header.ontvanger) == (asked.ontvanger, asked.afzender)
    assert answer.header.declaratie_identificatie == asked.bericht_identificatie


def test_marking_takes_time_linear_in_the_findings() -> None:
    """Twenty thousand would take minutes if each class looked at each finding."""
    start = jw305().client.start_producten[0]
    many = tuple(replace(start, toewijzing_nummer=n) for n in range(20_000))
    question = change(jw305(), {"client.start_producten": many})
    found = [finding("9326", f"{START}[{n}]") for n in range(1, 20_001)]
    answer = retour(question, *found)
    assert isinstance(answer, JW306)
    assert answer.client is not None
    assert {p.retour_codes for p in answer.client.start_producten} == {("9326",)}


def test_the_days_of_a_retour_are_its_own() -> None:
    answer = retourbericht(jw305(), [], identificatie="R2", dagtekening=date(2026, 11, 4))
    assert isinstance(answer, JW306)
    assert answer.header.identificatie_retour == "R2"
    assert answer.header.dagtekening_retour == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("code", "place"),
    [
        (None, "/Bericht/Declaratie/Clienten/Client[1]"),
        ("9999", "/Bericht/Declaratie/Clienten/Client[1]"),
        ("9338", "/Bericht/Declaratie/Clienten/Client[99]"),
        ("9338", "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[3]"),
    ],
)
def test_what_cannot_be_answered_is_not_granted_in_silence(code: str | None, place: str) -> None:
    message = base("JW323")
    assert isinstance(message, JW323)
    finding = Finding("TR338", Level.ACROSS_MESSAGES, code, place, "Zo niet.")
    with pytest.raises(ValueError, match="finding"):
        declaratie_antwoord(message, [finding], identificatie="A1", dagtekening=date(2026, 11, 2))
