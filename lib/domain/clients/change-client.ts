import type { Permission } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { isDeepStrictEqual } from 'node:util'
import type { AnyTenantAccess } from '../any-tenant-access'
import { changesOf } from '../changes-of'
import { auditedSettings } from './audited-settings'
import { hasSecret } from './client-secret'
import { insistOnOrganization } from './default-organization'
import { validateSettings, type WantedClient } from './validate-settings'
import { columnsOf, lockClient, readClient, type Client, type ClientSettings } from './read-client'

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
  { id, ...wanted }: WantedClient & { id: string },
): Promise<Client> {
  const { tenantId } = access
  const seen = await read(access, (tx) => readClient(tx, tenantId, id))
  // Keys take time to read: not while the row waits.
  const settings = await validateSettings(wanted, settingsOf(seen))
  return change(access, async (tx) => {
    const client = await lockClient(tx, tenantId, id)
    if (!isDeepStrictEqual(client, seen)) throw changedMeanwhile()
    const { before, after } = changesOf(fields, settingsOf(client), settings)
    if (Object.keys(after).length === 0) return unchanged(client)
    await insistOnOrganization(tx, tenantId, after.defaultOrganizationId)
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
  return new DomainError(
    'conflict',
    'The application was changed by somebody else in this moment. Try again.',
  )
}
