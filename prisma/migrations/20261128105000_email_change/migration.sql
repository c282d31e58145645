-- A code can confirm the new address of an account.
ALTER TABLE email_proofs DROP CONSTRAINT email_proofs_purpose;
ALTER TABLE email_proofs ADD CONSTRAINT email_proofs_purpose
  CHECK (purpose IN ('sign_up', 'sign_in', 'reset_password', 'invitation', 'connection', 'email_change'));
