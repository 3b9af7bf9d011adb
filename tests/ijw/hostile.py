# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Documents near the bound on bytes that are made to cost time or memory.

`python -m tests.ijw.hostile NAME` reads one and prints what came of it: rules of its findings,
seconds, and the peak memory of the process in MB.
"""

import json
import re
import sys
import time
from collections.abc import Callable

from benchmarks.made import claim
from benchmarks.measure import own_peak_megabytes
from libs.ijw import MAX_BYTES, verdict, write
from libs.ijw.elements import SHARED_NAMESPACE
from tests.ijw.builders import base
from tests.ijw.complete import complete

_SHARED = SHARED_NAMESPACE.encode()
_ROOT = b"<jw323:Bericht "
_CONTACT = b"<jw301:Contact><jw301:Soort>01</jw301:Soort></jw301:Contact>"
_ROOM = MAX_BYTES - 64 * 1024


def _sample() -> bytes:
    return write(base("JW323"))


def _in_root(attributes: Callable[[int], bytes]) -> bytes:
    """As many attributes of the root as there is room for."""
    size = len(attributes(1_000_000)) + 1
    many = b" ".join(attributes(n) for n in range(_ROOM // size))
    return _sample().replace(_ROOT, _ROOT + many + b" ", 1)


def _filled(soort: str, before: bytes, what: bytes) -> bytes:
    """As many of something as there is room for, before a mark in a complete message."""
    return write(complete(soort)).replace(before, what * (_ROOM // len(what)) + before, 1)


def _in_text(what: bytes) -> bytes:
    return _filled("JW301", b"</jw301:Commentaar>", what)


def _default_namespace(raw: bytes) -> bytes:
    return raw.replace(b"jw301:", b"").replace(b"xmlns:jw301", b"xmlns")


def _wrong_everywhere() -> bytes:
    return claim(30_000, "B1").replace(b">45<", b">39<").replace(b">04<", b">99<")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "attributes of the root": lambda: _in_root(lambda n: b'a%d=""' % n),
    "200,000 attributes": lambda: _sample().replace(
        _ROOT, _ROOT + b" ".join(b'a%d="x"' % n for n in range(200_000)) + b" ", 1
    ),
    "the same attribute": lambda: _in_root(lambda _n: b"a=''"),
    "9,000 namespaces": lambda: claim(28_000, "B1").replace(
        _ROOT, _ROOT + b" ".join(b"xmlns:n%d='>%d'" % (n, n) for n in range(9_000)) + b" ", 1
    ),
    "a namespace each": lambda: re.sub(
        rb"<ijw:(\w+)>", rb'<ijw:\1 xmlns:ijw="%s">' % _SHARED, claim(16_000, "B1")
    ),
    "9,000 attributes": lambda: _sample().replace(
        _ROOT, _ROOT + b" ".join(b'a%d="x"' % n for n in range(9_000)) + b" ", 1
    ),
    "namespaces": lambda: _in_root(lambda n: b'xmlns:n%d="u%d"' % (n, n)),
    "xsi types": lambda: _sample().replace(
        b"<jw323:Header>",
        b'<jw323:Header xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + b'<jw323:BerichtCode xsi:type="x:y"/>' * 9_000,
        1,
    ),
    "empty siblings": lambda: _filled("JW323", b"<jw323:Declaratie>", b"<a/>"),
    "wrong siblings": lambda: _filled("JW323", b"<jw323:Declaratie>", b"<jw323:Declaratie/>"),
    "empty lines": lambda: _filled("JW323", b"<jw323:Prestatie>", b"<jw323:Prestatie/>"),
    "text between lines": lambda: _filled("JW323", b"<jw323:Prestatie>", b"x<jw323:Prestatie/>"),
    "empty contacts": lambda: _default_namespace(
        _filled("JW301", b"<jw301:Contact>", b"<jw301:Contact/>")
    ),
    "least contacts": lambda: _default_namespace(
        _filled("JW301", b"</jw301:Contactgegevens>", _CONTACT)
    ),
    "wrong return codes": lambda: _filled(
        "JW302", b"<jw302:RetourCode>", b"<jw302:RetourCode>x</jw302:RetourCode>"
    ),
    "return codes": lambda: _filled(
        "JW302", b"<jw302:RetourCode>", b"<jw302:RetourCode>0200</jw302:RetourCode>"
    ),
    "one long text": lambda: _in_text(b"x"),
    "a text of blanks": lambda: _in_text(b" "),
    "a text of line ends": lambda: _in_text(b"\r\n"),
    "a text of references": lambda: _in_text(b"&#65;"),
    "a text of comments": lambda: _in_text(b"<!--x-->"),
    "a text of CDATA": lambda: _in_text(b"<![CDATA[x]]>"),
    "a text of instructions": lambda: _in_text(b"<?x y?>x"),
    "one long attribute": lambda: _sample().replace(
        _ROOT, _ROOT + b'a="' + b"x" * _ROOM + b'" ', 1
    ),
    "one long name": lambda: b"<" + b"x" * _ROOM + b"/>",
    "one long comment": lambda: _sample() + b"<!--" + b"x" * _ROOM + b"-->",
    "deep": lambda: b"<a>" * (_ROOM // 3),
    "deep in its namespace": lambda: _filled("JW323", b"<jw323:Declaratie>", b"<jw323:Declaratie>"),
    "open brackets": lambda: b"<" * _ROOM,
    "blanks": lambda: b" " * _ROOM,
    "wrong everywhere": _wrong_everywhere,
    "commented everywhere": lambda: claim(29_000, "B1").replace(
        b"</jw323:Eenheid>", b"<!----></jw323:Eenheid>"
    ),
}


def main() -> None:
    """Judge one document."""
    raw = HOSTILE[sys.argv[1]]()
    began = time.perf_counter()
    rules = sorted({finding.regel for finding in verdict(raw)})
    taken = time.perf_counter() - began
    sys.stdout.write(json.dumps([rules, round(taken, 2), round(own_peak_megabytes())]) + "\n")


if __name__ == "__main__":
    main()
