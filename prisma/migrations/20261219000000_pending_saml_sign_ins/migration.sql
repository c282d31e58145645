-- The session at a SAML provider and the digest of the certificate that signed, while the user enters a code.
ALTER TABLE pending_sign_ins ADD COLUMN saml jsonb;
CREATE INDEX pending_sign_ins_of_provider ON pending_sign_ins (tenant_id, connection_id, (saml->'session'->>'nameId'))
  WHERE saml IS NOT NULL;
