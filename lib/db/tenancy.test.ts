import { beforeAll, describe, expect, it } from 'vitest'
import type { AnyAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { createFullTenant, type FullTenant } from '@/test/fixtures/full-tenant'
import { bypassRowSecurity, read } from './transaction'
import { Prisma } from './generated/client'
import { prisma } from './prisma'

let foreign: FullTenant
let stranger: FullTenant
let tables: string[]

beforeAll(async () => {
  ;[foreign, stranger] = await Promise.all([createFullTenant(), createFullTenant()])
  tables = (await catalogue()).map(({ name }) => name)
})

interface Table {
  name: string
  protected: boolean
  key: string[]
  tenantRule: boolean
  kinds: number
}

function catalogue(): Promise<Table[]> {
  return prisma().$queryRaw<Table[]>`
    SELECT c.relname::text AS name, c.relrowsecurity AND c.relforcerowsecurity AS protected,
      (SELECT array_agg(a.attname::text ORDER BY k.place)
       FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(column_number, place)
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.column_number
       WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
      EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.permissive = 'PERMISSIVE' AND p.cmd = 'ALL'
        AND p.qual LIKE '%foyer.tenant_id()%' AND p.with_check LIKE '%foyer.tenant_id()%') AS "tenantRule",
      (SELECT count(DISTINCT p.cmd)::int FROM pg_policies p WHERE p.tablename = c.relname AND p.permissive = 'RESTRICTIVE') AS kinds
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
    ORDER BY 1`
}

async function count(access: AnyAccess, table: string, where = Prisma.sql`true`): Promise<number> {
  const rows = await read(
    access,
    (tx) =>
      tx.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM ${Prisma.raw(`"${table}"`)} WHERE ${where}`,
  )
  return Number(rows[0]?.n)
}

async function columns(table: string): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ name: string }[]>`
    SELECT attname::text AS name FROM pg_attribute WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped`
  return rows.map(({ name }) => name)
}

describe('every table', () => {
  it('is forced under row security, with the tenant always and each kind of access', async () => {
    for (const table of await catalogue()) {
      expect(table, table.name).toMatchObject({ protected: true, tenantRule: true, kinds: 4 })
    }
  })

  it('has the tenant id as the first column of its key', async () => {
    for (const { name, key } of await catalogue()) {
      expect(key[0], name).toBe(name === 'tenants' ? 'id' : 'tenant_id')
    }
  })

  it('points at others only within the tenant', async () => {
    const loose = await prisma().$queryRaw<{ name: string }[]>`
      SELECT conname::text AS name FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM unnest(conkey, confkey) AS k(here, there)
          JOIN pg_attribute h ON h.attrelid = conrelid AND h.attnum = k.here AND h.attname = 'tenant_id'
          JOIN pg_attribute t ON t.attrelid = confrelid AND t.attnum = k.there AND t.attname = 'tenant_id')`
    expect(loose).toEqual([])
  })

  it('has rows here, so that the tests below can fail', async () => {
    for (const table of tables) {
      expect(
        await count(bypassRowSecurity('a test reads', foreign.tenant.tenantId), table),
        table,
      ).toBeGreaterThan(0)
    }
  })

  it('shows another tenant nothing, whatever the kind of access', async () => {
    const { tenantId } = foreign.tenant
    const kinds: AnyAccess[] = [
      bypassRowSecurity('a test acts in another tenant', stranger.tenant.tenantId),
      await stranger.tenant.tenantAccess(stranger.owner),
      await stranger.tenant.accessTo(stranger.organization, stranger.owner),
      stranger.owner.self,
      { kind: 'public', tenantId: stranger.tenant.tenantId, subject: foreign.organization.slug },
    ]
    for (const table of tables.filter((name) => name !== 'tenants')) {
      for (const access of kinds) {
        expect(
          await count(access, table, Prisma.sql`tenant_id = ${tenantId}`),
          `${table} as ${access.kind}`,
        ).toBe(0)
      }
    }
  })

  it('shows another organization of the tenant nothing of this one', async () => {
    const { tenant, organization } = foreign
    const neighbour = await tenant.createUser()
    const next = await tenant.createOrganization({ owner: neighbour })
    const kinds: AnyAccess[] = [await tenant.accessTo(next, neighbour), neighbour.self]
    for (const table of tables) {
      if (!(await columns(table)).includes('organization_id')) continue
      for (const access of kinds) {
        expect(
          await count(access, table, Prisma.sql`organization_id = ${organization.id}`),
          `${table} as ${access.kind}`,
        ).toBe(0)
      }
    }
  })

  it('shows another organization only users who are its members', async () => {
    const { tenant, owner } = foreign
    const neighbour = await tenant.createUser()
    const access = await tenant.accessTo(await tenant.createOrganization({ owner: neighbour }), neighbour)
    for (const table of tables) {
      const names = await columns(table)
      const column = table === 'users' ? 'id' : 'user_id'
      if (!names.includes(column)) continue
      const ofOwner = Prisma.sql`${Prisma.raw(column)} = ${owner.id}`
      expect(await count(access, table, ofOwner), table).toBe(0)
      expect(await count(neighbour.self, table, ofOwner), `${table}, self`).toBe(0)
    }
  })

  it('shows self access only the user’s own audit events and no email, and lets it delete neither', async () => {
    const { tenant } = foreign
    const person = await tenant.createUser()
    const email = { recipient: 'another@tenant.test', template: 'password_changed', payload: {} }
    await tenant.write((tx) => tx.mail.createMany({ data: { id: newId('mail'), ...email } }))
    const seen = {
      audit_events: Prisma.sql`actor_id IS DISTINCT FROM ${person.id}`,
      audit_people: Prisma.sql`actor_email IS DISTINCT FROM ${person.email}`,
      mails: Prisma.sql`true`,
    }
    for (const [table, others] of Object.entries(seen)) {
      expect(await count(person.self, table, others), table).toBe(0)
    }
    for (const table of ['audit_people', 'mails']) {
      const touched = await read(
        person.self,
        (tx) => tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE organization_id IS NULL`,
      )
      expect(touched, table).toBe(0)
    }
  })

  it('lets another tenant change and delete nothing', async () => {
    const otherTenant = bypassRowSecurity('a test acts in another tenant', stranger.tenant.tenantId)
    const { tenantId } = foreign.tenant
    const isLocked = (name: string) => /^(tenants|audit_.*|branding_versions)$/.test(name)
    for (const table of tables.filter((name) => !isLocked(name))) {
      const touched = await read(
        otherTenant,
        (tx) => tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE tenant_id = ${tenantId}`,
      )
      expect(touched, table).toBe(0)
    }
  })
})

describe('every function', () => {
  it('is in the schema foyer', async () => {
    const strays = await prisma().$queryRaw`
      SELECT proname::text AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace`
    expect(strays).toEqual([])
  })

  it('that reads tables is PL/pgSQL, which keeps its plans', async () => {
    const planned = await prisma().$queryRaw`
      SELECT p.proname::text AS name FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
      WHERE p.pronamespace = 'foyer'::regnamespace AND l.lanname = 'sql' AND p.prosrc ~* '\\mfrom\\M'`
    expect(planned).toEqual([])
  })
})

describe('the audit', () => {
  it('and the versions of branding are append-only for the app’s role', async () => {
    const system = bypassRowSecurity('a test alters the audit log', foreign.tenant.tenantId)
    for (const statement of [
      'UPDATE audit_events SET type = $$x$$',
      'DELETE FROM audit_events',
      'TRUNCATE audit_events',
      'UPDATE branding_versions SET number = 2',
      'DELETE FROM branding_versions',
    ]) {
      await expect(read(system, (tx) => tx.$executeRaw`${Prisma.raw(statement)}`)).rejects.toThrow(
        /permission denied/,
      )
    }
  })
})
