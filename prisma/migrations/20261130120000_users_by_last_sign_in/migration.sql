-- Lists of users by their last sign-in, with those who never signed in at the end.
CREATE INDEX users_by_last_login ON users (tenant_id, coalesce(last_login_at, 'epoch'::timestamptz), id);
