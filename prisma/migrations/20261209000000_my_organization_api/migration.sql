-- How an application uses the My Organization API (docs/decisions/0072); an empty object if it does not.
ALTER TABLE clients ADD COLUMN my_organization_configuration jsonb NOT NULL DEFAULT '{}';
