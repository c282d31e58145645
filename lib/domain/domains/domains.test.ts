import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/fixtures/signed-out'
import { DomainsApi, newDomain } from '@/test/fixtures/domains-api'
import { enableConnection, createTestConnection } from '@/test/fixtures/provider-users'
import { findOrganizationOfAddress, findOrganizationOfDomain, listDomains } from './queries'
import { removeDomain } from './add-domain'
import { updateDomain } from './update-domain'
import { verifyDomain } from './verify-domain'

const whole = { skip: 0, take: 100 }
const api = await DomainsApi.open()
const { tenant } = api
const { organization, elsewhere } = api.at

afterAll(() => api.close())

describe('adding', () => {
  it('returns the record to add, and verifies nothing', async () => {
    const domain = newDomain()
    const result = await api.add(organization, domain.toUpperCase())
    expect(result).toMatchObject({
      domain,
      verifiedAt: null,
      useForOrganizationDiscovery: true,
      host: `_ss-verification.${organization.id}.${domain}`,
      verification: expect.stringMatching(new RegExp(`^${tenant.tenantId}-domain-verification=[\\w-]{32}$`)),
    })
    expect(await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`)).toBeNull()
    expect(await api.eventsOf(result.id)).toEqual([
      { type: 'domain.added', organizationId: organization.id, details: {} },
    ])
  })

  it('refuses the same domain twice, and at the field', async () => {
    const { domain } = await api.add(organization)
    await expect(api.add(organization, domain)).rejects.toMatchObject({ code: 'conflict', field: 'domain' })
  })

  it('lets two organizations add the same domain until one has verified it, with a record each', async () => {
    const domain = newDomain()
    const here = await api.add(organization, domain)
    const there = await api.add(elsewhere, domain)
    expect(here.verification).not.toBe(there.verification)
    expect(here.host).not.toBe(there.host)
  })

  it('refuses the domain of a public email provider', async () => {
    await expect(api.add(organization, 'gmail.com')).rejects.toMatchObject({
      code: 'invalid',
      field: 'domain',
    })
  })

  it('refuses more than a hundred domains', async () => {
    const full = await tenant.createOrganization({ owner: api.at.owner })
    const { tenantId } = tenant
    await tenant.write((tx) =>
      tx.discoveryDomain.createMany({
        data: Array.from({ length: 99 }, (_, index) => ({
          tenantId,
          organizationId: full.id,
          id: newId('discoveryDomain'),
          domain: `d${index}.test`,
          verification: 'x',
        })),
      }),
    )
    const tries = await Promise.allSettled([api.add(full), api.add(full), api.add(full)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalCode(api.add(full))).toBe('conflict')
    expect((await listDomains(await api.accessAt(full), whole)).rows).toHaveLength(100)
  })
})

describe('routing sign-ins', () => {
  it('is by the whole domain, not by one above or below it', async () => {
    const { domain } = await api.addVerified(organization)
    for (const address of [`ann@eu.${domain}`, `ann@x${domain}`, domain, '', `@${domain}`]) {
      expect(await findOrganizationOfAddress(tenant.tenantId, address), address).toBeNull()
    }
  })

  it('is to the provider that lists the domain, where it is enabled', async () => {
    const { domain } = await api.addVerified(organization)
    const routed = () => findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`)
    const issuer = 'https://login.acme.test'
    const options = { issuer, clientId: 'foyer', domains: [`other.${domain}`, domain] }
    const meant = await createTestConnection(tenant, { options })
    const other = await createTestConnection(tenant, { options: { issuer, clientId: 'foyer' } })
    await enableConnection(tenant, { organization: elsewhere, connection: meant })
    await enableConnection(tenant, { organization, connection: other })
    const { id, slug, displayName } = organization
    const none = { slug, displayName, connectionId: null, connectionName: null, isRequired: false }
    expect(await routed()).toEqual({ id, ...none })
    expect(await findOrganizationOfDomain(tenant.tenantId, domain)).toEqual(none)
    await enableConnection(tenant, { organization, connection: meant })
    const found = {
      slug,
      displayName,
      connectionId: meant.id,
      connectionName: meant.displayName,
      isRequired: false,
    }
    expect(await routed()).toEqual({ id, ...found })
    expect(await findOrganizationOfDomain(tenant.tenantId, domain.toUpperCase())).toEqual(found)
    expect(await findOrganizationOfDomain(tenant.tenantId, `x@${domain}`)).toBeNull()
  })

  it('can be turned off and on', async () => {
    const { id, domain } = await api.addVerified(organization)
    const access = await api.accessAt(organization)
    for (const useForOrganizationDiscovery of [false, false, true]) {
      await updateDomain(access, { id, useForOrganizationDiscovery })
      const found = await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`)
      expect(found?.id).toBe(useForOrganizationDiscovery ? organization.id : undefined)
    }
    const changes = (await api.eventsOf(id)).filter(({ type }) => type === 'domain.changed')
    expect(changes.map(({ details }) => details)).toEqual([
      { before: { useForOrganizationDiscovery: true }, after: { useForOrganizationDiscovery: false } },
      { before: { useForOrganizationDiscovery: false }, after: { useForOrganizationDiscovery: true } },
    ])
  })

  it('ends while the organization is suspended, and when it is deleted', async () => {
    const gone = await tenant.createOrganization({ owner: api.at.owner })
    const { domain } = await api.addVerified(gone)
    for (const mark of ['suspendedAt', 'deletedAt']) {
      await tenant.write((tx) =>
        tx.organization.updateMany({ where: { id: gone.id }, data: { [mark]: new Date() } }),
      )
      expect(await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`), mark).toBeNull()
      await tenant.write((tx) =>
        tx.organization.updateMany({
          where: { id: gone.id },
          data: { suspendedAt: null, deletedAt: null },
        }),
      )
    }
    expect((await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`))?.id).toBe(gone.id)
  })
})

describe('removing', () => {
  it('ends its verification, and others can verify it', async () => {
    const { id, domain } = await api.addVerified(organization)
    await removeDomain(await api.accessAt(organization), id)
    expect(await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`)).toBeNull()
    expect((await api.eventsOf(id)).at(-1)).toMatchObject({
      type: 'domain.removed',
      details: { before: { verified: true } },
    })
    await api.addVerified(elsewhere, domain)
    expect((await findOrganizationOfAddress(tenant.tenantId, `ann@${domain}`))?.id).toBe(elsewhere.id)
  })
})

describe('another organization’s domain', () => {
  it('is not found from here, and stays as it is', async () => {
    const theirs = await api.addVerified(elsewhere)
    const access = await api.accessAt(organization)
    for (const id of [theirs.id, newId('discoveryDomain')]) {
      const works = [
        () => verifyDomain(access, id),
        () => removeDomain(access, id),
        () => updateDomain(access, { id, useForOrganizationDiscovery: false }),
      ]
      for (const work of works) expect(await refusalCode(work())).toBe('not_found')
    }
    expect((await listDomains(access, whole)).rows.map(({ id }) => id)).not.toContain(theirs.id)
    expect((await listDomains(await api.accessAt(elsewhere), whole)).rows).toContainEqual(theirs)
  })
})

it('is not for members without the permission', async () => {
  const viewer = await tenant.createUser()
  await tenant.addMember(organization, viewer, ['Viewer', 'Member'])
  for (const act of ['read', 'create', 'update', 'delete'] as const) {
    const requested = tenant.accessTo(organization, viewer, `${act}:organization_discovery_domains`)
    expect(await refusalCode(requested)).toBe('not_found')
  }
})
