-- SPDX-FileCopyrightText: 2026 Jeugdregio
-- SPDX-License-Identifier: EUPL-1.2

-- A database for each service: none of them sees the tables of another.
CREATE DATABASE contract;
CREATE DATABASE referral;
CREATE DATABASE billing;
CREATE DATABASE reporting;
