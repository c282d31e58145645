import { beforeEach, describe, expect, it } from 'vitest'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { read } from '@/lib/db/transaction'
import { newDomain } from '@/test/fixtures/domains-api'
import { addDomain } from '@/test/fixtures/builders'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { createLink } from '@/test/fixtures/join-links'
import { createOpenidTenant, refresh, signIn, userinfo, introspect } from '@/test/fixtures/openid'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { RequiredConnection } from '@/test/fixtures/required-connection'
import { from, refusalCode } from '@/test/fixtures/signed-out'
import { openSupport } from '@/test/fixtures/support'
import type { TestUser } from '@/test/fixtures/tenant'
import { findOrganizationOfAddress } from '../domains/queries'
import { setDomainJoining } from '../domains/set-domain-joining'
import { acceptInvitation } from '../invitations/accept-invitation'
import { findInvitation } from '../invitations/find-invitation'
import { joinByInvitation } from '../invitations/join-by-invitation'
import { joinByLink } from '../join-links/join-by-link'
import { signUpByLink } from '../join-links/sign-up-by-link'
import { joinByDomain } from '../join-requests/join-by-domain'
import { mayJoinOnLogin } from '../members/join-on-login'
import { enterOrganization } from '../organizations/enter-organization'
import { emailAddress } from '../text/email-address'
import { getAccount } from '../users/account'
import { changeEmail, requestEmailChange } from '../users/change-email'
import { emailTokenSecrets } from '../users/email-token'
import { findSignInPage } from '../users/find-sign-in-page'
import { switchOrganization } from '../users/switch-organization'

const own = await OwnConnections.open()
const { tenant } = own.fixture
const openid = await createOpenidTenant(tenant)
let fixture: RequiredConnection

beforeEach(async () => {
  fixture = await RequiredConnection.create(own)
})

