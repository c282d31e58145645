-- A code that proves the address which a provider names.
ALTER TABLE email_proofs DROP CONSTRAINT email_proofs_purpose;
ALTER TABLE email_proofs ADD CONSTRAINT email_proofs_purpose
  CHECK (purpose IN ('sign_up', 'sign_in', 'reset_password', 'invitation', 'connection'));
