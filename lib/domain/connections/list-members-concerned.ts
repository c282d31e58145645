import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { levelHere } from './level-here'

const found = z.object({
  name: z.string(),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      picture: z.string().nullable(),
      isElsewhere: z.boolean(),
      hasIdentity: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
})

export type MembersConcerned = z.output<typeof found>

const perPage = 25

/**
 * The members that it concerns if the organization requires this connection of its own, with its name. By user id. A page ends after
 * 1,000 members, however few of them it shows: `next` goes on. @throws DomainError not_found
 */
export function listMembersConcerned(
  access: OrganizationAccess<'read:organization_connections' | 'read:organization_members'>,
  { connectionId, after }: { connectionId: string; after: string },
): Promise<MembersConcerned> {
  const { tenantId, organizationId, isTenantLevel } = access
  return read(access, async (tx) => {
    const [row] = await tx.$queryRaw<{ name: string; members: object }[]>(sql`
      SELECT c.display_name AS name, foyer.members_concerned(c.id, ${after}, ${perPage}::integer) AS members
      FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.organization_id = ${organizationId} AND c.id = ${connectionId}
        AND (${isTenantLevel === true}::boolean OR ${levelHere(access, sql`c.id`)} <> 'none')`)
    if (!row) throw notFound()
    return found.parse({ name: row.name, ...row.members })
  })
}
