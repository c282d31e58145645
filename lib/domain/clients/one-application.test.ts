import { beforeAll, describe, expect, it } from 'vitest'
import type { Permission, TenantAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { createOperator } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { listOrganizationsOfClient } from '../organization-clients/queries'
import { findOrganizationId } from '../organizations/get-organization'
import { addRedirectUri } from './update-client'
import { createClient } from './create-client'
import { deleteClient } from './delete-client'
import { findLastSignIn } from './client-use'
import { listClientSecrets, revokeClientSecret, rotateClientSecret } from './client-secrets'
import { getClient } from './list-clients'

const needed = [
  'create:clients',
  'read:clients',
  'update:clients',
  'delete:clients',
  'read:client_keys',
  'update:client_keys',
  'read:organizations',
  'read:organization_clients',
] as const satisfies readonly Permission[]

let tenant: TestTenant
let access: TenantAccess<(typeof needed)[number]>
let other: TestTenant
let theirs: TenantAccess<(typeof needed)[number]>

beforeAll(async () => {
  tenant = await createTestTenant()
  access = await tenant.tenantAccess(await createOperator(tenant), ...needed)
  other = await createTestTenant()
  theirs = await other.tenantAccess(await createOperator(other), ...needed)
})

async function make(): Promise<string> {
  return (await createClient(access, { name: 'Harbour web' })).client.id
}

function eventsOf(targetId: string) {
  return tenant.read((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { id: 'asc' } }))
}

describe('the secrets of an application', () => {
  it('are listed while they work, and a previous one can be revoked before its time', async () => {
    const clientId = await make()
    await rotateClientSecret(access, { id: clientId, previousSeconds: 3600 })
    const [current, previous] = await listClientSecrets(access, clientId)
    expect([current?.expiresAt, previous?.expiresAt]).toEqual([null, expect.any(Date)])
    const revoke = (secretId = '') => revokeClientSecret(access, { clientId, secretId })
    await expect(revoke(current?.id)).rejects.toMatchObject({ code: 'not_found' })
    const foreign = revokeClientSecret(theirs, { clientId, secretId: previous?.id ?? '' })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    await revoke(previous?.id)
    expect(await listClientSecrets(access, clientId)).toEqual([current])
    expect((await eventsOf(clientId)).at(-1)).toMatchObject({ type: 'client.secret_revoked' })
  })

  it('are not listed once they have ended, or to another tenant', async () => {
    const clientId = await make()
    await rotateClientSecret(access, { id: clientId, previousSeconds: 3600 })
    const ended = { where: { clientId, expiresAt: { not: null } }, data: { expiresAt: new Date(0) } }
    await tenant.write((tx) => tx.clientSecret.updateMany(ended))
    expect(await listClientSecrets(access, clientId)).toHaveLength(1)
    expect(await listClientSecrets(theirs, clientId)).toEqual([])
  })
})

it('a redirect URI is added beside the others, once, if it is one', async () => {
  const id = await make()
  const uri = 'https://app.harbour.test/callback'
  await addRedirectUri(access, { id, uri })
  await addRedirectUri(access, { id, uri })
  await addRedirectUri(access, { id, uri: 'http://localhost:4000/callback' })
  expect((await getClient(access, id)).redirectUris).toEqual([uri, 'http://localhost:4000/callback'])
  expect((await eventsOf(id)).filter(({ type }) => type === 'client.changed')).toHaveLength(2)
  for (const wrong of ['', 'harbour', 'http://app.harbour.test/', 'https://*.harbour.test/'])
    await expect(addRedirectUri(access, { id, uri: wrong })).rejects.toMatchObject({ field: 'callbacks' })
})

it('an application is deleted by someone who types its name, in any case', async () => {
  const id = await make()
  const wrong = deleteClient(access, id, { confirmation: 'Harbour' })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid', field: 'confirmation' })
  await deleteClient(access, id, { confirmation: ' harbour WEB ' })
  await expect(getClient(access, id)).rejects.toMatchObject({ code: 'not_found' })
})

it('the last sign-in names the person only to those who may see people', async () => {
  const clientId = await make()
  expect(await findLastSignIn(access, clientId)).toBeNull()
  await tenant.write(async (tx) => {
    const id = newId('event')
    const event = { type: 'application.entered', actorKind: 'user', targetKind: 'client' }
    await tx.auditEvent.create({ data: { id, ...event, targetId: clientId } })
    await tx.auditPeople.create({ data: { eventId: id, actorEmail: 'ann@acme.test' } })
  })
  expect((await findLastSignIn(access, clientId))?.email).toBe('ann@acme.test')
  const person = await tenant.createUser()
  await tenant.write(async (tx) => {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { isPortal: true } })
    await tx.userPermission.create({ data: { userId: person.id, apiId, name: 'read:clients' } })
  })
  const limited = await tenant.tenantAccess(person, 'read:clients')
  expect(await findLastSignIn(limited, clientId)).toMatchObject({ email: null })
  expect(await findLastSignIn(theirs, clientId)).toBeNull()
})

it('the organizations of an application are listed without deleted ones, and found by slug or id', async () => {
  const clientId = await make()
  const [one, gone] = await Promise.all([tenant.createOrganization(), tenant.createOrganization()])
  await tenant.write(async (tx) => {
    for (const { id: organizationId } of [one, gone])
      await tx.organizationClient.create({ data: { organizationId, clientId, useForMemberAccess: true } })
    await tx.organization.updateMany({ where: { id: gone.id }, data: { deletedAt: new Date() } })
  })
  const { rows } = await listOrganizationsOfClient(access, clientId, { take: 10, skip: 0 })
  expect(rows).toMatchObject([{ id: one.id, useForMemberAccess: true, isAppEntitlementActive: false }])
  expect(await findOrganizationId(access, one.slug.toUpperCase())).toBe(one.id)
  expect(await findOrganizationId(access, one.id)).toBe(one.id)
  expect(await findOrganizationId(access, gone.id)).toBeNull()
  expect(await findOrganizationId(theirs, one.id)).toBeNull()
})
