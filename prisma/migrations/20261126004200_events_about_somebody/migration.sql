-- What somebody did in the tenant, and what was done about her.
CREATE INDEX "audit_events_tenant_id_actor_id_occurred_at_idx" ON "audit_events"("tenant_id", "actor_id", "occurred_at");
CREATE INDEX "audit_events_tenant_id_target_id_occurred_at_idx" ON "audit_events"("tenant_id", "target_id", "occurred_at");
