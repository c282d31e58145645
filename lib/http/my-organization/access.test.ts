import { beforeAll, describe, expect, it, vi } from 'vitest'
import { claimsOf, introspect, signIn } from '@/test/fixtures/openid'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import {
  configure,
  forgetApplications,
  type MyOrganizationApi,
  MyOrganizationCaller,
  startMyOrganizationApi,
} from '@/test/my-organization-api'
import { myOrganizationOperations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let member: TestUser

beforeAll(async () => {
  api = await startMyOrganizationApi()
  ;[owner, member] = await Promise.all([api.tenant.createUser(), api.tenant.createUser()])
  organization = await api.tenant.createOrganization({ owner })
  await api.tenant.addMember(organization, member)
})

/** Every operation, with ids that exist nowhere and a body that is not valid. */
async function statuses(caller: MyOrganizationCaller): Promise<string[]> {
  const found: string[] = []
  for (const { method, path } of myOrganizationOperations) {
    const at = path.slice(1).replaceAll(/\{\w+\}/g, 'unknown')
    const { status, json } = await caller.send(method, at, method === 'GET' ? undefined : {})
    found.push(`${status} ${String(json['type']).split('#')[1]}`)
  }
  return [...new Set(found)]
}

describe('the token', () => {
  it('has the requested scopes whose permission the user holds in the organization, and lives 600 seconds', async () => {
    const { iat, exp, ...claims } = claimsOf(await api.tokenOf(member, organization))
    expect(claims).toMatchObject({ aud: api.audience, org_id: organization.id })
    expect(String(claims['scope']).split(' ').sort()).toEqual([
      'read:my_org:configuration',
      'read:my_org:details',
      'read:my_org:member_roles',
      'read:my_org:members',
    ])
    expect(claims).not.toHaveProperty('permissions')
    expect(Number(exp) - Number(iat)).toBe(600)
    const { scope } = claimsOf(
      await api.tokenOf(owner, organization, ['read:my_org:members', 'read:my_org:unknown']),
    )
    expect(scope).toBe('read:my_org:members')
  })

  it('has no scopes without an organization', async () => {
    expect(claimsOf(await api.tokenOf(owner))).not.toHaveProperty('scope')
  })

  it('is active in introspection with what the user holds now', async () => {
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Admin'])
    const token = await api.tokenOf(person, organization, ['update:my_org:details', 'read:my_org:details'])
    expect(await introspect(api.openid, token)).toMatchObject({
      active: true,
      aud: api.audience,
      scope: expect.stringContaining('update:my_org:details'),
    })
    await replaceRoles(person, 'Member')
    expect(await introspect(api.openid, token)).toMatchObject({ active: true, scope: 'read:my_org:details' })
  })

  it('is not issued to an application that is not configured for the API', async () => {
    const other = await startMyOrganizationApi()
    await configure(other.openid, {})
    const person = await other.tenant.createUser()
    const asks = { audience: other.audience, scope: 'openid read:my_org:details' }
    await expect(signIn(other.openid, person, { offline: false, asks })).rejects.toThrow(/access_denied/)
  })
})

describe('401 for every operation', () => {
  it('without a token, with a forged one, with one of the Management API or of another tenant', async () => {
    const elsewhere = await startMyOrganizationApi()
    const stranger = await elsewhere.tenant.createUser()
    const theirs = await elsewhere.tenant.createOrganization({ owner: stranger })
    const foreign = await elsewhere.tokenOf(stranger, theirs)
    const asks = { audience: `${api.openid.tenant.url}/api/v2/` }
    const ofManagement = await (await signIn(api.openid, owner, { organization, offline: false, asks }))()
    expect(await statuses(new MyOrganizationCaller(api.openid, null))).toEqual(['401 A0E-401-0002'])
    const real = await api.tokenOf(owner, organization)
    const forged = `${real.slice(0, -8)}${'A'.repeat(8)}`
    for (const token of [forged, foreign, ofManagement.access_token ?? '', 'x'])
      expect(await statuses(new MyOrganizationCaller(api.openid, token))).toEqual(['401 A0E-401-0003'])
  })

  it('for a user who has left the organization since, and after a sign-out', async () => {
    const [former, signedOut] = await Promise.all([api.tenant.createUser(), api.tenant.createUser()])
    await api.tenant.addMember(organization, former, ['Owner'])
    await api.tenant.addMember(organization, signedOut, ['Owner'])
    const left = await api.as(former, organization)
    const ended = await api.as(signedOut, organization)
    const { tenantId } = api.tenant
    await api.tenant.write((tx) => tx.member.deleteMany({ where: { tenantId, userId: former.id } }))
    await api.tenant.write((tx) =>
      tx.session.updateMany({ where: { tenantId, userId: signedOut.id }, data: { endedAt: new Date() } }),
    )
    expect(await statuses(left)).toEqual(['401 A0E-401-0003'])
    expect(await statuses(ended)).toEqual(['401 A0E-401-0003'])
  })
})

describe('403', () => {
  it('for every operation, for a token that is bound to no organization', async () => {
    expect(await statuses(await api.as(owner))).toEqual(['403 A0E-403-0001'])
  })

  it('for every operation whose scope the token lacks', async () => {
    const caller = await api.as(owner, organization, ['read:my_org:details'])
    for (const { method, path } of myOrganizationOperations.filter((one) => one.path !== '/details')) {
      const { status, json } = await caller.send(method, path.slice(1))
      expect([path, status, json['title']]).toEqual([path, 403, 'Insufficient Scope'])
    }
    expect((await caller.send('PATCH', 'details', {})).json).toMatchObject({
      type: 'https://auth0.com/api-errors#A0E-403-0002',
      detail: 'The auth token lacks the required scope: update:my_org:details',
    })
  })

  it('for a permission that the user has lost since', async () => {
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Admin'])
    const caller = await api.as(person, organization)
    expect((await caller.get('domains')).status).toBe(200)
    await replaceRoles(person, 'Member')
    expect((await caller.get('domains')).json).toMatchObject({ status: 403, title: 'Insufficient Scope' })
    expect((await caller.send('POST', 'domains', { domain: 'late.test' })).status).toBe(403)
    expect((await caller.get('details')).status).toBe(200)
  })

  it('not for the list of members: without the permission to see roles, it leaves them out', async () => {
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person)
    const caller = await api.as(person, organization)
    expect((await caller.get('members')).rows('members')[0]).toHaveProperty('roles')
    await api.holdOnly(person, organization, ['read:organization_members'])
    const { status, rows } = await caller.get('members?take=2')
    expect([status, rows('members').length]).toEqual([200, 2])
    for (const row of rows('members')) expect(row).not.toHaveProperty('roles')
    await api.holdOnly(person, organization, ['read:organization_member_roles'])
    expect((await caller.get('members')).json).toMatchObject({ status: 403, title: 'Insufficient Scope' })
  })

  it('once the application is not configured for the API any more', async () => {
    const other = await startMyOrganizationApi()
    const person = await other.tenant.createUser()
    const caller = await other.as(person, await other.tenant.createOrganization({ owner: person }))
    expect((await caller.get('details')).status).toBe(200)
    await configure(other.openid, {})
    expect(await statuses(caller)).toEqual(['403 A0E-403-0001'])
  })
})

