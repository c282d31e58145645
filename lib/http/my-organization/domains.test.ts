import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { type MyOrganizationCaller, openMyOrganization } from '@/test/my-organization-api'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let organization: TestOrganization
let asOwner: MyOrganizationCaller
let asNeighbour: MyOrganizationCaller

beforeAll(async () => {
  ;({ organization, asOwner, asNeighbour } = await openMyOrganization())
})

describe('/domains', () => {
  it('201, 200, 202 and 204: is added, read, looked for in DNS and removed', async () => {
    const { status, json } = await asOwner.send('POST', 'domains', { domain: 'Acme-One.test' })
    const path = `domains/${String(json['id'])}`
    expect([status, json]).toEqual([
      201,
      {
        id: expect.stringMatching(/^ord_/),
        org_id: organization.id,
        domain: 'acme-one.test',
        status: 'pending',
        verification_txt: expect.any(String),
        verification_host: `_ss-verification.${organization.id}.acme-one.test`,
      },
    ])
    expect((await asOwner.get(path)).json).toEqual(json)
    const verify = await asOwner.send('POST', `${path}/verify`)
    expect([verify.status, verify.json]).toEqual([202, json])
    expect((await asNeighbour.send('DELETE', path)).status).toBe(404)
    expect((await asNeighbour.send('POST', `${path}/verify`)).status).toBe(404)
    expect((await asOwner.send('DELETE', path)).status).toBe(204)
    expect((await asOwner.get(path)).json).toMatchObject({ title: 'Resource Not Found' })
  })

  it('200: is listed from a checkpoint', async () => {
    for (const domain of ['page-a.test', 'page-b.test', 'page-c.test'])
      await asOwner.send('POST', 'domains', { domain })
    const first = await asOwner.get('domains?take=2')
    expect(first.rows('organization_domains')).toHaveLength(2)
    const second = await asOwner.get(`domains?take=2&from=${String(first.json['next'])}`)
    expect(second.rows('organization_domains')).toHaveLength(1)
    expect(second.json).not.toHaveProperty('next')
    expect((await asNeighbour.get('domains')).rows('organization_domains')).toEqual([])
    for (const query of ['take=0', 'take=101', 'take=x', `from=${'a'.repeat(1001)}`])
      expect((await asOwner.get(`domains?${query}`)).status).toBe(400)
  })

  it('400 and 409: invalid ones, and one that was added before', async () => {
    await asOwner.send('POST', 'domains', { domain: 'twice.test' })
    expect((await asOwner.send('POST', 'domains', { domain: 'twice.test' })).json).toMatchObject({
      type: 'https://auth0.com/api-errors#A0E-409-0003',
    })
    for (const body of [
      {},
      { domain: 'a' },
      { domain: 'not a domain' },
      { domain: 'x.test', status: 'verified' },
    ])
      expect((await asOwner.send('POST', 'domains', body)).status).toBe(400)
    const { json } = await asOwner.send('POST', 'domains', {})
    expect(json['validation_errors']).toEqual([
      { detail: 'is required', field: 'data/domain', pointer: '/domain', source: 'body' },
    ])
  })
})
