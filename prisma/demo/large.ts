import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { insertOrganization } from '@/lib/domain/organizations/insert-organization'

const tenantId = 'lumen'
const members = 100_000
const organizations = 10_000
const batch = 500

/** Data for load tests in lumen: one organization of 100,000 members (slug `large`), 10,000 organizations. Idempotent. */
export async function ensureLarge(say: (line: string) => void): Promise<void> {
  const system = bypassRowSecurity('the load set is seeded', tenantId)
  const known = await read(system, (tx) =>
    tx.organizationSlug.findUnique({ where: { tenantId_slug: { tenantId, slug: 'large' } } }),
  )
  const organizationId = known?.organizationId ?? (await makeLarge())
  for (let from = 1; from <= members; from += batch) {
    await seeded((tx) => addMembers(tx, organizationId, { from, to: from + batch - 1 }))
    say(`${Math.min(from + batch - 1, members).toLocaleString('en')} members`)
  }
  for (let from = 1; from <= organizations; from += batch) {
    await seeded((tx) => addOrganizations(tx, { from, to: from + batch - 1 }))
    say(`${Math.min(from + batch - 1, organizations).toLocaleString('en')} organizations`)
  }
}

interface Range {
  from: number
  to: number
}

function seeded<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return change(bypassRowSecurity('the load set is seeded', tenantId), async (tx) => ({
    result: await work(tx),
    events: [{ type: 'demo.seeded', target: { kind: 'tenant', id: tenantId } }],
  }))
}

function makeLarge(): Promise<string> {
  return seeded(async (tx) => {
    const owner = await tx.user.findFirstOrThrow({ where: { tenantId, emailFolded: 'olu@lumen.test' } })
    const role = await tx.role.findFirstOrThrow({ where: { tenantId, name: 'Owner', usableIn: '*' } })
    const { id } = await insertOrganization(tx, {
      slug: 'large',
      displayName: 'Large',
      owner: { userId: owner.id, roleId: role.id },
    })
    return id
  })
}

/** Numbered, so that a second run finds the people of the first. */
async function addMembers(tx: Tx, organizationId: string, { from, to }: Range): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name)
    SELECT ${tenantId}, 'auth0|' || lpad(to_hex(n), 24, 'e'), 'person' || n || '@large.test', 'person' || n || '@large.test', now(),
      'Person ' || n
    FROM generate_series(${from}::int, ${to}::int) n ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO members (tenant_id, organization_id, user_id)
    SELECT ${tenantId}, ${organizationId}, 'auth0|' || lpad(to_hex(n), 24, 'e')
    FROM generate_series(${from}::int, ${to}::int) n ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO member_roles (tenant_id, organization_id, user_id, role_id, usable_in)
    SELECT ${tenantId}, ${organizationId}, 'auth0|' || lpad(to_hex(n), 24, 'e'), r.id, '*'
    FROM generate_series(${from}::int, ${to}::int) n
    JOIN roles r ON r.tenant_id = ${tenantId} AND r.usable_in = '*' AND r.name = CASE n % 10 WHEN 0 THEN 'Viewer' ELSE 'Member' END
    ON CONFLICT DO NOTHING`
}

async function addOrganizations(tx: Tx, { from, to }: Range): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO organizations (tenant_id, id, slug, display_name)
    SELECT ${tenantId}, 'org_large' || lpad(n::text, 11, '0'), 'company-' || n, 'Company ' || n
    FROM generate_series(${from}::int, ${to}::int) n ON CONFLICT DO NOTHING`
  await tx.$executeRaw`
    INSERT INTO organization_slugs (tenant_id, slug, skeleton, organization_id)
    SELECT ${tenantId}, 'company-' || n, 'company' || n, 'org_large' || lpad(n::text, 11, '0')
    FROM generate_series(${from}::int, ${to}::int) n ON CONFLICT DO NOTHING`
}
