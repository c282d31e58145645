import type { OrganizationActor } from '@/lib/access'
import { read } from '@/lib/db/doors'
import type { Tx } from '@/lib/db/prisma'
import { byCookie } from '@/lib/domain/users/by-cookie'

export interface EnteredOrganization {
  id: string
  slug: string
  displayName: string
  logoId: string | null
  primaryColor: string | null
  backgroundColor: string | null
}

export type Entry =
  | { refusal: 'unknown' | 'session' }
  | { refusal: 'connection'; slug: string }
  | { refusal: null; organization: EnteredOrganization; actor: OrganizationActor }

/**
 * Whether a signed-in person may be on the pages of the organization with this slug, today’s or an older one that
 * is still held for it, and what she holds there. `unknown` covers foreign and unknown alike.
 */
export function enterOrganization(
  person: { tenantId: string; userId: string; sessionId: string },
  slug: string,
): Promise<Entry> {
  const { tenantId, userId, sessionId } = person
  return read(byCookie(tenantId, userId), async (tx) => {
    const organization = await findBySlug(tx, tenantId, slug)
    if (!organization) return { refusal: 'unknown' }
    const [standing] = await tx.$queryRaw<{ refusal: string | null; held: string[] | null }[]>`
      SELECT refusal, held FROM foyer_standing(${organization.id}, ${userId}, ${sessionId})`
    if (!standing || standing.refusal === 'member') return { refusal: 'unknown' }
    if (standing.refusal === 'session') return { refusal: 'session' }
    if (standing.refusal === 'connection') return { refusal: 'connection', slug: organization.slug }
    const actor: OrganizationActor = {
      kind: 'organization',
      tenantId,
      userId,
      sessionId,
      organizationId: organization.id,
      held: new Set(standing.held),
    }
    return { refusal: null, organization, actor }
  })
}

async function findBySlug(tx: Tx, tenantId: string, slug: string): Promise<EnteredOrganization | null> {
  const found = await tx.organizationSlug.findUnique({
    where: { tenantId_slug: { tenantId, slug } },
    select: {
      heldUntil: true,
      organization: {
        select: {
          id: true,
          slug: true,
          displayName: true,
          logoId: true,
          primaryColor: true,
          backgroundColor: true,
          deletedAt: true,
        },
      },
    },
  })
  if (!found || found.organization.deletedAt || (found.heldUntil && found.heldUntil < new Date())) return null
  const { deletedAt: _, ...organization } = found.organization
  return organization
}
