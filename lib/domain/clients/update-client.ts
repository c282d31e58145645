import { isDeepStrictEqual } from 'node:util'
import type { AnyTenantAccess, Permission, TenantAccess } from '@/lib/access'
import { change, read, unchanged } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { namesOf, parseFields } from '../fields'
import { assertProfiles } from '../named-profiles/assert-profiles'
import { clientFields, type ClientSettings } from './client-fields'
import { hasSecret } from './client-secrets'
import { assertOrganization } from './list-clients'
import { type Client, clientRowOf, lockClient, readClient } from './read-client'
import { auditedSettings, type ClientInput, validateSettings } from './validate-settings'

export const clientEditors = [
  'update:clients',
  'update:client_keys',
  'update:client_credentials',
] as const satisfies readonly Permission[]
export type ClientEditor = (typeof clientEditors)[number]

/** Deletes secrets it no longer uses. @throws DomainError not_found, conflict; invalid, at the field */
export async function updateClient(
  access: AnyTenantAccess<ClientEditor>,
  { id, ...input }: ClientInput & { id: string },
): Promise<Client> {
  const { tenantId } = access
  const seen = await read(access, (tx) => readClient(tx, tenantId, id))
  // Parsing keys is slow, so it happens before the lock.
  const settings = await validateSettings(input, settingsOf(seen))
  return change(access, async (tx) => {
    const client = await lockClient(tx, tenantId, id)
    if (!isDeepStrictEqual(client, seen)) throw changedConcurrently()
    const { before, after } = changesOf(namesOf(clientFields), settingsOf(client), settings)
    if (Object.keys(after).length === 0) return unchanged(client)
    await assertOrganization(tx, tenantId, after.defaultOrganizationId)
    await assertProfiles(tx, tenantId, after.myOrganizationConfiguration)
    await tx.client.update({ where: { tenantId_id: { tenantId, id } }, data: clientRowOf(after) })
    const ofClient = { where: { tenantId, clientId: id } }
    const secretsRemoved = hasSecret(settings) ? 0 : (await tx.clientSecret.deleteMany(ofClient)).count
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

function settingsOf({ id: _, createdAt: __, ...settings }: Client): ClientSettings {
  return settings
}

function changedConcurrently(): DomainError {
  return new DomainError('conflict', 'Someone else changed the application at the same time. Try again.')
}

/** @throws DomainError not_found; invalid at `callbacks` */
export function addRedirectUri(
  access: TenantAccess<'update:clients'>,
  { id, uri }: { id: string; uri: string },
): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    const { name, appType, redirectUris: before } = await lockClient(tx, tenantId, id)
    const { redirectUris } = parseFields(clientFields, { redirectUris: [...before, uri] }, appType)
    if (redirectUris.length === before.length) return unchanged(undefined)
    await tx.client.update({ where: { tenantId_id: { tenantId, id } }, data: { redirectUris } })
    const details = { before: { redirectUris: before }, after: { redirectUris } }
    const target = { kind: 'client', id, name }
    return { result: undefined, events: [{ type: 'client.changed', target, details }] }
  })
}
