# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a collector of traces is: takes spans over HTTP, and here keeps them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Told:
    """A span as a collector sees it; identifiers are hexadecimal."""

    service: str
    name: str
    trace_id: str
    span_id: str
    parent_id: str


@dataclass(frozen=True)
class Collector:
    """Its address, and all that was sent to it."""

    url: str
    taken: list[ExportTraceServiceRequest]

    def spans(self) -> list[Told]:
        """All spans, with the names of the services that made them."""
        found = []
        for resource in (one for request in self.taken for one in request.resource_spans):
            about = {one.key: one.value.string_value for one in resource.resource.attributes}
            found += [
                Told(
                    about["service.name"].removeprefix("jeugdregio-"),
                    span.name,
                    span.trace_id.hex(),
                    span.span_id.hex(),
                    span.parent_span_id.hex(),
                )
                for scope in resource.scope_spans
                for span in scope.spans
            ]
        return found


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector while the block lasts."""
    taken: list[ExportTraceServiceRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v1/traces":
                taken.append(ExportTraceServiceRequest.FromString(raw))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Collector(f"http://127.0.0.1:{server.server_port}", taken)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
