import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { asSuperuser } from './database'

/** The id of one of lumen’s tenant roles. */
export async function tenantRole(name: string): Promise<string> {
  const [row] = await query<{ id: string }>(
    `SELECT id FROM roles WHERE tenant_id = 'lumen' AND usable_in = '*' AND name = $1`,
    [name],
  )
  if (!row) throw new Error(`There is no tenant role ${name}.`)
  return row.id
}

/** So many roles of the organization’s own, with names that fill what a name may hold. */
export async function manyRoles(slug: string, count: number): Promise<void> {
  await query(
    `INSERT INTO roles (tenant_id, id, name, description, organization_id)
     SELECT 'lumen', 'rol_' || $3 || n, rpad('Role ' || lpad(n::text, 2, '0') || ' for whoever ', 100, 'keeps-books-'),
       'What it is for.', o.id
     FROM organizations o, generate_series(1, $2::int) n WHERE o.tenant_id = 'lumen' AND o.slug = $1`,
    [slug, count, randomBytes(6).toString('hex')],
  )
}

async function query<Row extends pg.QueryResultRow>(
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}
