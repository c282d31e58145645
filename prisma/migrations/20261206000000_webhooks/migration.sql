-- Webhooks of a tenant and of its organizations: where events are sent, what is sent, and each attempt (docs/decisions/0069).

CREATE TABLE webhooks (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  -- Whose own it is; null for the tenant's.
  organization_id text,
  -- Not null, so that the foreign keys of what belongs to it carry whose it is.
  owner text NOT NULL GENERATED ALWAYS AS (coalesce(organization_id, '*')) STORED,
  name text NOT NULL,
  url text NOT NULL,
  -- Types or groups of events; '*' for all.
  event_types text[] NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'disabled')),
  sealed_secret text NOT NULL,
  secret_set_at timestamptz(6) NOT NULL DEFAULT now(),
  -- Signs besides the present secret until then.
  sealed_previous_secret text,
  previous_secret_until timestamptz(6),
  -- Events before this time have their deliveries.
  read_until timestamptz(6) NOT NULL DEFAULT now(),
  -- The first failure since the last success.
  failing_since timestamptz(6),
  -- No attempt before this time: the receiver is slow, unreachable or asked to wait.
  hold_until timestamptz(6),
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, owner, id),
  FOREIGN KEY (tenant_id, organization_id) REFERENCES organizations (tenant_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX webhooks_of_organization ON webhooks (tenant_id, organization_id);

CREATE TABLE webhook_deliveries (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text,
  owner text NOT NULL GENERATED ALWAYS AS (coalesce(organization_id, '*')) STORED,
  webhook_id text NOT NULL,
  -- The audit event; null for a test event.
  event_id text,
  -- The header webhook-id: the same in every attempt.
  message_id text NOT NULL,
  type text NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  -- Since it was first sent or last redelivered: decides when the next one is.
  attempts_in_series integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz(6),
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, owner, id),
  UNIQUE (tenant_id, webhook_id, message_id),
  FOREIGN KEY (tenant_id, owner, webhook_id) REFERENCES webhooks (tenant_id, owner, id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (tenant_id, webhook_id, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (tenant_id, created_at);

CREATE TABLE webhook_attempts (
  tenant_id text NOT NULL DEFAULT current_setting('app.tenant_id'),
  id text NOT NULL,
  organization_id text,
  owner text NOT NULL GENERATED ALWAYS AS (coalesce(organization_id, '*')) STORED,
  delivery_id text NOT NULL,
  -- Of the response; null if there was none.
  status integer,
  -- Why it failed, as a code; null if it succeeded.
  problem text,
  duration_ms integer NOT NULL,
  attempted_at timestamptz(6) NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, owner, delivery_id) REFERENCES webhook_deliveries (tenant_id, owner, id) ON DELETE CASCADE
);
CREATE INDEX webhook_attempts_of_delivery ON webhook_attempts (tenant_id, delivery_id, id);

ALTER TABLE webhooks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON webhooks USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON webhooks AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON webhooks AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON webhooks AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON webhooks AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON webhook_deliveries USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON webhook_deliveries AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON webhook_deliveries AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON webhook_deliveries AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON webhook_deliveries AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

ALTER TABLE webhook_attempts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON webhook_attempts USING (tenant_id = foyer.tenant_id()) WITH CHECK (tenant_id = foyer.tenant_id());
CREATE POLICY may_select ON webhook_attempts AS RESTRICTIVE FOR SELECT
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_insert ON webhook_attempts AS RESTRICTIVE FOR INSERT
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_update ON webhook_attempts AS RESTRICTIVE FOR UPDATE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  )
  WITH CHECK (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );
CREATE POLICY may_delete ON webhook_attempts AS RESTRICTIVE FOR DELETE
  USING (
    foyer.is_tenant_wide()
    OR (foyer.access_kind() = 'organization' AND organization_id = foyer.organization_id())
  );

-- Only to find the tenants whose events are to be sent, before there is a tenant.
CREATE POLICY without_a_tenant ON webhooks FOR SELECT
  USING (foyer.access_kind() = 'system' AND foyer.tenant_id() = '');
