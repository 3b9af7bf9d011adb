# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Traces (OpenTelemetry): one from a request, over the outbox and the log, to what came of it.

The context travels in the event (`traceparent`) and with a message that waits to be judged.
Without an exporter nothing is recorded, and a context that comes in is still passed on. Spans
hold names of routes, kinds and types; never a path, a key or anything of a message.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_SERVER_ERROR = 500
_CONTEXT = TraceContextTextMapPropagator()


class Tracing:
    """The tracer of one service; closed, it has sent what it had."""

    def __init__(
        self,
        service: str,
        version: str,
        exporter: SpanExporter | None = None,
        share: float = 1.0,
    ) -> None:
        self._provider: TracerProvider | None = None
        tracers: trace.TracerProvider = trace.NoOpTracerProvider()
        if exporter is not None:
            about = {"service.name": f"jeugdregio-{service}", "service.version": version}
            sampler = ParentBased(TraceIdRatioBased(share))
            self._provider = TracerProvider(sampler=sampler, resource=Resource.create(about))
            self._provider.add_span_processor(BatchSpanProcessor(exporter))
            tracers = self._provider
        self._tracer = tracers.get_tracer("jeugdregio", version)

    @contextmanager
    def span(
        self,
        name: str,
        kind: SpanKind = SpanKind.INTERNAL,
        parent: str | None = None,
        **attributes: str,
    ) -> Iterator[Span]:
        """A span around a block, below `parent` (a `traceparent`) or else the one around it.

        An underscore in the name of an attribute stands for a dot. Of an error only the class is
        noted: its text may quote a message.
        """
        within = context_of({"traceparent": parent}) if parent else None
        named = {key.replace("_", "."): value for key, value in attributes.items()}
        with self._tracer.start_as_current_span(
            name,
            within,
            kind,
            named,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except Exception as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str]) -> Iterator[Span]:
        """The span of a request; `answered` completes it."""
        with self.span(
            method, SpanKind.SERVER, headers.get("traceparent"), http_request_method=method
        ) as span:
            yield span

    def close(self) -> None:
        """Send what was recorded; takes as long as the receiver of traces does, at most 5 s."""
        if self._provider is not None:
            self._provider.force_flush(5000)
            self._provider.shutdown()


def otlp_exporter(endpoint: str) -> SpanExporter | None:
    """Sends spans to a collector (OTLP over HTTP); None without an endpoint."""
    return OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces") if endpoint else None


def answered(span: Span, method: str, route: str, status: int) -> None:
    """What became of a request, once its route is known."""
    span.update_name(f"{method} {route}")
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    if status >= _SERVER_ERROR:
        span.set_status(Status(StatusCode.ERROR))


def context_of(carrier: Mapping[str, str | None]) -> Context:
    """The context in a carrier; one that cannot be read is no context."""
    return _CONTEXT.extract({k: v for k, v in carrier.items() if v}, Context())


def traceparent() -> str | None:
    """The context of this moment, to go with an event or a message; None outside any trace."""
    carrier: dict[str, str] = {}
    _CONTEXT.inject(carrier)
    return carrier.get("traceparent")
