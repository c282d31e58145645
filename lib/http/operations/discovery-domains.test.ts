import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { DomainsApi, newDomain } from '@/test/fixtures/domains-api'
import type { TestOrganization } from '@/test/fixtures/tenant'

const scopes = [
  'read:organization_discovery_domains',
  'create:organization_discovery_domains',
  'update:organization_discovery_domains',
  'delete:organization_discovery_domains',
] as const
const absent = { status: 404, json: { errorCode: 'inexistent_discovery_domain' } }

let fixture: DomainsApi
let api: Api
let [operator, bound]: ApiCaller[] = []

beforeAll(async () => {
  fixture = await DomainsApi.open()
  api = await startApi(fixture.tenant)
  operator = await api.asMachine(scopes)
  bound = await api.asMachine(scopes, fixture.at.organization)
})
afterAll(() => fixture.close())

function both(): ApiCaller[] {
  if (!operator || !bound) throw new Error('There is no caller yet.')
  return [operator, bound]
}

function one(): ApiCaller {
  const [caller] = both()
  if (!caller) throw new Error('There is no caller yet.')
  return caller
}

function at(id?: string, { id: organization }: TestOrganization = fixture.at.organization): string {
  return `organizations/${organization}/discovery-domains${id === undefined ? '' : `/${id}`}`
}

function rows() {
  const { tenantId } = fixture.tenant
  return fixture.tenant.read(async (tx) => ({
    domains: await tx.discoveryDomain.findMany({ where: { tenantId }, orderBy: { id: 'asc' } }),
    events: await tx.auditEvent.count({ where: { tenantId, type: { startsWith: 'domain.' } } }),
  }))
}

async function refused(work: () => Promise<object>, as: object): Promise<void> {
  const before = await rows()
  expect(await work()).toMatchObject(as)
  expect(await rows()).toEqual(before)
}

describe('GET /organizations/{id}/discovery-domains', () => {
  it('200: from a checkpoint, by page, and bare', async () => {
    const organization = await fixture.tenant.createOrganization({ owner: fixture.at.owner })
    for (const domain of ['b.test', 'a.test', 'c.test']) await fixture.add(organization, domain)
    const bare = (await one().get(at(undefined, organization))).rows
    expect(bare.map(({ domain }) => domain)).toEqual(['a.test', 'b.test', 'c.test'])
    expect(
      (await one().get(`${at(undefined, organization)}?per_page=2&page=1&include_totals=true`)).json,
    ).toEqual({
      start: 2,
      limit: 2,
      total: 3,
      domains: [bare[2]],
    })
    const first = (await one().get(`${at(undefined, organization)}?take=2`)).json
    const second = (await one().get(`${at(undefined, organization)}?take=2&from=${String(first['next'])}`))
      .json
    expect(Object.keys(second)).toEqual(['domains'])
    const walked = [first, second].flatMap(({ domains }) => domains)
    expect(walked).toHaveLength(3)
    expect(walked).toEqual(expect.arrayContaining(bare))
  })

  it('400: an invalid page', async () => {
    expect(await one().get(`${at()}?take=101`)).toMatchObject({ status: 400 })
  })
})

describe('POST /organizations/{id}/discovery-domains', () => {
  it('201: pending, with the DNS record to create', async () => {
    for (const caller of both()) {
      const domain = newDomain()
      const made = await caller.send('POST', at(), { domain: domain.toUpperCase(), status: 'pending' })
      expect(made.status).toBe(201)
      expect(made.json).toEqual({
        id: expect.stringMatching(/^ord_\w{21}$/),
        domain,
        status: 'pending',
        use_for_organization_discovery: true,
        verification_txt: expect.stringContaining(`${fixture.tenant.tenantId}-domain-verification=`),
        verification_host: `_ss-verification.${fixture.at.organization.id}.${domain}`,
      })
    }
  })

  it('201: pending, though it was verified in the tenant that an import comes from', async () => {
    for (const caller of both()) {
      const domain = newDomain()
      const made = await caller.send('POST', at(), { domain, status: 'verified' })
      expect(made).toMatchObject({ status: 201, json: { domain, status: 'pending' } })
      expect((await caller.get(at(String(made.json['id'])))).json).toEqual(made.json)
    }
  })

  it('201: one that routes no sign-ins, as a form', async () => {
    const raw = new URLSearchParams({ domain: newDomain(), use_for_organization_discovery: 'false' })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const made = await one().request('POST', at(), { headers, raw: raw.toString() })
    expect(made.json).toMatchObject({ use_for_organization_discovery: false })
  })

  it.each([
    [{}, 'domain'],
    [{ domain: 'a' }, 'domain'],
    [{ domain: `${'a'.repeat(252)}.com` }, 'domain'],
    [{ domain: 'no domain' }, 'Enter only the domain'],
    [{ domain: 'gmail.com' }, 'mail provider'],
    [{ domain: 'ours.test', status: 'lost' }, 'status'],
    [{ domain: 'ours.test', verification_txt: 'mine' }, 'Additional properties'],
  ])('400: %j', async (body, says) => {
    const message = expect.stringContaining(says)
    for (const caller of both())
      await refused(() => caller.send('POST', at(), body), { status: 400, json: { message } })
  })

  it('409: a domain that is registered already, and the 101st', async () => {
    const { domain } = await fixture.add(fixture.at.organization)
    await refused(() => one().send('POST', at(), { domain }), {
      status: 409,
      json: { message: 'This domain is already registered to this organization.' },
    })
    const full = await fixture.tenant.createOrganization()
    await fixture.tenant.write((tx) =>
      tx.discoveryDomain.createMany({
        data: Array.from({ length: 100 }, (_, index) => ({
          organizationId: full.id,
          id: newId('discoveryDomain'),
          domain: `d${index}.test`,
          verification: 'x',
        })),
      }),
    )
    await refused(() => one().send('POST', at(undefined, full), { domain: newDomain() }), { status: 409 })
  })
})

