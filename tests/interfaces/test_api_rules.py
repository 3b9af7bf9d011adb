# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the NLGov API Design Rules ask and no linter sees, of every operation of every service.

Version, guarding headers and the form of errors are looked at in each answer that comes by here
(`operations.looked_at`).
"""

import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from libs.common.contracts import asyncapi
from tests.interfaces.operations import Api

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PERSONAL = re.compile(
    r"bsn|burgerservice|achternaam|voornaam|voorletters|geboortedatum|geboortedag|adres|postcode|"
    r"huisnummer|straat|telefoon|e-?mail",
    re.IGNORECASE,
)
WHOLE_LISTS = re.compile(
    r"/versies$"  # of one thing: as many as times it was changed
    r"|^/(segmenten|gelijke-voorwaarden|cbs-aanbieders|kleine-aanbieders)$"  # one region, one year
    r"|^/kleine-aanbiederslijsten/{jaar}$"
    r"|^/risicos/{dossierId}$"
    r"|^/(wachtnormen|dyslexieregels|complexe-casussen)$"  # settings, and counts
    r"|^/controles/{controleId}/(cijfers|dossiers|audit)$"  # of one control
    r"|^/(signalen|bedrijfsopgaven)$"  # one row per aanbieder or year of the caller
    r"|^/(definities|indicatoren|ews/normen|abonnementen/typen|federatie/bronnen)$"  # catalogues
    r"|^/verwerkingsactiviteiten$"
    r"|^/ews/verwachtingen$"  # of one aanbieder
    r"|^/ews/aanbieders/{agbCode}/stappen$|/opmerkingen$"  # of one aanbieder
)
"""Lists that are short by what they are of, and come in one."""


async def test_a_slash_behind_a_path_leads_nowhere(api: Api) -> None:
    """/core/no-trailing-slash: 404, and no redirect."""
    for one in api.operations:
        answer = await api.http.request(one.method, f"{one.path}/")
        assert (one.template, answer.status_code) == (one.template, 404)


async def test_a_method_that_is_not_there_names_all_that_are(api: Api) -> None:
    """/core/http-methods: `Allow` is complete, also where several templates fit."""
    for path in {one.path for one in api.operations}:
        fitting = [one for one in api.operations if _fits(one.template, path)]
        there = {one.method for one in fitting}
        for absent in set(METHODS) - there:
            answer = await api.http.request(absent, path)
            assert (path, answer.status_code) == (path, 405)
            allowed = there | ({"HEAD"} if "GET" in there else set())
            assert set(answer.headers["Allow"].split(", ")) == allowed, path


def _fits(template: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) is not None


async def test_head_is_get_without_a_body(api: Api) -> None:
    """/core/http-methods: wherever GET is."""
    for one in api.operations:
        if one.method != "GET":
            continue
        headers = api.bearer(one.rule)
        get = await api.http.get(one.path, headers=headers)
        head = await api.http.head(one.path, headers=headers)
        assert (one.template, head.status_code, head.content) == (
            one.template,
            get.status_code,
            b"",
        )
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


async def test_all_that_lacks_is_named_together(api: Api) -> None:
    """/core/error-handling/invalid-input and all-errors: 400, every field that is required."""
    asked = 0
    for one in api.operations:
        schema = api.schema(one.takes.get("application/json", {}).get("schema", {}))
        if not (required := set(schema.get("required", ()))):
            continue
        answer = await api.http.request(one.method, one.path, json={}, headers=api.bearer(one.rule))
        assert (one.template, answer.status_code) == (one.template, 400), answer.text
        named = {param["name"] for param in answer.json()["invalidParams"]}
        assert required <= named, (one.method, one.template)
        asked += 1
    assert asked > 3


async def test_another_content_type_is_415_and_another_form_406(api: Api) -> None:
    """Before anything was read, wherever a body or an answer is."""
    for one in api.operations:
        if one.takes:
            odd = {"Content-Type": "application/x-anders"}
            answer = await api.http.request(one.method, one.path, content=b"x", headers=odd)
            assert (one.template, answer.status_code) == (one.template, 415)
            for kind in one.takes:
                assert kind in answer.json()["detail"]
        answer = await api.http.request(one.method, one.path, headers={"Accept": "image/png"})
        assert (one.template, answer.status_code) == (one.template, 406)
        told = one.described["responses"]
        assert {"406", *(["415"] if one.takes else [])} <= told.keys()


async def test_the_document_is_open_to_all(api: Api) -> None:
    """/core/publish-openapi: at the base path, without a token, from any origin."""
    answer = await api.http.get("/openapi.json", headers={"Origin": "https://elders.example"})
    assert answer.json() == api.document
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Content-Type"] == "application/json"


async def test_so_is_that_of_the_events(api: Api) -> None:
    """AsyncAPI 3, with what this service sends and reads."""
    answer = await api.http.get("/asyncapi.json")
    name = api.service.runtime.name
    assert answer.json() == asyncapi.document(api.service.runtime.version, name)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


async def test_who_found_a_hole_finds_whom_to_tell(api: Api) -> None:
    """RFC 9116, which the government asks of APIs too."""
    answer = await api.http.get("http://test/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = [line.partition(": ")[::2] for line in answer.text.splitlines()]
    assert ("Contact", f"mailto:{api.service.runtime.settings.contact_email}") in fields
    expires = datetime.fromisoformat(dict(fields)["Expires"])
    left = expires - api.service.runtime.clock.now()
    assert timedelta(days=90) < left < timedelta(days=365)


async def test_no_address_holds_what_a_person_is_known_by(api: Api) -> None:
    """/core/transport/no-sensitive-uris: what is looked for by such data is in a body."""
    for one in api.operations:
        names = re.findall(r"{(\w+)}", one.template)
        names += [p["name"] for p in one.described.get("parameters", ()) if p["in"] == "query"]
        assert [name for name in names if PERSONAL.search(name)] == [], one.template


async def test_long_lists_come_in_pages(api: Api) -> None:
    """A cursor and a limit, and `Link` to the next page; a list that needs none is named above."""
    for one in api.operations:
        if one.method != "GET" or not _is_list(api, one.described):
            continue
        names = {param["name"] for param in one.described.get("parameters", ())}
        assert {"cursor", "limit"} <= names or WHOLE_LISTS.search(one.template), one.template


def _is_list(api: Api, described: dict[str, Any]) -> bool:
    told = described["responses"].get("200", {}).get("content", {}).get("application/json", {})
    shown = api.schema(told.get("schema", {}))
    return shown.get("type") == "array" or "resultaten" in shown.get("properties", {})


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("", 200),
        ("application/*", 200),
        ("text/html, */*;q=0.1", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
    ],
)
async def test_what_is_accepted(api: Api, accept: str, status: int) -> None:
    """Ranges and weights of `Accept`, at the first list of a service."""
    one = next(
        one
        for one in api.operations
        if one.method == "GET" and "{" not in one.template and _is_list(api, one.described)
    )
    headers = {**api.bearer(one.rule), "Accept": accept}
    answer: httpx.Response = await api.http.get(one.path, headers=headers)
    assert answer.status_code == status
