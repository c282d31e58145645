import type { InPerson, OrganizationActor } from '@/lib/access'
import { read } from '@/lib/db/doors'
import { writeIfPossible } from '@/lib/db/optional-write'
import type { Tx } from '@/lib/db/prisma'
import { opaqueColours } from '@/lib/domain/branding/opaque-colours'
import { byCookie } from '@/lib/domain/users/by-cookie'
import { recordEntry, wasRecorded } from './record-entry'

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
  | { refusal: null; organization: EnteredOrganization; actor: OrganizationActor & InPerson }

interface Visitor {
  tenantId: string
  userId: string
  sessionId: string
}

/**
 * Whether a signed-in person may be on the pages of the organization with this slug, today’s or an older one that
 * is still held for it, and what she holds there. `unknown` covers foreign and unknown alike. Of one who comes in
 * without being a member the audit keeps that she did, once a session.
 */
export async function enterOrganization(person: Visitor, slug: string): Promise<Entry> {
  const { tenantId, userId } = person
  const { entry, isNews } = await read(byCookie(tenantId, userId), async (tx) => {
    const found = await findEntry(tx, person, slug)
    return { entry: found, isNews: found.refusal === null && !(await isAtHome(tx, found.actor)) }
  })
  if (!isNews || entry.refusal !== null) return entry
  await writeIfPossible(() => recordEntry(entry.actor))
  return entry
}

async function findEntry(tx: Tx, { tenantId, userId, sessionId }: Visitor, slug: string): Promise<Entry> {
  const organization = await findBySlug(tx, tenantId, slug)
  if (!organization) return { refusal: 'unknown' }
  const [standing] = await tx.$queryRaw<{ refusal: string | null; held: string[] | null }[]>`
    SELECT refusal, held FROM foyer_standing(${organization.id}, ${userId}, ${sessionId})`
  if (!standing || standing.refusal === 'member') return { refusal: 'unknown' }
  if (standing.refusal === 'session') return { refusal: 'session' }
  if (standing.refusal === 'connection') return { refusal: 'connection', slug: organization.slug }
  const actor: OrganizationActor & InPerson = {
    kind: 'organization',
    tenantId,
    organizationId: organization.id,
    caller: { userId, sessionId },
    held: new Set(standing.held),
  }
  return { refusal: null, organization, actor }
}

/** A member, or one of whom the audit knows already that she is none. */
async function isAtHome(tx: Tx, actor: OrganizationActor & InPerson): Promise<boolean> {
  const { tenantId, organizationId } = actor
  const { userId } = actor.caller
  const memberships = await tx.member.count({ where: { tenantId, organizationId, userId } })
  return memberships > 0 || (await wasRecorded(tx, actor))
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
  return { ...organization, ...opaqueColours(organization) }
}
