import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'

const secrets = z.object({ superuser: z.string(), app: z.string(), foyerSecret: z.string() })

/** All that is written of one organization of lumen, but for who uses it when; by table: how many rows, and what they hold. */
export async function snapshot(slug: string): Promise<Record<string, { rows: number; digest: string }>> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  try {
    const taken: Record<string, { rows: number; digest: string }> = {}
    for (const { table, column } of await organizationTables(client)) {
      const { rows } = await client.query<{ rows: number; digest: string }>(
        `SELECT count(*)::int AS rows, coalesce(md5(string_agg(line, '|' ORDER BY line)), '') AS digest
         FROM (SELECT (to_jsonb(t) - 'last_active_at')::text AS line FROM ${pg.escapeIdentifier(table)} t
           WHERE t.tenant_id = 'lumen' AND t.${pg.escapeIdentifier(column)} =
             (SELECT organization_id FROM organization_slugs WHERE tenant_id = 'lumen' AND slug = $1)) AS lines`,
        [slug],
      )
      if (rows[0]) taken[table] = rows[0]
    }
    return taken
  } finally {
    await client.end()
  }
}

async function organizationTables(client: pg.Client): Promise<{ table: string; column: string }[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, a.attname AS column
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND c.relname NOT IN ('sessions', 'member_sessions', 'email_proofs')
     UNION ALL SELECT 'organizations', 'id' ORDER BY 1`,
  )
  return rows
}

export function asSuperuser(): pg.ClientConfig {
  const { port, superuser } = runningProduct()
  return { host: '127.0.0.1', port, user: 'postgres', password: superuser, database: 'foyer' }
}

/** The environment of the running product, for a process that calls its domain functions. */
export function productEnvironment(): Record<string, string> {
  const { port, app, foyerSecret } = runningProduct()
  return {
    FOYER_SECRET: foyerSecret,
    FOYER_EMBEDDED: '1',
    DATABASE_URL: `postgresql://foyer_app:${app}@127.0.0.1:${port}/foyer`,
  }
}

function runningProduct(): z.infer<typeof secrets> & { port: number } {
  const dataDir = process.env['FOYER_DATA'] ?? '.foyer'
  const port = Number(readFileSync(join(dataDir, 'port'), 'utf8'))
  return { port, ...secrets.parse(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))) }
}
