import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { newId } from '@/lib/ids'
import { createApplication, createGrant } from '@/test/fixtures/builders'

export interface MachineRows {
  id: string
  kids: string[]
  grantId: string
}

export async function createPreviousSecret(tx: Tx, clientId: string): Promise<string> {
  const id = newId('secret')
  const expiresAt = new Date(Date.now() + 3_600_000)
  await tx.clientSecret.create({ data: { id, clientId, secretHash: sha256Hex(id), expiresAt } })
  return id
}

export async function createMachine(tx: Tx, apiId: string): Promise<MachineRows> {
  const kids = ['first', 'second']
  const key = { kty: 'RSA', n: 'AQAB', e: 'AQAB', alg: 'RS256', use: 'sig' }
  const { id } = await createApplication(tx, {
    name: 'Harbour nightly',
    appType: 'non_interactive',
    grantTypes: ['client_credentials'],
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: { keys: kids.map((kid) => ({ ...key, kid })) },
  })
  const scope = ['read:reports']
  return {
    id,
    kids,
    grantId: await createGrant(tx, { clientId: id, apiId, scope, organizationUsage: 'allow' }),
  }
}

/** Of an organization: a draft of its branding and an earlier version. */
export async function createDraftAndVersion(tx: Tx, organizationId: string): Promise<void> {
  await tx.organization.updateMany({ where: { id: organizationId }, data: { brandingDraft: {} } })
  const version = { number: 1, content: { primaryColor: '#1d4ed8' }, publishedBy: null }
  await tx.brandingVersion.create({ data: { organizationId, ...version } })
}

/** Its page links to the role, the organization and the user. */
export async function createRoleEvent(
  tx: Tx,
  event: { id: string; organizationId: string; actorId: string; ownRoleId: string },
): Promise<void> {
  const { id, organizationId, actorId, ownRoleId } = event
  const about = { actorKind: 'user', actorId, targetKind: 'role', targetId: ownRoleId }
  await tx.auditEvent.create({ data: { id, organizationId, type: 'role.changed', ...about } })
  await tx.auditPeople.create({
    data: { eventId: id, organizationId, actorName: 'Uma User', targetName: 'Pilot' },
  })
}

/** Under a new id: the tenant’s other APIs have the same ids in every tenant. */
export async function createApi(tx: Tx, names: string[]): Promise<string> {
  const id = newId('resourceServer')
  await tx.api.create({ data: { id, name: 'Harbour reports', identifier: `https://${id}.harbour.test` } })
  await tx.permission.createMany({ data: names.map((name) => ({ apiId: id, name })) })
  return id
}
