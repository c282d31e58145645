-- For which other APIs, and with which scopes, an application’s refresh tokens get access tokens (docs/decisions/0072).
ALTER TABLE clients ADD COLUMN refresh_token_policies jsonb NOT NULL DEFAULT '[]';
