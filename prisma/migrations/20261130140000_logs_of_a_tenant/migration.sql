-- The console lists a tenant's events by type and by request, newest first.
CREATE INDEX audit_events_by_type ON audit_events (tenant_id, type, occurred_at, id);
CREATE INDEX audit_events_by_request ON audit_events (tenant_id, request_id, occurred_at) WHERE request_id IS NOT NULL;
