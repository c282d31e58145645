import { isDeepStrictEqual } from 'node:util'
import type { AnyTenantAccess, Permission } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { change, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { hasSecret } from './client-secret'
import { assertOrganization } from './list-clients'
import { type Client, type ClientSettings, columnsOf, lockClient, readClient } from './read-client'
import { auditedSettings, validateSettings, type ClientInput } from './validate-settings'

export type ClientEditor = Extract<
  Permission,
  'update:clients' | 'update:client_keys' | 'update:client_credentials'
>

/**
 * Changes an application. One that no longer proves itself by a secret loses those it has; one that begins to has none
 * before rotateClientSecret() makes one.
 * @throws DomainError not_found; invalid, at the field
 */
export async function changeClient(
  access: AnyTenantAccess<ClientEditor>,
  { id, ...input }: ClientInput & { id: string },
): Promise<Client> {
  const { tenantId } = access
  const seen = await read(access, (tx) => readClient(tx, tenantId, id))
  // Keys take time to read: not while the row waits.
  const settings = await validateSettings(input, settingsOf(seen))
  return change(access, async (tx) => {
    const client = await lockClient(tx, tenantId, id)
    if (!isDeepStrictEqual(client, seen)) throw changedMeanwhile()
    const { before, after } = changesOf(fields, settingsOf(client), settings)
    if (Object.keys(after).length === 0) return unchanged(client)
    await assertOrganization(tx, tenantId, after.defaultOrganizationId)
    await tx.client.update({ where: { tenantId_id: { tenantId, id } }, data: columnsOf(after) })
    const secretsRemoved = hasSecret(settings) ? 0 : await removeSecrets(tx, tenantId, id)
    const result = await readClient(tx, tenantId, id)
    const details = {
      before: auditedSettings(before),
      after: auditedSettings(after),
      ...(secretsRemoved > 0 ? { secretsRemoved } : {}),
    }
    const target = { kind: 'client', id, name: result.name }
    return { result, events: [{ type: 'client.changed', target, details }] }
  })
}

const fields = [
  ...(['name', 'description', 'logoUri', 'appType', 'grantTypes', 'tokenEndpointAuthMethod'] as const),
  ...(['redirectUris', 'logoutUrls', 'allowedOrigins', 'webOrigins', 'initiateLoginUri'] as const),
  ...(['organizationUsage', 'organizationRequireBehavior', 'organizationDiscoveryMethods'] as const),
  ...(['defaultOrganizationId', 'metadata', 'keys'] as const),
  ...(['refreshIdleSeconds', 'refreshAbsoluteSeconds', 'idTokenSeconds', 'requirePkce'] as const),
]

function settingsOf({ id: _, createdAt: __, ...settings }: Client): ClientSettings {
  return settings
}

async function removeSecrets(tx: Tx, tenantId: string, clientId: string): Promise<number> {
  return (await tx.clientSecret.deleteMany({ where: { tenantId, clientId } })).count
}

function changedMeanwhile(): DomainError {
  return new DomainError('conflict', 'Someone else changed the application at the same time. Try again.')
}
