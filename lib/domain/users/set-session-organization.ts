import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { joinOnLogin } from '../members/join-on-login'
import { bypassedBy } from '../connections/require-connection'
import { openSession, type OpenedSession, type ProviderSession } from './open-session'

export interface Arrival extends OpenedSession {
  emailFolded: string
  organization: { id: string; slug: string } | null
  /** Null unless the user is in exactly one organization. */
  onlySlug: string | null
}

interface SamlSignIn {
  session: ProviderSession
  /** Digest of the certificate that signed. */
  certificate: string
}

export interface Authenticated {
  tenantId: string
  userId: string
  connectionId: string
  amr: string[]
  /** Of a SAML provider. */
  saml?: SamlSignIn | undefined
}

/** Where the organization adds users who sign in with this connection, the user becomes a member first. */
export async function setSessionOrganization(
  tx: Tx,
  person: Authenticated,
  organizationId: string | null,
): Promise<{ arrival: Arrival; events: readonly [Event, ...Event[]] }> {
  const joined = organizationId === null ? [] : await joinOnLogin(tx, { ...person, organizationId })
  const { opened, event, emailFolded } = await openSession(tx, {
    ...person,
    providerSession: person.saml?.session,
  })
  const entered =
    organizationId === null ? null : await enter(tx, person.tenantId, { ...opened, organizationId })
  const organization = entered?.organization ?? null
  const arrival = { ...opened, organization, emailFolded, onlySlug: await findOnlySlug(tx, person) }
  const started = organization ? { ...event, organizationId: organization.id } : event
  return { arrival, events: [started, ...joined, ...(entered?.events ?? [])] }
}

async function enter(
  tx: Tx,
  tenantId: string,
  { sessionId, userId, organizationId }: OpenedSession & { organizationId: string },
): Promise<{ organization: { id: string; slug: string } | null; events: Event[] } | null> {
  const [status] = await tx.$queryRaw<{ refusal: string | null; bypassed: string | null }[]>`
    SELECT s.refusal, foyer.unrecorded_bypass(${organizationId}, ${userId}, ${sessionId}) AS bypassed
    FROM foyer.session_status(${organizationId}, ${userId}, ${sessionId}) s`
  if (!status || status.refusal !== null) return null
  await tx.session.update({ where: { tenantId_id: { tenantId, id: sessionId } }, data: { organizationId } })
  const organization = await tx.organization.findUnique({
    where: { tenantId_id: { tenantId, id: organizationId } },
    select: { id: true, slug: true },
  })
  const { bypassed } = status
  const events = bypassed === null ? [] : [bypassedBy({ userId, sessionId, organizationId }, bypassed)]
  return { organization, events }
}

async function findOnlySlug(tx: Tx, { tenantId, userId }: Authenticated): Promise<string | null> {
  const memberships = await tx.member.findMany({
    where: { tenantId, userId, suspendedAt: null, organization: { deletedAt: null, suspendedAt: null } },
    select: { organization: { select: { slug: true } } },
    take: 2,
  })
  return memberships.length === 1 ? (memberships[0]?.organization.slug ?? null) : null
}
