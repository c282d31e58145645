import { beforeEach, describe, expect, it } from 'vitest'
import { createInvitationFixtures, type InvitationFixture } from '@/test/fixtures/invitations'
import { JoiningFixture } from '@/test/fixtures/joining'
import { createLink } from '@/test/fixtures/join-links'
import { limitDomains } from '@/test/fixtures/organization-limits'
import type { TestUser } from '@/test/fixtures/tenant'
import { codeOf } from '@/test/queued-loss'
import { joinByDomain } from '../join-requests/join-by-domain'
import { emailAddress } from '../text/email-address'
import { findJoinPage } from './find-join-page'
import { findJoinLink } from './queries'
import { joinByLink } from './join-by-link'
import { signUpByLink } from './sign-up-by-link'

const { tenant, owner, createFixture } = await createInvitationFixtures()
let at: InvitationFixture
let guest: TestUser

beforeEach(async () => {
  at = await createFixture()
  guest = await at.tenant.createUser({ name: 'Gus Guest' })
})

function viewerOf(token: string, person: TestUser) {
  const viewer = { user: person, connectionId: tenant.connection('password'), authTime: new Date() }
  return findJoinPage(tenant.tenantId, token, viewer).then((page) => page?.viewer)
}

describe('a join link of an organization that invites addresses at certain domains', () => {
  it('lets no others join, whatever the link allows, and says at which domains an address can be', async () => {
    const { token } = await createLink(at)
    await limitDomains(tenant, at.organization, ['acme.test'])
    expect(await viewerOf(token, guest)).toBe('other_domain')
    await expect(joinByLink(guest.self, token)).rejects.toThrow('This link is for addresses at acme.test.')
    const person = {
      name: 'Nia New',
      address: emailAddress.parse('nia@tenant.test'),
      password: 'a long and odd phrase',
    }
    expect(await codeOf(signUpByLink(tenant.tenantId, token, person))).toBe('invalid')
    expect(await at.rolesOf(guest.id)).toBeNull()
    await limitDomains(tenant, at.organization, ['acme.test', 'tenant.test'])
    expect(await viewerOf(token, guest)).toBe('may_join')
    await joinByLink(guest.self, token)
    expect(await at.rolesOf(guest.id)).toEqual(['Member'])
  })

  it('lets no one join whose domain only one of the two allows', async () => {
    const { token } = await createLink(at, { domains: ['tenant.test'] })
    await limitDomains(tenant, at.organization, ['acme.test'])
    await expect(joinByLink(guest.self, token)).rejects.toThrow('lets no one join with this link')
    const ann = await tenant.createUser({ email: `ann-${crypto.randomUUID().slice(0, 8)}@acme.test` })
    expect(await codeOf(joinByLink(ann.self, token))).toBe('conflict')
    expect(await findJoinLink(await at.reading())).toMatchObject({ organizationDomains: ['acme.test'] })
  })
})

describe('joining by the domain of an address', () => {
  it('is not offered at a domain that the organization does not invite', async () => {
    const joining = await JoiningFixture.create(tenant, owner)
    const person = await joining.someone()
    await joining.letJoin('Member')
    await limitDomains(tenant, joining.organization, ['acme.test'])
    expect(await joining.offerTo(person)).toBeNull()
    expect(await codeOf(joinByDomain(person.self, joining.organization.id))).toBe('conflict')
    expect(await joining.rolesOf(person)).toBeNull()
    await limitDomains(tenant, joining.organization, [joining.domain.name])
    await joinByDomain(person.self, joining.organization.id)
    expect(await joining.rolesOf(person)).toEqual(['Member'])
  })

  it('approves no request from a domain that is not invited any more, and can decline it', async () => {
    const joining = await JoiningFixture.create(tenant, owner)
    const person = await joining.someone()
    await joining.set({ mode: 'ask' })
    const id = await joining.ask(person)
    await limitDomains(tenant, joining.organization, ['acme.test'])
    expect(await codeOf(joining.approve(id))).toBe('conflict')
    expect(await joining.rolesOf(person)).toBeNull()
    await joining.decline(id)
    expect(await joining.pendingOf(person)).toBe('none')
  })
})
