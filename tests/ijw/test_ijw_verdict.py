# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The level-1 verdict: its places and rules, in parts as at once, in threads, in bounded time."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from libs.ijw import InvalidMessage, MessageError, UnreadableMessage, heading, judge, read, sniff
from libs.ijw import write as written
from libs.ijw.declare import MESSAGES
from tests.ijw.builders import base, change, line
from tests.ijw.complete import complete
from tests.ijw.mutations import mutations

SAMPLE = written(base("JW323")).decode()
CLIENT = "/Bericht/Declaratie/Clienten/Client"
LINE = f"{CLIENT}[1]/Prestaties/Prestatie[1]"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def found(raw: bytes) -> list[tuple[str, str]]:
    """Rule and place of the level-1 findings."""
    with pytest.raises(InvalidMessage) as caught:
        read(raw)
    assert all(finding.level == 1 for finding in caught.value.findings)
    return [(finding.regel, finding.plaats) for finding in caught.value.findings]


@pytest.mark.parametrize("soort", MESSAGES)
def test_the_heading_is_the_same_sniffed_and_read(soort: str) -> None:
    raw = written(complete(soort))
    assert heading(read(raw)) == sniff(raw)


def test_the_invalid_examples_say_what_is_wrong(shared_dir: Path) -> None:
    folder = shared_dir / "ijw" / "examples"
    requested = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"
    assert found((folder / "JW315.invalid.xml").read_bytes()) == [
        ("RS032", f"{requested}[1]/ToewijzingEinddatum"),
        ("RS032", f"{requested}[2]/ToewijzingEinddatum"),
    ]
    assert found((folder / "JW318.invalid.xml").read_bytes()) == [
        ("XSD", "/Bericht/Client/Verzoek/RetourCode")
    ]


@pytest.mark.parametrize(
    ("change_from", "to", "regel", "place"),
    [
        (">RN1<", f">{'R' * 21}<", "RS019", f"{LINE}/ProductReferentie/ReferentieNummer"),
        (">999900018<", ">99990001<", "RS037", f"{CLIENT}[2]/Bsn"),
        (">999900018<", ">9999000181<", "RS015", f"{CLIENT}[2]/Bsn"),
        (">600<", ">100000000<", "RS005", f"{LINE}/GeleverdVolume"),
        (">600<", ">-1<", "RS001", f"{LINE}/GeleverdVolume"),
        (">600<", ">6,00<", "RS001", f"{LINE}/GeleverdVolume"),
        (">45<", ">39<", "XSD", f"{LINE}/ProductCategorie"),
        (">45A04<", "> <", "RS033", f"{LINE}/ProductCode"),
        (">45A04<", "><", "RS033", f"{LINE}/ProductCode"),
        (">0384<", ">384<", "RS035", "/Bericht/Header/Ontvanger"),
        (">42420001<", ">4242000A<", "RS036", "/Bericht/Header/Afzender"),
        (">490<", ">491<", "RS047", "/Bericht/Header/BerichtCode"),
        (">D202610<", ">D-202610<", "CS319", "/Bericht/Declaratie/DeclaratieNummer"),
        ("2026-10-31<", "2026-10-31Z<", "RS032", "/Bericht/Declaratie/DeclaratiePeriode/Einddatum"),
        (">1.0.0<", ">1.0<", "RS048", "/Bericht/Header/XsdVersie/BasisschemaXsdVersie"),
        ("<jw323:Header>", '<jw323:Header id="x">', "XSD", "/Bericht/Header"),
    ],
)
def test_a_facet_gives_the_rule_of_the_standard(
    change_from: str, to: str, regel: str, place: str
) -> None:
    text = SAMPLE.replace(change_from, to, 1)
    assert text != SAMPLE
    assert found(text.encode())[0] == (regel, place)


def _in_default_namespace(text: str) -> str:
    return text.replace("jw323:", "").replace("xmlns:jw323", "xmlns")


@pytest.mark.parametrize("rewrite", [str, _in_default_namespace])
def test_places_do_not_depend_on_prefixes(rewrite: Any) -> None:
    text = rewrite(SAMPLE.replace(">45<", ">39<"))
    assert found(text.encode()) == [
        ("XSD", f"{LINE}/ProductCategorie"),
        ("XSD", f"{CLIENT}[1]/Prestaties/Prestatie[2]/ProductCategorie"),
        ("XSD", f"{CLIENT}[2]/Prestaties/Prestatie[1]/ProductCategorie"),
    ]


