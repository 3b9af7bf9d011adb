# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A trace goes on from the request to what came of it, over the queue, the outbox and the log."""

from collections.abc import Callable, Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from libs.common.auth import OrgType
from libs.common.tracing import Tracing, otlp_exporter, traceparent
from tests.e2e.conftest import AGB, CLIENT, GEMEENTE, REGIO, Region, a_claim, a_line, a_request
from tests.infra.collector import Collector, collecting

Spans = dict[str, InMemorySpanExporter]
CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def spans() -> Spans:
    return {}


@pytest.fixture
def exporter_of(spans: Spans) -> Callable[[str], SpanExporter | None]:
    return lambda service: spans.setdefault(service, InMemorySpanExporter())


def recorded(region: Region, spans: Spans) -> list[tuple[str, ReadableSpan]]:
    for service in region.services.values():
        service.runtime.tracing.close()
    return [(name, span) for name, one in spans.items() for span in one.get_finished_spans()]


async def test_one_trace_from_a_message_to_the_figures(region: Region, spans: Spans) -> None:
    asking = region.of("referral", OrgType.AANBIEDER, AGB)
    headers = {"Content-Type": "application/xml", "traceparent": CALLER}
    answer = await asking.post("/berichten", content=a_request(), headers=headers)
    assert answer.status_code == 202
    await region.rest()

    all_spans = recorded(region, spans)
    ours = [(s, x) for s, x in all_spans if f"{x.context.trace_id:032x}" == CALLER.split("-")[1]]
    names = {(service, span.name) for service, span in ours}
    awarded = "process nl.jeugdwet.toewijzing.vastgesteld.v1"

    assert {
        ("referral", "POST /berichten"),
        ("referral", "judge JW315"),
        ("billing", awarded),
        ("reporting", awarded),
    } <= names
    post = next(span for _, span in ours if span.name == "POST /berichten")
    judged = next(span for _, span in ours if span.name == "judge JW315")
    handled = [span for _, span in ours if span.name == awarded]
    assert post.parent is not None
    assert f"{post.parent.span_id:016x}" == CALLER.split("-")[2]
    assert judged.parent is not None
    assert judged.parent.span_id == post.context.span_id
    assert {span.parent and span.parent.span_id for span in handled} == {judged.context.span_id}


async def test_no_span_tells_of_a_child(region: Region, spans: Spans) -> None:
    await region.post("referral", a_request())
    await region.post("billing", a_claim("D1", "DN1", [a_line(1, "R1", 10)]))
    officer = region.of("referral", OrgType.GEMEENTE, GEMEENTE)
    await officer.post("/clienten/_zoek", json={"bsn": CLIENT.bsn})
    await region.of("reporting", OrgType.REGIO, REGIO).get("/kerncijfers?van=2026-07&tot=2026-07")

    told = "".join(span.to_json() for _, span in recorded(region, spans))

    assert len(told) > 1000
    for secret in (CLIENT.bsn, CLIENT.achternaam, CLIENT.postcode, CLIENT.straat):
        assert secret not in told


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as made:
        yield made


def test_spans_reach_a_collector_with_the_name_of_the_service(
    collector: Collector,
) -> None:
    taken = collector.taken
    tracing = Tracing("billing", "1.2.3", otlp_exporter(collector.url))
    with pytest.raises(RuntimeError), tracing.span("judge JW323", kind_of_help="jeugdhulp"):
        raise RuntimeError("999900006 must not come out")
    tracing.close()

    (resource,) = taken[0].resource_spans
    about = {one.key: one.value.string_value for one in resource.resource.attributes}
    (span,) = resource.scope_spans[0].spans
    assert (about["service.name"], about["service.version"]) == ("jeugdregio-billing", "1.2.3")
    assert (span.name, span.status.message) == ("judge JW323", "RuntimeError")
    assert [a.key for a in span.attributes] == ["kind.of.help"]
    assert b"999900006" not in taken[0].SerializeToString()


def test_without_a_collector_a_context_is_passed_on_and_nothing_recorded() -> None:
    tracing = Tracing("billing", "1.2.3", otlp_exporter(""))
    with tracing.span("judge JW323", parent=CALLER) as span:
        assert traceparent() == CALLER
        assert not span.is_recording()
    with tracing.span("judge JW323", parent="onzin"):
        assert traceparent() is None
    with tracing.span("judge JW323"):
        assert traceparent() is None
