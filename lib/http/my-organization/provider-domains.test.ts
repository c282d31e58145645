import { beforeAll, describe, expect, it, vi } from 'vitest'
import { findOrganizationOfAddress } from '@/lib/domain/domains/queries'
import { newId } from '@/lib/ids'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { IdentityProvider } from '@/test/identity-provider'
import {
  type MyOrganizationApi,
  type MyOrganizationCaller,
  openMyOrganization,
} from '@/test/my-organization-api'
import { addVerifiedDomain, connectProvider, idIn } from '@/test/my-organization-providers'
import { waitForLockQueue, waitForLockWaiter } from '@/test/wait-for-lock-waiter'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let elsewhere: TestOrganization
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller
let provider: IdentityProvider

beforeAll(async () => {
  ;({ api, organization, asOwner, asNeighbour, elsewhere } = await openMyOrganization())
  provider = await IdentityProvider.start([])
  return () => provider.stop()
})

let count = 0
function newDomain(): string {
  count += 1
  return `acme-${count}.test`
}

/** Where people with such an address are sent to sign in. */
async function routeOf(domain: string): Promise<string | null> {
  const found = await findOrganizationOfAddress(api.tenant.tenantId, `ann@${domain}`)
  expect(found?.id).toBe(organization.id)
  return found?.connectionId ?? null
}

async function namesOf(path: string): Promise<unknown> {
  return (await asOwner.get(path)).json['domains']
}

function setRequired(connectionId: string, isRequired: boolean): Promise<unknown> {
  const { tenantId } = api.tenant
  const where = { tenantId, organizationId: organization.id, connectionId }
  return api.tenant.write((tx) => tx.enabledConnection.updateMany({ where, data: { isRequired } }))
}

