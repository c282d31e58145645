import { createHash } from 'node:crypto'
import type { Tx } from '@/lib/db/prisma'
import type { House } from './house'
import type { Names } from './sample'
import { makeFullHouse, type FullHouse } from './full-house'

/** A tenant full of things, and their ids as the Management API’s paths and bodies name them. */
export interface Victim extends FullHouse {
  /** By path: `/organizations/{id}` → the id that stands for its last parameter. */
  ids: Record<string, string>
  names: Names
}

export async function makeVictim(): Promise<Victim> {
  const full = await makeFullHouse()
  const found = await rowsOf(full)
  return { ...full, ids: pathsTo(full, found), names: namesOf(full, found) }
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

/** One of each thing. */
function rowsOf({ house, place }: FullHouse) {
  const where = { tenantId: house.tenantId }
  const of = { ...where, organizationId: place.id }
  return house.look(async (tx) => ({
    role: await tx.role.findFirstOrThrow({ where: of }),
    client: await tx.client.findFirstOrThrow({ where }),
    grant: await tx.clientGrant.findFirstOrThrow({ where }),
    invitation: await tx.invitation.findFirstOrThrow({ where: of }),
    domain: await tx.discoveryDomain.findFirstOrThrow({ where: of }),
    api: await tx.api.findFirstOrThrow({ where: { ...where, isPortal: false } }),
    authorization: await tx.authorization.findFirstOrThrow({ where }),
    event: await tx.auditEvent.findFirstOrThrow({ where }),
  }))
}

function pathsTo({ house, place, owner }: FullHouse, found: Rows): Record<string, string> {
  const connection = house.connection('password')
  const inside = '/organizations/{id}'
  return {
    [inside]: place.id,
    '/organizations/name/{name}': place.slug,
    [`${inside}/members/{user_id}`]: owner.id,
    [`${inside}/roles/{role_id}`]: found.role.id,
    [`${inside}/invitations/{invitation_id}`]: found.invitation.id,
    [`${inside}/connections/{connection_id}`]: connection,
    [`${inside}/enabled_connections/{connectionId}`]: connection,
    [`${inside}/client-grants/{grant_id}`]: found.grant.id,
    [`${inside}/discovery-domains/{discovery_domain_id}`]: found.domain.id,
    [`${inside}/discovery-domains/name/{discovery_domain}`]: found.domain.domain,
    '/users/{id}': owner.id,
    '/user-blocks/{id}': owner.id,
    '/roles/{id}': house.role('Member'),
    '/clients/{id}': found.client.id,
    '/client-grants/{id}': found.grant.id,
    '/resource-servers/{id}': found.api.id,
    '/connections/{id}': connection,
    '/sessions/{id}': owner.sessionId,
    '/refresh-tokens/{id}': found.authorization.id,
    '/grants/{id}': found.authorization.id,
    '/logs/{id}': found.event.id,
  }
}

function namesOf({ house, place, owner }: FullHouse, { client, grant, api, authorization }: Rows): Names {
  return {
    members: [owner.id],
    users: [owner.id],
    roles: [house.role('Member')],
    clients: [client.id],
    permissions: [{ resource_server_identifier: api.identifier, permission_name: 'read:rooms' }],
    client_id: client.id,
    connection_id: house.connection('password'),
    connection: 'password',
    grant_id: grant.id,
    user_id: owner.id,
    organization_id: place.id,
    session_id: owner.sessionId,
    ids: [authorization.id],
    audience: api.identifier,
    scope: ['read:rooms'],
  }
}

/** Everything that the tenant has, as one hash, but for rows that name another organization. */
export function fingerprint({ house }: FullHouse, another: string): Promise<string> {
  return house.look((tx) => fingerprintIn(tx, house, another))
}

/** The same, as this transaction sees it. */
export async function fingerprintIn(tx: Tx, { tenantId }: House, another: string): Promise<string> {
  const hash = createHash('sha256')
  const tables = await tx.$queryRaw<{ name: string }[]>`
    SELECT c.relname::text AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' ORDER BY 1`
  for (const { name } of tables) {
    const [row] = await tx.$queryRawUnsafe<{ content: string | null }[]>(
      `SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS content FROM "${name}" t
       WHERE t::text NOT LIKE $1 AND coalesce(to_jsonb(t)->>'tenant_id', to_jsonb(t)->>'id') = $2`,
      ...[`%${another}%`, tenantId],
    )
    hash.update(`${name} ${row?.content}\n`)
  }
  return hash.digest('hex')
}
