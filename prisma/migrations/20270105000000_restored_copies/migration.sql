-- Where the database was when it was made, or when `npm run restored` ran: a copy that pg_restore makes is elsewhere. Outside
-- public: no tenant has it.
CREATE TABLE foyer.database_identity (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  identity text NOT NULL
);

-- The server, the database and the table: a dump that is restored, in whichever of them, makes at least the table again, while
-- a standby has all three.
CREATE FUNCTION foyer.current_database_identity() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (SELECT format('%s.%s.%s', c.system_identifier, d.oid, 'foyer.database_identity'::regclass::oid)
    FROM pg_control_system() c, pg_database d WHERE d.datname = current_database());
END $$;
COMMENT ON FUNCTION foyer.current_database_identity() IS
  'What tells this database from every restored copy of it.';

INSERT INTO foyer.database_identity (identity) VALUES (foyer.current_database_identity());
