import type { Client } from 'pg'

/** When and where sessions and members were last active: requests write it that change nothing else. */
const excluded = {
  columns: ['last_seen_at', 'longest_idle_seconds', 'last_active_at'],
  table: 'member_sessions',
}
/** One per connection, since the tables stay the same. */
const statements = new WeakMap<Client, Promise<string>>()

/** Changes with each row of the tenant, but for what is `excluded`. */
export async function digestOf(client: Client, tenantId: string): Promise<string> {
  const known = statements.get(client) ?? digestStatement(client)
  statements.set(client, known)
  // With a name, PostgreSQL keeps the plan, which takes longer to make than to run.
  const statement = { name: 'digest', text: await known, values: [tenantId] }
  const { rows } = await client.query<{ digest: string }>(statement)
  return rows[0]?.digest ?? ''
}

async function digestStatement(client: Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string; isWhole: boolean }>(
    `SELECT c.relname AS name, NOT EXISTS (
       SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = ANY ($1)) AS "isWhole"
     FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $2 ORDER BY 1`,
    [excluded.columns, excluded.table],
  )
  const digests = tables.map(({ name, isWhole }) => {
    const line = isWhole ? 't::text' : `(to_jsonb(t) - '{${excluded.columns.join()}}'::text[])::text`
    return `SELECT '${name}' || md5(string_agg(line, '|' ORDER BY line)) AS digest
      FROM (SELECT ${line} AS line FROM "${name}" t WHERE t.tenant_id = $1) AS lines`
  })
  return `SELECT md5(string_agg(digest, '|' ORDER BY digest)) AS digest
    FROM (${digests.join(' UNION ALL ')}) AS all_tables`
}
