import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/at-the-door'
import { DnsServer } from '@/test/dns-server'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { addDomain } from './add-domain'
import { checkDomain } from './check-domain'
import { findOrganizationOfAddress } from './find-by-address'
import { listDomains } from './list-domains'
import type { Domain } from './read-domain'
import { removeDomain } from './remove-domain'
import { setDomainDiscovery } from './set-domain-discovery'

let dns: DnsServer
let house: House
let owner: Person
let place: Place
let elsewhere: Place

beforeAll(async () => {
  dns = await DnsServer.start()
  process.env['DNS_SERVERS'] = dns.address
  house = await makeHouse()
  owner = await house.person()
  ;[place, elsewhere] = [await house.organization({ owner }), await house.organization({ owner })]
})
afterAll(async () => {
  await dns.stop()
  await disconnect()
})

function accessAt(at: Place) {
  return house.accessTo(
    at,
    owner,
    'read:organization_discovery_domains',
    'create:organization_discovery_domains',
    'update:organization_discovery_domains',
    'delete:organization_discovery_domains',
  )
}

/** A name that no other test uses. */
function newDomain(): string {
  return `d${newId('session').slice(4).toLowerCase()}.test`
}

async function added(at: Place, domain = newDomain()): Promise<Domain> {
  return addDomain(await accessAt(at), { domain })
}

async function proven(at: Place, domain = newDomain()): Promise<Domain> {
  const { id, host, verification } = await added(at, domain)
  dns.says(host, verification)
  return checkDomain(await accessAt(at), id)
}

function eventsOf(id: string) {
  return house.look((tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: house.tenantId, targetId: id },
      select: { type: true, organizationId: true, details: true },
      orderBy: { id: 'asc' },
    }),
  )
}

describe('adding', () => {
  it('says which record to make, and proves nothing', async () => {
    const domain = newDomain()
    const result = await added(place, domain.toUpperCase())
    expect(result).toMatchObject({
      domain,
      verifiedAt: null,
      useForOrganizationDiscovery: true,
      host: `_ss-verification.${place.id}.${domain}`,
      verification: expect.stringMatching(/^foyer-domain-verification=[\w-]{32}$/),
    })
    expect(await findOrganizationOfAddress(house.tenantId, `ann@${domain}`)).toBeNull()
    expect(await eventsOf(result.id)).toEqual([
      { type: 'domain.added', organizationId: place.id, details: {} },
    ])
  })

  it('refuses the same domain twice, and at the field', async () => {
    const { domain } = await added(place)
    await expect(added(place, domain)).rejects.toMatchObject({ code: 'conflict', field: 'domain' })
  })

  it('lets two organizations say the same until one has proven it, with a record each', async () => {
    const domain = newDomain()
    const [here, there] = [await added(place, domain), await added(elsewhere, domain)]
    expect(here.verification).not.toBe(there.verification)
    expect(here.host).not.toBe(there.host)
  })

  it('refuses what is nobody’s own', async () => {
    await expect(added(place, 'gmail.com')).rejects.toMatchObject({ code: 'invalid', field: 'domain' })
  })

  it('stops at a hundred', async () => {
    const full = await house.organization({ owner })
    const { tenantId } = house
    await house.arrange((tx) =>
      tx.discoveryDomain.createMany({
        data: Array.from({ length: 99 }, (_, index) => ({
          ...{ tenantId, organizationId: full.id, id: newId('discoveryDomain') },
          ...{ domain: `d${index}.test`, verification: 'x' },
        })),
      }),
    )
    const tries = await Promise.allSettled([added(full), added(full), added(full)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await refusalCode(added(full))).toBe('conflict')
    expect(await listDomains(await accessAt(full))).toHaveLength(100)
  })
})

describe('checking', () => {
  it('proves the domain once DNS says so', async () => {
    const { id, host, verification, domain } = await added(place)
    dns.says(host, 'v=spf1 -all', verification)
    const result = await checkDomain(await accessAt(place), id)
    expect(result.verifiedAt).toBeInstanceOf(Date)
    expect(await findOrganizationOfAddress(house.tenantId, `Ann@${domain.toUpperCase()}`)).toEqual({
      id: place.id,
      slug: place.slug,
    })
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['domain.added', 'domain.verified'])
  })

  it('says so when there is no record, and when it says something else', async () => {
    const { id, host, verification } = await added(place)
    const access = await accessAt(place)
    await expect(checkDomain(access, id)).rejects.toThrow('The record is not there yet.')
    dns.says(host, `${verification}x`, verification.slice(1), '')
    await expect(checkDomain(access, id)).rejects.toThrow('There is a record, but it says something else.')
    expect((await listDomains(access)).find((row) => row.id === id)?.verifiedAt).toBeNull()
    expect(await eventsOf(id)).toHaveLength(1)
  })

  it('does not take the record of another organization, nor one at the bare domain', async () => {
    const domain = newDomain()
    const [here, there] = [await added(place, domain), await added(elsewhere, domain)]
    dns.says(there.host, there.verification)
    dns.says(domain, here.verification)
    dns.says(`_ss-verification.${domain}`, here.verification)
    expect(await refusalCode(checkDomain(await accessAt(place), here.id))).toBe('invalid')
  })

  it('gives up on name servers that do not answer, within seconds', async () => {
    const { id } = await added(place)
    dns.fallSilent()
    const began = Date.now()
    await expect(checkDomain(await accessAt(place), id)).rejects.toThrow('The name servers did not answer.')
    dns.answerAgain()
    expect(Date.now() - began).toBeLessThan(9000)
  })

  it('changes nothing about a domain that is proven, even when the record is gone', async () => {
    const { id, host, verifiedAt } = await proven(place)
    dns.says(host)
    expect((await checkDomain(await accessAt(place), id)).verifiedAt).toEqual(verifiedAt)
    expect(await eventsOf(id)).toHaveLength(2)
  })

  it('counts once when it is asked many times at once', async () => {
    const { id, host, verification } = await added(place)
    dns.says(host, verification)
    const access = await accessAt(place)
    await Promise.all(Array.from({ length: 8 }, () => checkDomain(access, id)))
    expect((await eventsOf(id)).filter(({ type }) => type === 'domain.verified')).toHaveLength(1)
  })

  it('gives a domain to one of two organizations that prove it at once', async () => {
    for (let round = 0; round < 5; round++) {
      const domain = newDomain()
      const both = [await added(place, domain), await added(elsewhere, domain)]
      for (const { host, verification } of both) dns.says(host, verification)
      const accesses = [await accessAt(place), await accessAt(elsewhere)]
      const tries = await Promise.allSettled(
        both.map(({ id }, index) => checkDomain(accesses[index] ?? accesses[0], id)),
      )
      const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      expect(refusals).toEqual([expect.objectContaining({ code: 'conflict' })])
    }
  })

  it('tells the second one that it is taken, and not by whom', async () => {
    const { domain } = await proven(elsewhere)
    const { id, host, verification } = await added(place, domain)
    dns.says(host, verification)
    const refusal = await checkDomain(await accessAt(place), id).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'conflict' })
    expect(String(refusal)).not.toContain(elsewhere.slug)
    expect(String(refusal)).not.toContain(elsewhere.displayName)
    expect((await findOrganizationOfAddress(house.tenantId, `ann@${domain}`))?.id).toBe(elsewhere.id)
  })

  it('leaves another tenant’s proof alone', async () => {
    const other = await makeHouse()
    const { domain } = await proven(place)
    expect(await findOrganizationOfAddress(other.tenantId, `ann@${domain}`)).toBeNull()
  })
})

