-- Log streams of a tenant: where its log is sent, batch by batch, and up to where it was (docs/decisions/0074).

CREATE TABLE log_streams (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('http', 'file')),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'suspended')),
  -- Auth0's categories; empty for all events.
  categories text[] NOT NULL DEFAULT '{}',
  -- Of type http.
  endpoint text,
  content_type text,
  content_format text CHECK (content_format IN ('JSONLINES', 'JSONARRAY', 'JSONOBJECT')),
  -- Of the request, in lower case; their values are sealed.
  header_names text[] NOT NULL DEFAULT '{}',
  sealed_headers text,
  -- The last event that was read; before the first, a time and no id.
  read_until timestamptz(6) NOT NULL DEFAULT now(),
  read_id text NOT NULL DEFAULT '',
  -- Of the process that sends a batch now; another may take over after the time.
  lease text,
  leased_until timestamptz(6),
  delivered_at timestamptz(6),
  -- The first failure since the last success.
  failing_since timestamptz(6),
  -- Why the last attempt failed, as a code, and the status of the response.
  problem text,
  status integer,
  -- No attempt before this time.
  hold_until timestamptz(6),
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT log_streams_sink CHECK (
    CASE WHEN type = 'http' THEN num_nonnulls(endpoint, content_type, content_format) = 3
    ELSE num_nonnulls(endpoint, content_type, content_format, sealed_headers) = 0 END
  ),
  CONSTRAINT log_streams_headers CHECK ((sealed_headers IS NULL) = (cardinality(header_names) = 0))
);

ALTER TABLE log_streams ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON log_streams USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON log_streams AS RESTRICTIVE FOR SELECT USING (foyer.is_tenant_wide());
CREATE POLICY may_insert ON log_streams AS RESTRICTIVE FOR INSERT WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_update ON log_streams AS RESTRICTIVE FOR UPDATE
  USING (foyer.is_tenant_wide())
  WITH CHECK (foyer.is_tenant_wide());
CREATE POLICY may_delete ON log_streams AS RESTRICTIVE FOR DELETE USING (foyer.is_tenant_wide());

-- Only to find the streams that are to be served, before there is a tenant.
CREATE POLICY without_a_tenant ON log_streams FOR SELECT
  USING (foyer.access_kind() = 'system' AND foyer.tenant_id() = '');
