-- The console lists and counts the organizations where a connection is enabled.
CREATE INDEX enabled_connections_of_connection ON enabled_connections (tenant_id, connection_id, organization_id);
