import pg from 'pg'

const schemas = ['public', 'foyer', 'pgboss', 'limits']

/** The app’s role may read and write all other tables. */
const exceptions: Record<string, string[]> = {
  'public._prisma_migrations': [],
  'public.audit_events': ['SELECT', 'INSERT'],
  'public.branding_versions': ['SELECT', 'INSERT'],
}
const readAndWrite = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']

/** Grants only what is missing; sends no GRANT if nothing is. */
export async function grantToApp(owner: pg.Client, appRole: string): Promise<void> {
  const role = pg.escapeIdentifier(appRole)
  await grantMissing(onSchemas)
  await grantMissing(onTables, JSON.stringify(exceptions), JSON.stringify(readAndWrite))
  await grantMissing(onSequences)
  await grantMissing(onFunctions)

  async function grantMissing(missing: string, ...more: string[]): Promise<void> {
    const { rows } = await owner.query<{ statement: string }>(missing, [appRole, schemas, ...more])
    for (const { statement } of rows) await owner.query(`GRANT ${statement} TO ${role}`)
  }
}

// Each finds what is missing. $1 is the role, $2 the schemas; of tables, $3 the exceptions, $4 what all others get.
const onSchemas = `SELECT format('USAGE ON SCHEMA %I', nspname) AS statement FROM pg_namespace
   WHERE nspname = ANY ($2) AND NOT has_schema_privilege($1, oid, 'USAGE')`

const onTables = `WITH tables AS (
     SELECT c.oid, n.nspname, c.relname, coalesce($3::jsonb -> (n.nspname || '.' || c.relname), $4::jsonb) AS wanted
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($2) AND c.relkind IN ('r', 'p', 'v'))
   SELECT format('%s ON TABLE %I.%I', string_agg(privilege, ', '), nspname, relname) AS statement
   FROM tables, jsonb_array_elements_text(wanted) AS privilege
   WHERE NOT has_table_privilege($1, oid, privilege)
   GROUP BY nspname, relname`

const onSequences = `SELECT format('USAGE ON SEQUENCE %I.%I', n.nspname, c.relname) AS statement
   FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($2) AND CASE c.relkind WHEN 'S' THEN NOT has_sequence_privilege($1, c.oid, 'USAGE') END`

const onFunctions = `SELECT format('EXECUTE ON ROUTINE %s', p.oid::regprocedure) AS statement
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname = ANY ($2) AND pg_has_role(p.proowner, 'USAGE')
     AND NOT has_function_privilege($1, p.oid, 'EXECUTE')`
