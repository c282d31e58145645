-- Who was given a permission directly: to tell the last user who may change users.
CREATE INDEX user_permissions_tenant_id_api_id_name_idx ON user_permissions (tenant_id, api_id, name);