describe('404', () => {
  it('in the API’s own form for what it does not have, with or without a token', async () => {
    const callers = [await api.as(owner, organization), new MyOrganizationCaller(api.openid, null)]
    for (const caller of callers) {
      for (const path of ['', 'nothing', 'v1', 'v1/nothing', 'members/a/b/c', 'identity-providers/x/nothing'])
        expect((await caller.get(path)).json).toMatchObject({ status: 404, title: 'Not Found' })
      expect((await caller.send('PUT', 'details', {})).json).toMatchObject({ status: 404 })
    }
  })
})

it('answers at /my-org/v1 as at /my-org', async () => {
  const caller = await api.as(owner, organization)
  const [one, other] = await Promise.all([caller.get('details'), caller.get('v1/details')])
  expect(other.text).toBe(one.text)
})

describe('another origin', () => {
  const origin = 'https://pages.tenant.test'

  it('is allowed if it is an application’s, also in refusals and before a token is known', async () => {
    forgetApplications()
    const caller = await api.as(owner, organization)
    const anonymous = new MyOrganizationCaller(api.openid, null)
    for (const answer of [
      await caller.request('GET', 'details', { headers: { origin } }),
      await anonymous.request('GET', 'details', { headers: { origin } }),
    ])
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    const preflight = await anonymous.request('OPTIONS', 'members/x/roles', {
      headers: { origin, 'access-control-request-method': 'DELETE' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toBe('DELETE, GET, HEAD, OPTIONS, POST')
    const names = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(', ')
    const sent = ['authorization', 'content-type', 'auth0-client', 'auth0-custom-domain', 'dpop']
    expect(names?.toSorted()).toEqual(sent.toSorted())
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('is not allowed otherwise', async () => {
    const caller = await api.as(owner, organization)
    for (const foreign of [
      'https://attacker.test',
      'null',
      `${origin}.attacker.test`,
      'http://pages.tenant.test',
    ]) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await caller.request(method, 'details', { headers: { origin: foreign } })
        expect(headers.get('access-control-allow-origin')).toBeNull()
        expect(headers.get('vary')).toContain('Origin')
      }
    }
  })
})

async function replaceRoles(person: TestUser, role: string): Promise<void> {
  const where = { tenantId: api.tenant.tenantId, organizationId: organization.id, userId: person.id }
  await api.tenant.write(async (tx) => {
    await tx.memberRole.deleteMany({ where })
    await tx.memberRole.create({
      data: {
        organizationId: organization.id,
        userId: person.id,
        roleId: api.tenant.role(role),
        usableIn: '*',
      },
    })
  })
}
