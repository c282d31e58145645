import type { Client } from 'pg'

/** All that the tenant has, but for when sessions and members were last active, and where. */
export async function digestOf(client: Client, tenantId: string): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND c.relname <> 'member_sessions' ORDER BY 1`,
  )
  const digests = tables.map(
    ({ name }) => `SELECT md5(string_agg(line, '|' ORDER BY line)) AS digest FROM (
      SELECT (to_jsonb(t) - '{last_seen_at,longest_idle_seconds,last_active_at}'::text[])::text AS line
      FROM "${name}" t WHERE t.tenant_id = $1) AS lines`,
  )
  const { rows } = await client.query<{ digest: string }>(
    `SELECT md5(string_agg(digest, '|' ORDER BY digest)) AS digest FROM (${digests.join(' UNION ALL ')}) AS all_tables`,
    [tenantId],
  )
  return rows[0]?.digest ?? ''
}
