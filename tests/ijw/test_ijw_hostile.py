# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Hostile input: refused in bounded time and memory, and only our own errors come out."""

import json
import os
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.made import claim
from libs.ijw import (
    Finding,
    InvalidMessage,
    MessageError,
    UnreadableMessage,
    check,
    read,
    sniff,
    verdict,
    write,
)
from libs.ijw.declare import MESSAGES
from libs.ijw.judge import MAX_FINDINGS
from libs.ijw.twin import from_json
from tests.ijw.builders import base, change
from tests.ijw.generate import document
from tests.ijw.hostile import HOSTILE, main
from tests.ijw.spoils import spoiled

ROOT = Path(__file__).parents[2]
VALID = {
    *("least contacts", "return codes", "commented everywhere", "a namespace each"),
    *("a text of references", "a text of comments", "a text of CDATA", "a text of instructions"),
}
CROWDED = {"return codes"}
MOST_SECONDS = 10
MOST_MEGABYTES = 600
"""The process also makes the document: some take as much again as the library does."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_costly_document_is_judged_in_bounds(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ijw.hostile", name],
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    rules, seconds, megabytes = json.loads(done.stdout)
    assert (rules == []) is (name in VALID - CROWDED)
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES


def test_millions_of_attributes_are_refused_without_the_bound_on_bytes() -> None:
    raw = b"<a " + b"a='' " * 10_000_000 + b"/>"
    assert [finding.regel for finding in verdict(raw, max_bytes=None)] == ["GRENS"]


def test_the_program_of_this_test_reads_what_it_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["hostile", "blanks"])
    main()
    assert json.loads(capsys.readouterr().out)[0] == ["XML"]


@pytest.mark.parametrize(
    "harmless",
    [
        '<?xml-stylesheet href="a" encoding="ISO-8859-1"?>',
        "<!-- <!DOCTYPE Bericht> -->",
        "<?x <!DOCTYPE ?>",
        "<!-- -->" * 2_000,
    ],
)
def test_what_only_looks_like_a_doctype_or_an_encoding_is_read(harmless: str) -> None:
    text = write(base("JW323")).decode()
    without = text[text.index("<jw323:Bericht") :]
    assert read((harmless + without).encode()) == base("JW323")


def test_a_page_pasted_into_a_text_is_no_crowd_of_attributes() -> None:
    page = "".join(f'<p class="MsoNormal" style="margin:0">Regel {n}.</p>\n' for n in range(1_000))
    message = change(base("JW315"), {"client.commentaar": page})
    assert read(write(message)) == message


def test_a_header_of_elsewhere_is_no_header() -> None:
    own = "http://www.istandaarden.nl/ijw/3_2/jw323/schema"
    for space in ("x", "http://www.istandaarden.nl/ijw/3_2/jw301/schema"):
        with pytest.raises(UnreadableMessage):
            sniff(f'<Bericht xmlns="{own}"><Header xmlns="{space}"/></Bericht>'.encode())


@pytest.mark.parametrize("wrong", ["<jw323:Z19831105/>", "&z19831105;", "<z19831105:x/>"])
def test_a_traceback_does_not_quote_the_message(wrong: str) -> None:
    text = write(base("JW323")).decode()
    far = re.sub(r"(<ijw:Begindatum>)2026", r"\g<1>19831", text)
    for raw in (far, text.replace("</jw323:Bericht>", wrong)):
        with pytest.raises(MessageError) as caught:
            read(raw.encode())
        assert "19831" not in "".join(traceback.format_exception(caught.value))


def test_years_out_of_reach_everywhere_are_found_at_once() -> None:
    raw = claim(10_000, "B1").replace(b"2026-07", b"12026-07")
    began = time.monotonic()
    with pytest.raises(InvalidMessage) as caught:
        read(raw)
    assert time.monotonic() - began < 3, "less than a second; minutes when each costs a scan"
    assert {finding.regel for finding in caught.value.findings} == {"GRENS"}
    assert len(caught.value.findings) == MAX_FINDINGS


EXTERNAL = """<?xml version="1.0"?>
<!DOCTYPE Bericht [<!ENTITY % a SYSTEM "{uri}"> %a;<!ENTITY b SYSTEM "{uri}">]>
<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw323/schema">&b;</Bericht>"""


def test_no_file_is_opened_for_a_document(tmp_path: Path) -> None:
    """A pipe that nobody fills: whoever opens it to read waits for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{uri}"/>'
    for text in (EXTERNAL, f"<!-- {'x' * 70_000} -->{EXTERNAL[22:]}", include):
        raw = text.format(uri=pipe.as_uri()).encode()
        assert verdict(raw) != []
        with pytest.raises(MessageError):
            read(raw)


def _only_ours(raw: bytes) -> None:
    """Whatever comes out is a message or an error of ours, and all agree whether it is one."""
    found = _findings_of_reading(raw)
    if {finding.regel for finding in found} != {"GRENS"}:
        assert (not found) is (verdict(raw) == [])
    with suppress(UnreadableMessage):
        sniff(raw)


def _findings_of_reading(raw: bytes) -> Sequence[Finding]:
    try:
        check(read(raw))
    except MessageError as error:
        return error.findings
    return ()


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes(raw: bytes) -> None:
    _only_ours(raw)
    _only_ours(b'<?xml version="1.0" encoding="UTF-8"?>' + raw)
    with pytest.raises(UnreadableMessage):
        from_json(raw)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_random_edits_of_a_message(data: st.DataObject) -> None:
    soort = data.draw(st.sampled_from(list(MESSAGES)))
    raw = document(Random(data.draw(st.integers(0, 50))), soort)
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(raw)))
        end = begin + data.draw(st.integers(0, 40))
        raw = raw[:begin] + data.draw(st.binary(max_size=20)) + raw[end:]
    _only_ours(raw)


@pytest.mark.parametrize("soort", MESSAGES)
def test_spoiled_messages(soort: str) -> None:
    for raw in spoiled(document(Random(soort), soort), 200):
        _only_ours(raw)


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=10), inner),
)


@settings(max_examples=200, deadline=None)
@given(value=JSON, soort=st.sampled_from(list(MESSAGES)))
def test_random_json(value: Any, soort: str) -> None:
    for twin in (value, {"soort": soort, "header": value}):
        with pytest.raises(MessageError):
            from_json(json.dumps(twin))