def test_a_name_that_the_standard_lacks_is_not_repeated() -> None:
    text = SAMPLE.replace("<jw323:Prestaties>", "<jw323:B999900006/><jw323:Prestaties>", 1)
    assert found(text.encode()) == [("XSD", f"{CLIENT}[1]/*")]


def test_threads_do_not_get_the_findings_of_each_other() -> None:
    raws = [
        SAMPLE.encode(),
        SAMPLE.replace(">45<", ">39<").encode(),
        SAMPLE.replace(">600<", ">x<").encode(),
    ]
    alone = [_places(raw) for raw in raws]
    assert len(set(alone)) == len(raws)
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(_places, raws * 300))
    assert together == alone * 300


def _places(raw: bytes) -> tuple[tuple[str, str], ...]:
    try:
        read(raw)
    except InvalidMessage as error:
        return tuple((finding.regel, finding.plaats) for finding in error.findings)
    return ()


@pytest.mark.parametrize("soort", MESSAGES)
def test_the_parts_of_a_message_get_the_verdict_of_the_whole(
    soort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [written(base(soort)), written(complete(soort))]
    variants = [v for raw in sources for v in (raw, *mutations(raw, 150))]
    at_once = [_verdict(raw) for raw in variants]
    judge_in_small_parts(monkeypatch)
    assert [_verdict(raw) for raw in variants] == at_once
    assert len(set(at_once)) > 1


def judge_in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge in parts what has more than a few elements."""
    monkeypatch.setattr(judge, "_AT_ONCE", 4)
    monkeypatch.setattr(judge, "_IS_LARGE", etree.XPath("boolean(descendant::*[5])"))


def _verdict(raw: bytes) -> str:
    try:
        read(raw)
    except MessageError as error:
        return type(error).__name__
    return "valid"


@pytest.mark.parametrize("tag", ["jw323:Client", "jw323:Prestaties", "ijw:Prestatie", "x"])
def test_another_class_between_the_parts_is_found(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge_in_small_parts(monkeypatch)
    text = SAMPLE.replace("</jw323:Prestaties>", f"<{tag}/></jw323:Prestaties>", 1)
    regel, place = found(text.encode())[0]
    assert regel == "XSD"
    assert place.startswith(f"{CLIENT}[1]/Prestaties")


def test_ten_thousand_wrong_lines_are_refused_at_once() -> None:
    lines = tuple(line(f"RN{n}", n) for n in range(10_000))
    message = change(base("JW323"), {"declaratie.clienten.0.prestaties": lines})
    raw = written(message).replace(b">45<", b">39<").replace(b">01<", b">77<")
    began = time.monotonic()
    findings = found(raw)
    assert time.monotonic() - began < 3, "a second or less; minutes when each error costs a scan"
    assert len(findings) == judge.MAX_FINDINGS
    assert findings[:3] == [
        ("XSD", f"{LINE}/ProductCategorie"),
        ("XSD", f"{LINE}/Eenheid"),
        ("XSD", f"{CLIENT}[1]/Prestaties/Prestatie[2]/ProductCategorie"),
    ]


def test_return_codes_without_end_are_refused_at_once() -> None:
    code = b"<jw302:RetourCode>9326</jw302:RetourCode>"
    raw = written(complete("JW302"))
    known = raw[raw.index(b"<jw302:RetourCode>") :].partition(b"\r\n")[0]
    many = raw.replace(known, code.replace(b"9326", b"x") * 100_000, 1)
    began = time.monotonic()
    assert found(many) == [("GRENS", "/Bericht")]
    assert time.monotonic() - began < 3
    assert read(raw.replace(known, code * 900, 1))


@pytest.mark.parametrize("padding", [300, 70_000])
def test_an_encoding_declared_far_away_is_seen(padding: int) -> None:
    spaces = " " * padding
    text = SAMPLE.replace(DECLARATION, f'<?xml version="1.0"{spaces}encoding="ISO-8859-1"?>')
    with pytest.raises(UnreadableMessage) as caught:
        read(text.encode("latin-1"))
    assert caught.value.findings[0].regel == "OP192"