describe('while a connection is required, people of the verified domain', () => {
  it('cannot act, switch or land in the organization by another one, from the next request on', async () => {
    const { organization, connectionId } = fixture.at
    const member = await fixture.member(['Admin'])
    const access = await fixture.access(member)
    await fixture.set(true)
    expect(await enterOrganization(member.self, organization.slug)).toEqual({
      refusal: 'connection',
      slug: organization.slug,
      missingSecondFactor: null,
      requiredConnectionId: connectionId,
    })
    const reading = read(access, (tx) => tx.organization.count())
    expect(await refusalCode(reading)).toBe('sign_in_again')
    expect(await refusalCode(switchOrganization(member.self, organization.id))).toBe('sign_in_again')
    expect((await fixture.signInThere(member, tenant.connection('password'))).organization).toBeNull()
    expect((await fixture.signInThere(member, connectionId)).organization?.id).toBe(organization.id)
    const by = await fixture.signedInBy(member)
    expect(await fixture.refusalOf(by)).toBeNull()
    expect(await switchOrganization(by.self, organization.id)).toMatchObject({
      slug: organization.slug,
      isSwitched: true,
    })
    await fixture.set(false)
    expect(await fixture.refusalOf(member)).toBeNull()
  })

  it('get no tokens, and lose those that they have', async () => {
    const { organization } = fixture.at
    const member = await fixture.member()
    const redeem = await signIn(openid, member, { organization })
    const { refresh_token, access_token } = await (await signIn(openid, member, { organization }))()
    const outside = await (await signIn(openid, member))()
    const [authorization] = await tenant.read((tx) =>
      tx.authorization.findMany({ where: { userId: member.id, organizationId: organization.id } }),
    )
    const by = { userId: member.id, authorizationId: authorization?.id ?? '', scopes: [] }
    const access: OrganizationAccess = authorize({
      kind: 'organization',
      tenantId: tenant.tenantId,
      organizationId: organization.id,
      caller: by,
      permissions: new Set(),
    })
    const acting = () => read(access, (tx) => tx.organization.count())
    expect(await acting()).toBe(1)
    await fixture.set(true)
    expect(await refusalCode(acting())).toBe('sign_in_again')
    expect(await redeem()).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect(await refresh(openid, refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' })
    expect((await userinfo(openid, access_token)).status).toBe(401)
    expect(await introspect(openid, access_token)).toMatchObject({ active: false })
    await expect(signIn(openid, member, { organization, asks: { prompt: 'none' } })).rejects.toThrow(
      'login_required',
    )
    const here = { organization: organization.id }
    expect(await refresh(openid, outside.refresh_token, here)).toMatchObject({ status: 400 })
    const after = await (await signIn(openid, await fixture.signedInBy(member), { organization }))()
    expect(after.access_token).toBeDefined()
  })

  it('join by no other sign-in: invitation, join link, domain or a connection that adds members', async () => {
    const { organization, owner, connectionId, domain } = fixture.at
    const invitations = new InvitationFixture(tenant, owner, organization)
    const [person, byPage] = await Promise.all([fixture.createUser(), fixture.createUser()])
    const { mailed } = await invitations.send(person.email)
    const { token } = await createLink(invitations)
    const joining = { id: domain.id, joining: { mode: 'join' as const, roleId: tenant.role('Member') } }
    const needed = ['update:organization_discovery_domains', 'create:organization_invitations'] as const
    await setDomainJoining(await tenant.accessTo(organization, owner, ...needed), joining)
    await tenant.write(async (tx) => {
      const password = { organizationId: organization.id, connectionId: tenant.connection('password') }
      await tx.enabledConnection.updateMany({ where: password, data: { assignMembershipOnLogin: true } })
      await tx.role.updateMany({ where: { name: 'Member' }, data: { joins: true } })
    })
    await fixture.set(true)
    expect((await findInvitation(tenant.tenantId, mailed, null))?.connections.map(({ id }) => id)).toEqual([
      connectionId,
    ])
    const joinings = [
      acceptInvitation(person.self, mailed),
      joinByLink(person.self, token),
      joinByDomain(person.self, organization.id),
    ]
    const codes = await Promise.all(joinings.map(refusalCode))
    expect(codes).toEqual(joinings.map(() => 'sign_in_again'))
    const newcomer = { email: `new@${domain.name}`, folded: `new@${domain.name}` }
    const account = { name: 'Nia New', address: newcomer, password: undefined }
    expect(await refusalCode(from(() => signUpByLink(tenant.tenantId, token, account)))).toBe('conflict')
    const { mailed: forNew } = await invitations.send(newcomer.email)
    expect(await refusalCode(joinByInvitation(tenant.tenantId, forNew, { name: 'Nia New' }))).toBe('conflict')
    expect((await fixture.signInThere(byPage, tenant.connection('password'))).organization).toBeNull()
    const who = { organizationId: organization.id, userId: byPage.id }
    expect(await mayJoinOnLogin(tenant.tenantId, who)).toBe(false)
    const by = await fixture.signedInBy(person)
    expect(await acceptInvitation(by.self, mailed)).toEqual({ slug: organization.slug })
  })
})

describe('the address of an account that a requirement concerns', () => {
  const next = () => emailAddress.parse(`${crypto.randomUUID().slice(0, 8)}@next.test`)
  const code = (proofId: string) => ({ proofId, code: emailTokenSecrets({ id: proofId }).code })
  const emailOf = async ({ self }: TestUser) => (await getAccount(self)).email

  it('cannot be changed by the user, who could enter by a password with another one', async () => {
    const member = await fixture.member()
    const owner = await fixture.member(['Owner'])
    const early = await requestEmailChange(member.self, next())
    await fixture.set(true)
    for (const person of [member, owner]) {
      const asking = requestEmailChange(person.self, next())
      await expect(asking).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('requires its own sign-in for this address'),
      })
    }
    expect(await refusalCode(changeEmail(member.self, code(early.proofId)))).toBe('conflict')
    expect(await emailOf(member)).toBe(member.email)
    await fixture.set(false)
    await changeEmail(member.self, code(early.proofId))
    expect(await emailOf(member)).not.toBe(member.email)
  })

  it('cannot be changed by those who left: with the provider they would join again', async () => {
    const member = await fixture.member()
    const { connectionId, organization } = fixture.at
    await tenant.write(async (tx) => {
      await tx.identity.create({
        data: { id: newId('identity'), userId: member.id, connectionId, subject: 'mia' },
      })
      await tx.member.deleteMany({ where: { organizationId: organization.id, userId: member.id } })
    })
    await fixture.set(true)
    expect(await refusalCode(requestEmailChange(member.self, next()))).toBe('conflict')
  })

  it('can be changed by people who are no members there, or whose address is elsewhere', async () => {
    const elsewhere = await tenant.createUser()
    await tenant.addMember(fixture.at.organization, elsewhere, ['Member'])
    await fixture.set(true)
    for (const person of [elsewhere, await fixture.createUser()]) {
      const { proofId } = await requestEmailChange(person.self, next())
      await changeEmail(person.self, code(proofId))
      expect(await emailOf(person)).not.toBe(person.email)
    }
  })
})

