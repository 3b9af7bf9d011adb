# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reading and writing: round trips, the official schema beside ours, and hostile documents."""

import re
from pathlib import Path

import pytest

from libs.ijw import (
    InvalidMessage,
    UnreadableMessage,
    check,
    message_type,
    read,
    sniff,
    write,
)
from libs.ijw.declare import MESSAGES
from libs.ijw.messages import JW323
from tests.ijw.builders import base, change, line

SAMPLE = write(base("JW323")).decode()
LOL = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FILE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def _examples(shared_dir: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((shared_dir / "ijw/examples").glob("*.xml"))}


@pytest.mark.parametrize("soort", MESSAGES)
def test_what_is_written_reads_back(soort: str) -> None:
    message = base(soort)
    raw = write(message)
    assert read(raw) == message
    assert message_type(read(raw)) == sniff(raw).soort == soort
    assert raw.startswith(DECLARATION.encode() + b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_text_with_signs_of_xml_survives() -> None:
    odd = "a<b>&c;\"'\u00e9\u20ac ]]> \U0001f600"
    message = change(base("JW315"), {"client.commentaar": odd})
    assert read(write(message)) == message


def test_examples_read_and_read_back(shared_dir: Path) -> None:
    for name, raw in _examples(shared_dir).items():
        if ".invalid." in name:
            with pytest.raises(InvalidMessage):
                read(raw)
        else:
            message = read(raw)
            assert read(write(message)) == message, name


@pytest.mark.parametrize("year", ["12026", "-0044"])
@pytest.mark.parametrize("element", ["Begindatum", "Dagtekening"])
def test_a_date_that_no_calendar_has_is_invalid(year: str, element: str) -> None:
    text = re.sub(rf"<(\w+:{element})>\d+-", rf"<\1>{year}-", SAMPLE)
    with pytest.raises(InvalidMessage) as caught:
        read(text.encode())
    assert {finding.regel for finding in caught.value.findings} == {"GRENS"}


def test_leading_zeros_are_no_accident() -> None:
    long = SAMPLE.replace(">600<", f"> +{'0' * 5000}600 <")
    assert read(long.encode()) == base("JW323")


HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "blank": b" \r\n",
    "text": b"hallo",
    "json": b'{"Bericht": {}}',
    "doctype": SAMPLE.replace("?>", "?><!DOCTYPE Bericht>", 1).encode(),
    "doctype in lower case": SAMPLE.replace("?>", "?><!doctype Bericht>", 1).encode(),
    "doctype after a long comment": SAMPLE.replace(
        "?>", f"?><!--{'x' * 70_000}--><!DOCTYPE Bericht>", 1
    ).encode(),
    "entities": SAMPLE.replace("?>", f"?>{LOL}", 1).replace("D202610", "&b;").encode(),
    "file entity": SAMPLE.replace("?>", f"?>{FILE}", 1).replace("D202610", "&a;").encode(),
    "unknown entity": SAMPLE.replace("D202610", "&a;").encode(),
    "utf-16": SAMPLE.replace("UTF-8", "UTF-16").encode("utf-16"),
    "utf-16 without a mark": SAMPLE.replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "byte order mark": SAMPLE.encode("utf-8-sig"),
    "nul": SAMPLE.replace("D202610", "D2026\x0010").encode(),
    "nul as a reference": SAMPLE.replace("D202610", "D&#0;").encode(),
    "latin-1 declared": SAMPLE.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "latin-1 undeclared": SAMPLE.replace("D202610", "Caf\u00e9").encode("latin-1"),
    "utf-7": SAMPLE.replace("UTF-8", "UTF-7").encode(),
    "deep": b"<a>" * 100_000,
    "deep and closed": b"<a>" * 5_000 + b"</a>" * 5_000,
    "unknown namespace": SAMPLE.replace("/3_2/jw323/", "/3_3/jw323/").encode(),
    "unknown kind": SAMPLE.replace("/3_2/jw323/", "/3_2/jw399/").encode(),
    "other root": SAMPLE.replace(":Bericht", ":Brief").encode(),
    "two roots": (SAMPLE + SAMPLE.removeprefix(DECLARATION)).encode(),
    "xml 1.1": SAMPLE.replace('"1.0"', '"1.1"', 1).replace("D202610", "D&#1;").encode(),
    "many attributes": SAMPLE.replace(
        ":Bericht ", ":Bericht " + "".join(f'a{n}="" ' for n in range(10_000)), 1
    ).encode(),
    "many namespaces": SAMPLE.replace(
        ":Bericht ", ":Bericht " + "".join(f'xmlns:n{n}="urn:{n}" ' for n in range(100)), 1
    ).encode()
    + b"<",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_document_is_refused_as_unreadable(kind: str) -> None:
    with pytest.raises(UnreadableMessage) as caught:
        read(HOSTILE[kind])
    assert caught.value.findings


@pytest.mark.parametrize("kind", HOSTILE)
def test_sniffing_a_hostile_document_is_safe(kind: str) -> None:
    try:
        heading = sniff(HOSTILE[kind])
    except UnreadableMessage:
        return
    assert heading.soort == "JW323"


def test_a_schema_named_by_the_document_is_not_fetched(tmp_path: Path) -> None:
    own = tmp_path / "own.xsd"
    own.write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:broken/></xs:schema>'
    )
    hint = (
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="urn:own {own}" xsi:noNamespaceSchemaLocation="{own}" '
    )
    read(SAMPLE.replace(":Bericht ", f":Bericht {hint}", 1).encode())


def test_a_comment_or_cdata_inside_text_hides_nothing() -> None:
    split = SAMPLE.replace("D202610", "D2026<!-- x -->10")
    quoted = SAMPLE.replace("D202610", "D2026<![CDATA[10]]>")
    instructed = SAMPLE.replace("D202610", "D2026<?x y?>10")
    for text in (split, quoted, instructed):
        assert read(text.encode()) == base("JW323")


def test_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableMessage) as caught:
        read(SAMPLE.encode(), max_bytes=100)
    assert [finding.regel for finding in caught.value.findings] == ["OP179"]
    assert read(SAMPLE.encode(), max_bytes=None) == base("JW323")


def test_an_invalid_message_says_where_and_never_what() -> None:
    text = SAMPLE.replace("999900018", "99990001X").replace(">45<", ">99<")
    with pytest.raises(InvalidMessage) as caught:
        read(text.encode())
    client = "/Bericht/Declaratie/Clienten/Client"
    places = [finding.plaats for finding in caught.value.findings]
    assert places[0] == f"{client}[1]/Prestaties/Prestatie[1]/ProductCategorie"
    assert f"{client}[2]/Bsn" in places
    assert "99990001X" not in str(caught.value)
    assert not [f for f in caught.value.findings if "99990001X" in f.melding]


def test_a_large_declaratie_is_checked_in_one_pass() -> None:
    lines = tuple(line(f"RN{n}", n) for n in range(20_000))
    message = change(
        base("JW323"),
        {
            "declaratie.clienten.0.prestaties": lines,
            "declaratie.clienten.1.prestaties": (line("X", 1, product_tarief=None),),
            "declaratie.totaal_ingediend_bedrag.totaal_bedrag": 81600 * 20_001,
        },
    )
    assert isinstance(message, JW323)
    assert [finding.regel for finding in check(message)] == ["CD087"]