describe('/identity-providers/{id}/domains', () => {
  it('201, 200 and 204: people with addresses of the domain are sent there, as both sides say', async () => {
    const [path, domain] = [await connectProvider(asOwner, provider), newDomain()]
    const at = await addVerifiedDomain(api, organization, domain)
    await asOwner.send('PATCH', path, { is_enabled: true })
    expect(await routeOf(domain)).toBeNull()
    const made = await asOwner.send('POST', `${path}/domains`, { domain: domain.toUpperCase() })
    expect([made.status, made.json]).toEqual([201, { domain }])
    expect(await namesOf(path)).toEqual([domain])
    expect((await asOwner.get(`${at}/identity-providers`)).rows('identity_providers')).toMatchObject([
      { id: idIn(path), display_name: 'Acme sign-in' },
    ])
    expect(await routeOf(domain)).toBe(idIn(path))
    expect((await asOwner.send('PATCH', path, { options: { client_id: 'foyer-2' } })).json).toMatchObject({
      domains: [domain],
    })
    expect((await asOwner.send('DELETE', `${path}/domains/${domain}`)).status).toBe(204)
    expect(await namesOf(path)).toEqual([])
    expect(await routeOf(domain)).toBeNull()
    const events = await api.tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { targetId: idIn(path), type: 'connection.changed' } }),
    )
    expect(events.map(({ details }) => details)).toContainEqual({
      before: { domains: [] },
      after: { domains: [domain] },
    })
    await asOwner.send('DELETE', path)
  })

  it('200: keeps the last test, which says nothing about domains', async () => {
    const [path, domain] = [await connectProvider(asOwner, provider), newDomain()]
    await addVerifiedDomain(api, organization, domain)
    const where = { tenantId_id: { tenantId: api.tenant.tenantId, id: idIn(path) } }
    const testedAt = new Date()
    await api.tenant.write((tx) => tx.connection.update({ where, data: { testedAt } }))
    expect((await asOwner.send('POST', `${path}/domains`, { domain })).status).toBe(201)
    const found = await api.tenant.read((tx) => tx.connection.findUnique({ where }))
    expect(found?.testedAt).toEqual(testedAt)
    await asOwner.send('DELETE', path)
  })

  it('a required provider has all verified domains, and none can be removed', async () => {
    const path = await connectProvider(asOwner, provider)
    const [one, other] = [newDomain(), newDomain()]
    await addVerifiedDomain(api, organization, one)
    await asOwner.send('PATCH', path, { is_enabled: true })
    await setRequired(idIn(path), true)
    await addVerifiedDomain(api, organization, other)
    expect(await namesOf(path)).toEqual(expect.arrayContaining([one, other]))
    expect(await routeOf(other)).toBe(idIn(path))
    expect((await asOwner.send('POST', `${path}/domains`, { domain: one })).status).toBe(409)
    expect((await asOwner.send('DELETE', `${path}/domains/${one}`)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('required for all verified domains'),
    })
    await setRequired(idIn(path), false)
    expect(await namesOf(path)).toEqual([])
    await asOwner.send('DELETE', path)
  })

  it('400: an invalid domain, one that is not verified, and one of another organization', async () => {
    const path = await connectProvider(asOwner, provider)
    const pending = newDomain()
    await asOwner.send('POST', 'domains', { domain: pending })
    const foreign = newDomain()
    await addVerifiedDomain(api, elsewhere, foreign)
    for (const domain of [pending, foreign, newDomain(), 'not a domain', 'gmail.com', '', 1, null])
      expect((await asOwner.send('POST', `${path}/domains`, { domain })).status, String(domain)).toBe(400)
    for (const body of [{}, [], { domain: newDomain(), extra: 1 }])
      expect((await asOwner.send('POST', `${path}/domains`, body)).status).toBe(400)
    expect(await namesOf(path)).toEqual([])
    await asOwner.send('DELETE', path)
  })

  it('404: another organization’s provider, one of the tenant’s, a domain that is not there', async () => {
    const [path, domain, theirs] = [await connectProvider(asOwner, provider), newDomain(), newDomain()]
    await addVerifiedDomain(api, organization, domain)
    await addVerifiedDomain(api, elsewhere, theirs)
    await asOwner.send('POST', `${path}/domains`, { domain })
    const tenants = `identity-providers/${api.tenant.connection('password')}`
    const none = `identity-providers/${newId('connection')}`
    for (const [caller, at, name] of [
      [asNeighbour, path, theirs],
      [asNeighbour, path, domain],
      [asOwner, tenants, domain],
      [asOwner, none, domain],
    ] as const) {
      const added = await caller.send('POST', `${at}/domains`, { domain: name })
      expect(added.status, `${at} ${name}`).toBe(404)
      expect((await caller.send('DELETE', `${at}/domains/${name}`)).status).toBe(404)
    }
    for (const name of [newDomain(), 'x', '%00', 'a%2Fb', 'x'.repeat(2000)])
      expect([400, 404]).toContain((await asOwner.send('DELETE', `${path}/domains/${name}`)).status)
    expect(await namesOf(path)).toEqual([domain])
    await asOwner.send('DELETE', path)
  })

  it('409: one that was added before, and more than a hundred', async () => {
    const [path, domain] = [await connectProvider(asOwner, provider), newDomain()]
    await addVerifiedDomain(api, organization, domain)
    expect((await asOwner.send('POST', `${path}/domains`, { domain })).status).toBe(201)
    expect((await asOwner.send('POST', `${path}/domains`, { domain })).json).toMatchObject({
      type: 'https://auth0.com/api-errors#A0E-409-0003',
      detail: 'The domain is already associated with this identity provider.',
    })
    const full = JSON.stringify(Array.from({ length: 100 }, (_, index) => `full-${index}.test`))
    await api.tenant.write(
      (tx) => tx.$executeRaw`
        UPDATE connections SET options = jsonb_set(options, '{domains}', ${full}::jsonb)
        WHERE tenant_id = ${api.tenant.tenantId} AND id = ${idIn(path)}`,
    )
    expect((await asOwner.send('POST', `${path}/domains`, { domain })).status).toBe(409)
    await asOwner.send('DELETE', path)
  })

  it('two that are added at once are both there', async () => {
    const path = await connectProvider(asOwner, provider)
    const [one, other] = [newDomain(), newDomain()]
    for (const domain of [one, other]) await addVerifiedDomain(api, organization, domain)
    const add = (domain: string) => asOwner.send('POST', `${path}/domains`, { domain })
    const adding: ReturnType<typeof add>[] = []
    await api.tenant.write(async (tx) => {
      await tx.$queryRaw`
        SELECT id FROM connections WHERE tenant_id = ${api.tenant.tenantId} AND id = ${idIn(path)} FOR UPDATE`
      adding.push(add(one))
      await waitForLockWaiter(tx)
      adding.push(add(other))
      await waitForLockQueue(tx)
    })
    expect((await Promise.all(adding)).map(({ status }) => status)).toEqual([201, 201])
    expect(await namesOf(path)).toEqual([one, other].toSorted())
    await asOwner.send('DELETE', path)
  })
})
