-- Whether new passwords are compared with those that Have I Been Pwned knows from leaks.
ALTER TABLE tenants ADD COLUMN refuse_leaked_passwords boolean NOT NULL DEFAULT false;