describe('GET /organizations/{id}/discovery-domains/{discovery_domain_id}', () => {
  it('200: returns it', async () => {
    const { id, domain } = await fixture.addVerified(fixture.at.organization)
    for (const caller of both())
      expect((await caller.get(at(id))).json).toMatchObject({ id, domain, status: 'verified' })
  })

  it('404: for an unknown id and for another organization’s', async () => {
    const { id } = await fixture.add(fixture.at.elsewhere)
    for (const caller of both())
      for (const other of [id, newId('discoveryDomain')])
        expect(await caller.get(at(other)), other).toMatchObject(absent)
  })
})

describe('GET /organizations/{id}/discovery-domains/name/{discovery_domain}', () => {
  it('200: in ASCII or Unicode form', async () => {
    const { id, domain } = await fixture.add(fixture.at.organization, 'xn--bcher-kva.test')
    for (const name of [domain, 'B%C3%BCcher.test'])
      expect((await one().get(at(`name/${name}`))).json, name).toMatchObject({ id, domain })
  })

  it('404: unknown, another organization’s, or not a domain', async () => {
    const { domain } = await fixture.add(fixture.at.elsewhere)
    for (const name of [domain, newDomain(), 'gmail.com', 'no%20domain'])
      expect(await one().get(at(`name/${name}`)), name).toMatchObject(absent)
  })
})

describe('PATCH /organizations/{id}/discovery-domains/{discovery_domain_id}', () => {
  it('200: changes use_for_organization_discovery, and accepts the current status', async () => {
    const pending = await fixture.add(fixture.at.organization)
    const verified = await fixture.addVerified(fixture.at.organization)
    for (const [{ id }, status] of [
      [pending, 'pending'],
      [verified, 'verified'],
    ] as const) {
      const off = await one().send('PATCH', at(id), { status, use_for_organization_discovery: false })
      expect(off.json).toMatchObject({ id, status, use_for_organization_discovery: false })
      expect((await one().get(at(id))).json).toEqual(off.json)
    }
    const before = await rows()
    expect((await one().send('PATCH', at(verified.id), {})).status).toBe(200)
    expect(await rows()).toEqual(before)
  })

  it('200: `verified`, if the DNS record exists', async () => {
    for (const caller of both()) {
      const { id, host, verification } = await fixture.add(fixture.at.organization)
      const ask = () => caller.send('PATCH', at(id), { status: 'verified' })
      await refused(ask, { status: 400, json: { message: expect.stringContaining('not found yet') } })
      fixture.dns.says(host, verification)
      expect((await ask()).json).toMatchObject({ id, status: 'verified' })
    }
  })

  it('400: back to pending, and an unknown property', async () => {
    const { id } = await fixture.addVerified(fixture.at.organization)
    for (const body of [
      { status: 'pending' },
      { status: 'pending', use_for_organization_discovery: false },
      { domain: newDomain() },
      { use_for_organization_discovery: 'no' },
    ])
      await refused(() => one().send('PATCH', at(id), body), { status: 400 })
  })

  it('404: for an unknown id and for another organization’s', async () => {
    const { id } = await fixture.add(fixture.at.elsewhere)
    for (const other of [id, newId('discoveryDomain')])
      for (const body of [{}, { status: 'verified' }, { use_for_organization_discovery: false }])
        await refused(() => one().send('PATCH', at(other), body), absent)
  })

  it('409: a domain that another organization has verified', async () => {
    const { domain } = await fixture.addVerified(fixture.at.elsewhere)
    const { id, host, verification } = await fixture.add(fixture.at.organization, domain)
    fixture.dns.says(host, verification)
    await refused(() => one().send('PATCH', at(id), { status: 'verified' }), { status: 409 })
  })
})

describe('DELETE /organizations/{id}/discovery-domains/{discovery_domain_id}', () => {
  it('204: removes it', async () => {
    for (const caller of both()) {
      const { id } = await fixture.add(fixture.at.organization)
      expect(await caller.send('DELETE', at(id))).toMatchObject({ status: 204 })
      expect(await caller.get(at(id))).toMatchObject(absent)
    }
  })

  it('404: for an unknown id and for another organization’s', async () => {
    const { id } = await fixture.add(fixture.at.elsewhere)
    for (const other of [id, newId('discoveryDomain')])
      await refused(() => one().send('DELETE', at(other)), absent)
  })
})
