-- What one person did in an organization, and what was done about her, newest first.
CREATE INDEX "audit_events_tenant_id_organization_id_actor_id_occurred_at_idx" ON "audit_events"("tenant_id", "organization_id", "actor_id", "occurred_at");
CREATE INDEX "audit_events_tenant_id_organization_id_target_id_occurred_a_idx" ON "audit_events"("tenant_id", "organization_id", "target_id", "occurred_at");
