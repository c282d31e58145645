import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/at-the-door'
import { DomainDesk, newDomain } from '@/test/domain-desk'
import { enable, makeConnection } from '@/test/provider-cast'
import { checkDomain } from './check-domain'
import { findOrganizationOfAddress } from './find-by-address'
import { listDomains } from './list-domains'
import { removeDomain } from './remove-domain'
import { setDomainDiscovery } from './set-domain-discovery'

const whole = { skip: 0, take: 100 }
const desk = await DomainDesk.open()
const { house } = desk
const { place, elsewhere } = desk.at

afterAll(() => desk.close())

describe('adding', () => {
  it('says which record to make, and proves nothing', async () => {
    const domain = newDomain()
    const result = await desk.added(place, domain.toUpperCase())
    expect(result).toMatchObject({
      domain,
      verifiedAt: null,
      useForOrganizationDiscovery: true,
      host: `_ss-verification.${place.id}.${domain}`,
      verification: expect.stringMatching(/^foyer-domain-verification=[\w-]{32}$/),
    })
    expect(await findOrganizationOfAddress(house.tenantId, `ann@${domain}`)).toBeNull()
    expect(await desk.eventsOf(result.id)).toEqual([
      { type: 'domain.added', organizationId: place.id, details: {} },
    ])
  })

  it('refuses the same domain twice, and at the field', async () => {
    const { domain } = await desk.added(place)
    await expect(desk.added(place, domain)).rejects.toMatchObject({ code: 'conflict', field: 'domain' })
  })

  it('lets two organizations say the same until one has proven it, with a record each', async () => {
    const domain = newDomain()
    const [here, there] = [await desk.added(place, domain), await desk.added(elsewhere, domain)]
    expect(here.verification).not.toBe(there.verification)
    expect(here.host).not.toBe(there.host)
  })

  it('refuses what is nobody’s own', async () => {
    await expect(desk.added(place, 'gmail.com')).rejects.toMatchObject({ code: 'invalid', field: 'domain' })
  })

  it('stops at a hundred', async () => {
    const full = await house.organization({ owner: desk.at.owner })
    const { tenantId } = house
    await house.arrange((tx) =>
      tx.discoveryDomain.createMany({
        data: Array.from({ length: 99 }, (_, index) => ({
          ...{ tenantId, organizationId: full.id, id: newId('discoveryDomain') },
          ...{ domain: `d${index}.test`, verification: 'x' },
        })),
      }),
    )
    const tries = await Promise.allSettled([desk.added(full), desk.added(full), desk.added(full)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalCode(desk.added(full))).toBe('conflict')
    expect((await listDomains(await desk.accessAt(full), whole)).rows).toHaveLength(100)
  })
})

describe('leading people', () => {
  it('is by the whole domain, not by one above or below it', async () => {
    const { domain } = await desk.proven(place)
    for (const address of [`ann@eu.${domain}`, `ann@x${domain}`, domain, '', `@${domain}`]) {
      expect(await findOrganizationOfAddress(house.tenantId, address), address).toBeNull()
    }
  })

  it('is to the provider that is meant for the domain, where that is on', async () => {
    const { domain } = await desk.proven(place)
    const led = () => findOrganizationOfAddress(house.tenantId, `ann@${domain}`)
    const issuer = 'https://login.acme.test'
    const options = { issuer, clientId: 'foyer', domains: [`other.${domain}`, domain] }
    const meant = await makeConnection(house, { options })
    const other = await makeConnection(house, { options: { issuer, clientId: 'foyer' } })
    await enable(house, { place: elsewhere, connection: meant })
    await enable(house, { place, connection: other })
    expect(await led()).toEqual({ id: place.id, slug: place.slug, connectionId: null })
    await enable(house, { place, connection: meant })
    expect(await led()).toEqual({ id: place.id, slug: place.slug, connectionId: meant.id })
  })

  it('can be switched off and on', async () => {
    const { id, domain } = await desk.proven(place)
    const access = await desk.accessAt(place)
    for (const useForOrganizationDiscovery of [false, false, true]) {
      await setDomainDiscovery(access, { id, useForOrganizationDiscovery })
      const found = await findOrganizationOfAddress(house.tenantId, `ann@${domain}`)
      expect(found?.id).toBe(useForOrganizationDiscovery ? place.id : undefined)
    }
    const changes = (await desk.eventsOf(id)).filter(({ type }) => type === 'domain.changed')
    expect(changes.map(({ details }) => details)).toEqual([
      { before: { useForOrganizationDiscovery: true }, after: { useForOrganizationDiscovery: false } },
      { before: { useForOrganizationDiscovery: false }, after: { useForOrganizationDiscovery: true } },
    ])
  })

  it('ends while the organization is suspended, and when it is deleted', async () => {
    const gone = await house.organization({ owner: desk.at.owner })
    const { domain } = await desk.proven(gone)
    for (const mark of ['suspendedAt', 'deletedAt']) {
      await house.arrange((tx) =>
        tx.organization.updateMany({ where: { id: gone.id }, data: { [mark]: new Date() } }),
      )
      expect(await findOrganizationOfAddress(house.tenantId, `ann@${domain}`), mark).toBeNull()
      await house.arrange((tx) =>
        tx.organization.updateMany({
          where: { id: gone.id },
          data: { suspendedAt: null, deletedAt: null },
        }),
      )
    }
    expect((await findOrganizationOfAddress(house.tenantId, `ann@${domain}`))?.id).toBe(gone.id)
  })
})

describe('removing', () => {
  it('ends what it proved, and leaves it to others', async () => {
    const { id, domain } = await desk.proven(place)
    await removeDomain(await desk.accessAt(place), id)
    expect(await findOrganizationOfAddress(house.tenantId, `ann@${domain}`)).toBeNull()
    expect((await desk.eventsOf(id)).at(-1)).toMatchObject({
      type: 'domain.removed',
      details: { before: { verified: true } },
    })
    await desk.proven(elsewhere, domain)
    expect((await findOrganizationOfAddress(house.tenantId, `ann@${domain}`))?.id).toBe(elsewhere.id)
  })
})

describe('another organization’s domain', () => {
  it('is not there for anybody here, and stays as it is', async () => {
    const theirs = await desk.proven(elsewhere)
    const access = await desk.accessAt(place)
    for (const id of [theirs.id, newId('discoveryDomain')]) {
      const works = [
        () => checkDomain(access, id),
        () => removeDomain(access, id),
        () => setDomainDiscovery(access, { id, useForOrganizationDiscovery: false }),
      ]
      for (const work of works) expect(await refusalCode(work())).toBe('not_found')
    }
    expect((await listDomains(access, whole)).rows.map(({ id }) => id)).not.toContain(theirs.id)
    expect((await listDomains(await desk.accessAt(elsewhere), whole)).rows).toContainEqual(theirs)
  })
})

it('is not for members without the permission', async () => {
  const viewer = await house.person()
  await house.member(place, viewer, ['Viewer', 'Member'])
  for (const act of ['read', 'create', 'update', 'delete'] as const) {
    const asked = house.accessTo(place, viewer, `${act}:organization_discovery_domains`)
    expect(await refusalCode(asked)).toBe('not_found')
  }
})
