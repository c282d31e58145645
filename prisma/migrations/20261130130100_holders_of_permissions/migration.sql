-- Who has a permission, which is shown before it is removed.
CREATE INDEX role_permissions_of_permission ON role_permissions (tenant_id, api_id, name, role_id);
CREATE INDEX user_permissions_of_permission ON user_permissions (tenant_id, api_id, name, user_id);
CREATE INDEX client_grants_of_api ON client_grants (tenant_id, api_id, id);
