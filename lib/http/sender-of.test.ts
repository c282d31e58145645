import { expect, it } from 'vitest'
import { listTenants } from '@/lib/domain/tenants/list-tenants'
import { createInvitationFixtures } from '@/test/fixtures/invitations'
import { createLink } from '@/test/fixtures/join-links'
import { sealToken, sessionCookieName } from '@/lib/web/session-cookie'
import { senderOf } from './sender-of'

const { tenant, createFixture } = await createInvitationFixtures()
const fixture = await createFixture()
const found = (await listTenants()).find(({ id }) => id === tenant.tenantId)

function sender(method: string, url: string, cookie?: string) {
  if (!found) throw new Error('The tenant is missing.')
  return senderOf(found, { method, url, headers: { cookie }, remoteAddress: '192.0.2.1' })
}

it('a form of a known invitation or join link is sent by someone who has the link, any other by anyone', async () => {
  const { mailed } = await fixture.sendToNew()
  const { token } = await createLink(fixture)
  for (const path of [`/invitations/${mailed}`, `/invitations/${mailed}?return_to=%2F`, `/join/${token}`])
    expect(await sender('POST', path), path).toBe('link')
  const unknown = 'x'.repeat(32)
  for (const path of [`/invitations/${unknown}`, `/join/${unknown}`, `/invitations/${token}`, '/sign-in'])
    expect(await sender('POST', path), path).toBe('anyone')
})

it('who has a session sends all requests with it; a page is not sent by a link', async () => {
  if (!found) throw new Error('The tenant is missing.')
  const claims = { sub: fixture.owner.id, sid: 'ses_1', tenant_id: found.id }
  const name = sessionCookieName(found)
  const cookie = `${name}=${await sealToken(found, claims, 600)}`
  expect(await sender('GET', '/orgs', cookie)).toBe('session')
  expect(await sender('POST', '/orgs', cookie)).toBe('session')
  expect(await sender('GET', '/orgs', `${name}=anything`)).toBe('anyone')
  expect(await sender('GET', `/invitations/${(await fixture.sendToNew()).mailed}`)).toBe('anyone')
})
