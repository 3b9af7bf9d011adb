# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Measurements: each prints a ratio against a baseline taken in the same run."""

import logging

import structlog

# A line for each request is for who runs the services: here it would hide the tables.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
