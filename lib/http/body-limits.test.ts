import { encode } from 'next-auth/jwt'
import { beforeAll, describe, expect, it } from 'vitest'
import { endSession } from '@/lib/domain/users/end-sessions'
import { env } from '@/lib/env'
import { startApi, type Api } from '@/test/api'
import { createTicketRows } from '@/test/fixtures/sso-ticket-rows'
import { admit } from './admission'
import { sessionCookieName, secretOf } from '@/lib/web/session-cookie'

const kilobyte = 1024
const ordinary = 100 * kilobyte
const bulk = '/api/v2/organizations/org_1/invitations/bulk'

let api: Api

beforeAll(async () => {
  api = await startApi()
})

/** The limit in bytes of a body, or the status of the refusal. */
async function answer(url: string, headers: Record<string, string>, method = 'POST'): Promise<number> {
  const { host, origin } = new URL(api.openid.tenant.url)
  const admission = await admit({
    method,
    url,
    remoteAddress: '127.0.0.1',
    headers: { host, origin, ...headers },
  })
  return 'refuse' in admission ? admission.refuse.status : admission.body.bytes
}

async function cookie(): Promise<{ cookie: string; end: () => Promise<unknown> }> {
  const { tenant, testTenant } = api.openid
  const { id, sessionId, self } = await testTenant.createUser()
  const token = { sub: id, sid: sessionId, tenant_id: tenant.id }
  const value = await encode({ token, secret: secretOf(tenant, env().secret), maxAge: 600 })
  return { cookie: `${sessionCookieName(tenant)}=${value}`, end: () => endSession(self, sessionId) }
}

const large = { 'content-length': String(ordinary + 1) }
const chunked = { 'transfer-encoding': 'chunked' }

describe('a body', () => {
  it('has at most 100 KB for every caller, and 413 is answered before it is read', async () => {
    const { cookie: own } = await cookie()
    for (const url of [
      '/sign-in',
      '/o/acme/members',
      '/api/v2/users',
      '/oauth/token',
      '/o/acme/branding/x',
    ]) {
      expect(await answer(url, { cookie: own, 'content-length': String(ordinary) }), url).toBe(ordinary)
      expect(await answer(url, { ...chunked, cookie: own }), url).toBe(ordinary)
      expect(await answer(url, { ...large, cookie: own }), url).toBe(413)
    }
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      expect(await answer('/api/v2/users', large, method), method).toBe(413)
  })
})

const picture = 2 * kilobyte * kilobyte
const metadataFile = 300 * kilobyte

describe.each([
  ['/o/acme/branding', picture],
  ['/console/organizations/org_1/branding', picture],
  ['/account', picture],
  ['/o/acme/sign-in-methods/new', metadataFile],
  ['/o/acme/sign-in-methods/providers/con_1', metadataFile],
])('a file to %s', (url, bytes) => {
  it('has at most its size and the form around it, from a person who is signed in', async () => {
    const { cookie: own, end } = await cookie()
    const limit = await answer(url, { ...large, cookie: own })
    expect(limit).toBe(bytes + ordinary)
    expect(await answer(url, { ...chunked, cookie: own })).toBe(limit)
    expect(await answer(url, { cookie: own, 'content-length': String(limit + 1) })).toBe(413)
    await end()
    expect(await answer(url, { ...large, cookie: own })).toBe(401)
  })

  it('is refused from everyone else before it is read', async () => {
    const name = sessionCookieName(api.openid.tenant)
    for (const other of ['', `${name}=`, `${name}=eyJhbGciOiJkaXIifQ..x.y.z`, 'other=1']) {
      expect(await answer(url, { ...large, cookie: other }), other).toBe(401)
      expect(await answer(url, { ...chunked, cookie: other }), other).toBe(ordinary)
    }
  })
})

describe('a metadata file of someone without an account', () => {
  it('has at most its size and the form around it, by a live ticket alone', async () => {
    const organization = await api.tenant.createOrganization()
    const { ticket, ticketId } = await api.tenant.write((tx) => createTicketRows(tx, organization.id))
    const url = `/connect/${ticket}`
    expect(await answer(url, large)).toBe(metadataFile + ordinary)
    expect(await answer(url, chunked)).toBe(metadataFile + ordinary)
    expect(await answer(url, { 'content-length': String(metadataFile + ordinary + 1) })).toBe(413)
    for (const other of [`/connect/sst_${'A'.repeat(48)}`, '/connect/sst_1', `${url}/tested`])
      expect(await answer(other, large), other).toBe(413)
    const data = { revokedAt: new Date() }
    await api.tenant.write((tx) => tx.ssoTicket.updateMany({ where: { id: ticketId }, data }))
    expect(await answer(url, large)).toBe(413)
  })
})

describe('a list of invitations', () => {
  it('has at most 1 MB, from a caller with a valid token', async () => {
    const { token } = await api.asMachine(['create:organization_invitations'])
    const authorization = `Bearer ${token}`
    expect(await answer(bulk, { ...large, authorization })).toBe(kilobyte * kilobyte)
    expect(await answer(bulk, { authorization, 'content-length': String(kilobyte * kilobyte + 1) })).toBe(413)
  })

  it('is refused from everyone else before it is read', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x.y.z', 'Basic eDp5'])
      expect(await answer(bulk, { ...large, authorization }), authorization).toBe(401)
  })
})
