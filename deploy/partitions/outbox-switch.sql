-- SPDX-FileCopyrightText: 2026 Jeugdregio
-- SPDX-License-Identifier: EUPL-1.2

-- Second step: the table becomes the first part of a table in parts. Moves and reads no row, and holds a
-- lock for a moment; when it does not get that within five seconds nothing has changed.

BEGIN;
SET LOCAL lock_timeout = '5s';
LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE;

CREATE SCHEMA partitions;
ALTER SEQUENCE outbox_seq_seq OWNED BY NONE;
ALTER TABLE outbox SET SCHEMA partitions;
ALTER TABLE partitions.outbox RENAME TO outbox_first;

CREATE TABLE public.outbox (LIKE partitions.outbox_first INCLUDING DEFAULTS)
    PARTITION BY RANGE (seq);
ALTER SEQUENCE public.outbox_seq_seq OWNED BY public.outbox.seq;
ALTER TABLE public.outbox ADD CONSTRAINT pk_outbox PRIMARY KEY (seq);
CREATE INDEX ix_outbox_unsent_seq ON public.outbox (seq) WHERE sent_at IS NULL;
CREATE INDEX ix_outbox_unsent_bundle ON public.outbox (bundle) WHERE sent_at IS NULL;

-- Parts are made ahead, and a last one takes what comes when nobody made the next: nothing is refused.
CREATE FUNCTION partitions.add_outbox_part() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    part CONSTANT bigint := 10000000;
    begins bigint;
    name text;
BEGIN
    SELECT max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \(''?(\d+)'))[1]::bigint)
        INTO begins
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.outbox'::regclass;
    name := 'outbox_' || begins / part;
    EXECUTE format('CREATE TABLE partitions.%I PARTITION OF public.outbox '
        'FOR VALUES FROM (%s) TO (%s)', name, begins, begins + part);
    -- Of the whole table this cannot be asked; identifiers are made unique, and each part sees to its own.
    EXECUTE format('ALTER TABLE partitions.%I ADD UNIQUE (id)', name);
    RETURN name;
END $$;

DO $$
DECLARE
    bound bigint;
BEGIN
    SELECT (regexp_match(pg_get_constraintdef(oid), '< ''?(\d+)'))[1]::bigint INTO bound
        FROM pg_constraint WHERE conname = 'ck_outbox_first_part';
    EXECUTE format('ALTER TABLE public.outbox ATTACH PARTITION partitions.outbox_first '
        'FOR VALUES FROM (MINVALUE) TO (%s)', bound);
END $$;
SELECT partitions.add_outbox_part();
SELECT partitions.add_outbox_part();
CREATE TABLE partitions.outbox_rest PARTITION OF public.outbox DEFAULT;
ALTER TABLE partitions.outbox_rest ADD UNIQUE (id);
COMMIT;