describe('leading people', () => {
  it('is by the whole domain, not by one above or below it', async () => {
    const { domain } = await proven(place)
    for (const address of [`ann@eu.${domain}`, `ann@x${domain}`, domain, '', `@${domain}`]) {
      expect(await findOrganizationOfAddress(house.tenantId, address), address).toBeNull()
    }
  })

  it('can be switched off and on', async () => {
    const { id, domain } = await proven(place)
    const access = await accessAt(place)
    for (const useForOrganizationDiscovery of [false, false, true]) {
      await setDomainDiscovery(access, { id, useForOrganizationDiscovery })
      const found = await findOrganizationOfAddress(house.tenantId, `ann@${domain}`)
      expect(found?.id).toBe(useForOrganizationDiscovery ? place.id : undefined)
    }
    const changes = (await eventsOf(id)).filter(({ type }) => type === 'domain.changed')
    expect(changes.map(({ details }) => details)).toEqual([
      { before: { useForOrganizationDiscovery: true }, after: { useForOrganizationDiscovery: false } },
      { before: { useForOrganizationDiscovery: false }, after: { useForOrganizationDiscovery: true } },
    ])
  })

  it('ends while the organization is suspended, and when it is deleted', async () => {
    const gone = await house.organization({ owner })
    const { domain } = await proven(gone)
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
    const { id, domain } = await proven(place)
    await removeDomain(await accessAt(place), id)
    expect(await findOrganizationOfAddress(house.tenantId, `ann@${domain}`)).toBeNull()
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: 'domain.removed',
      details: { before: { verified: true } },
    })
    await proven(elsewhere, domain)
    expect((await findOrganizationOfAddress(house.tenantId, `ann@${domain}`))?.id).toBe(elsewhere.id)
  })
})

describe('another organization’s domain', () => {
  it('is not there for anybody here, and stays as it is', async () => {
    const theirs = await proven(elsewhere)
    const access = await accessAt(place)
    for (const id of [theirs.id, newId('discoveryDomain')]) {
      const works = [
        () => checkDomain(access, id),
        () => removeDomain(access, id),
        () => setDomainDiscovery(access, { id, useForOrganizationDiscovery: false }),
      ]
      for (const work of works) expect(await refusalCode(work())).toBe('not_found')
    }
    expect((await listDomains(access)).map(({ id }) => id)).not.toContain(theirs.id)
    expect(await listDomains(await accessAt(elsewhere))).toContainEqual(theirs)
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