describe('a requirement does not concern', () => {
  it('people with other addresses, a domain that is not verified, or another organization', async () => {
    const { organization } = fixture.at
    const outsider = await tenant.createUser()
    const pending = newDomain()
    await tenant.write((tx) => addDomain(tx, { organizationId: organization.id, domain: pending }))
    const unverified = await tenant.createUser({ email: `una@${pending}` })
    const subdomain = await tenant.createUser({ email: `sub@mail.${fixture.at.domain.name}` })
    const member = await fixture.member()
    const elsewhere = await tenant.createOrganization({ owner: member })
    for (const user of [outsider, unverified, subdomain]) await tenant.addMember(organization, user)
    await fixture.set(true)
    for (const user of [outsider, unverified, subdomain]) expect(await fixture.refusalOf(user)).toBeNull()
    expect((await enterOrganization(member.self, elsewhere.slug)).refusal).toBeNull()
  })

  it('an operator who has the organization open as support', async () => {
    const { organization, domain } = fixture.at
    const { operator } = own.fixture
    await fixture.set(true)
    await tenant.write((tx) => {
      const email = `oda@${domain.name}`
      return tx.user.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: operator.id } },
        data: { email, emailFolded: email },
      })
    })
    await openSupport(tenant, operator, { organization })
    expect(await fixture.refusalOf(operator)).toBeNull()
  })
})

describe('an address typed at a sign-in page', () => {
  it.each(['oidc', 'samlp'])(
    'leads to the connection required of its domain by %s, with an account or without, and no other address does',
    async (strategy) => {
      const { organization, connectionId, domain } = fixture.at
      if (strategy === 'samlp') await fixture.switchToSaml()
      const routed = (address: string) => findOrganizationOfAddress(tenant.tenantId, address)
      const where = { id: domain.id }
      const data = { useForOrganizationDiscovery: false }
      await tenant.write((tx) => tx.discoveryDomain.updateMany({ where, data }))
      const { email } = await fixture.member()
      expect(await routed(email)).toBeNull()
      await fixture.set(true)
      const found = { id: organization.id, connectionId, connectionName: 'Own login', isRequired: true }
      expect(await routed(email)).toMatchObject(found)
      expect(await routed(`unknown@${domain.name}`)).toEqual(await routed(email))
      expect(await routed(`unknown@mail.${domain.name}`)).toBeNull()
      const page = await findSignInPage({
        kind: 'public',
        tenantId: tenant.tenantId,
        subject: organization.slug,
      })
      expect(page).toMatchObject({ requiredConnectionId: connectionId })
      await fixture.set(false)
      expect(await routed(email)).toBeNull()
    },
  )
})
