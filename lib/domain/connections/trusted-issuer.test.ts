import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { addDomain } from '@/test/fixtures/builders'
import { newDomain } from '@/test/fixtures/domains-api'
import { createOperator } from '@/test/fixtures/operator'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { enterOrganization } from '../organizations/enter-organization'
import { replaceMemberRoles } from '../members/change-member-roles'
import { openSession } from '../users/open-session'
import { switchOrganization } from '../users/switch-organization'
import { addOrganizationConnection } from './add-organization-connection'
import { confirmable, confirmProvider } from './confirm-provider'
import { linkIdentity } from './link-identity'
import { getOwnConnection } from './own-connection'
import { signInWithProvider } from './sign-in-with-provider'
import { updateConnection } from './update-connection'

const own = await OwnConnections.open()
const { tenant } = own.fixture
let at: { here: TestOrganization; owner: TestUser; admin: TestUser; id: string }

/** An admin’s own provider, enabled in an organization with an owner. */
beforeEach(async () => {
  const owner = await tenant.createUser()
  const admin = await tenant.createUser()
  const here = await tenant.createOrganization({ owner })
  await tenant.addMember(here, admin, ['Admin'])
  const { id } = await own.createEnabled(here, admin)
  at = { here, owner, admin, id }
})

function federated({ email }: TestUser) {
  const profile = {
    subject: email,
    address: { email, folded: email },
    emailVerified: true,
    isOwnAddress: false,
    name: null,
    picture: null,
    amr: [],
  }
  const { here, id: connectionId } = at
  const issuer = 'https://login.here.test'
  return {
    connectionId,
    issuer,
    profile,
    organizationId: here.id,
    slug: here.slug,
    returnTo: null,
    ticket: null,
  }
}

/** As someone who linked their account before, where nothing else is said. */
async function signIn(user: TestUser, { isLinked = true } = {}) {
  const where = { connectionId: at.id, userId: user.id }
  if (isLinked && (await tenant.read((tx) => tx.identity.count({ where }))) === 0)
    await tenant.write((tx) =>
      tx.identity.create({ data: { ...where, id: newId('identity'), subject: user.email } }),
    )
  return signInWithProvider(tenant.tenantId, federated(user))
}

async function confirm(by: TestUser): Promise<void> {
  const access = await own.at(at.here, by)
  await confirmProvider(access, { id: at.id, seen: confirmable(await getOwnConnection(access, at.id)) })
}

/** The same user in a session that it opened. */
async function inSessionBy(user: TestUser): Promise<TestUser> {
  const { tenantId } = tenant
  const signIn = { tenantId, userId: user.id, connectionId: at.id, amr: ['federated'] }
  const { sessionId } = (await tenant.write((tx) => openSession(tx, signIn))).opened
  return { ...user, sessionId, self: { ...user.self, sessionId } }
}

async function makeOwner({ id: userId }: TestUser): Promise<void> {
  const access = await tenant.accessTo(at.here, at.owner, 'read:organization_member_roles')
  await replaceMemberRoles(access, [{ userId, replace: [tenant.role('Owner')] }])
}

async function refusalOf({ self }: TestUser) {
  return (await enterOrganization(self, at.here.slug)).refusal
}

const arrived = { kind: 'arrived' }
const refused = { kind: 'refused', reason: 'unconfirmed' }

describe('a provider that someone with fewer permissions connected', () => {
  it('signs in no owner, and links to no owner’s account, until an owner confirms it', async () => {
    const { here, owner, admin, id } = at
    expect(await signIn(admin)).toMatchObject(arrived)
    expect(await linkIdentity(owner.self, federated(owner))).toEqual(refused)
    expect(await signIn(owner)).toEqual(refused)
    expect((await own.eventsOn(id)).at(-1)).toMatchObject({
      type: 'connection.failed',
      organizationId: here.id,
      details: { reason: 'unconfirmed' },
    })
    expect(await getOwnConnection(await own.at(here, admin), id)).toMatchObject({ canConfirm: false })
    await confirm(admin)
    expect(await signIn(owner)).toEqual(refused)
    expect(await getOwnConnection(await own.at(here, owner), id)).toMatchObject({ canConfirm: true })
    await confirm(owner)
    expect(await getOwnConnection(await own.at(here, owner), id)).toMatchObject({ canConfirm: false })
    expect(await signIn(owner)).toMatchObject(arrived)
    const types = (await own.eventsOn(id)).map(({ type }) => type)
    expect(types.filter((type) => type === 'connection.issuer_confirmed')).toHaveLength(1)
  })

  it('verifies no owner’s account that a directory created', async () => {
    const domain = newDomain()
    await tenant.write((tx) => addDomain(tx, { organizationId: at.here.id, domain, isVerified: true }))
    const provisioned = await tenant.createUser({ email: `zoe@${domain}` })
    await tenant.addMember(at.here, provisioned, ['Owner'])
    const where = { tenantId_id: { tenantId: tenant.tenantId, id: provisioned.id } }
    await tenant.write((tx) => tx.user.update({ where, data: { emailVerifiedAt: null } }))
    expect(await signIn(provisioned, { isLinked: false })).toEqual(refused)
    expect(await tenant.read((tx) => tx.user.findUnique({ where }))).toMatchObject({ emailVerifiedAt: null })
    await confirm(at.owner)
    expect(await signIn(provisioned, { isLinked: false })).toMatchObject(arrived)
  })

  it('signs in no operator who enters without being a member', async () => {
    const operator = await createOperator(tenant)
    const inherit = (inheritGlobalPermissionsInOrganizations: boolean) =>
      tenant.write((tx) => tx.tenant.updateMany({ data: { inheritGlobalPermissionsInOrganizations } }))
    await inherit(true)
    expect(await signIn(operator)).toEqual(refused)
    await inherit(false)
  })

  it('no longer lets in a member that it signed in once they are promoted, until an owner confirms it', async () => {
    const { here, owner, admin } = at
    const member = await tenant.createUser()
    await tenant.addMember(here, member, ['Member'])
    const session = await inSessionBy(member)
    expect(await refusalOf(session)).toBeNull()
    await makeOwner(member)
    expect(await refusalOf(session)).toBe('connection')
    expect(await refusalCode(switchOrganization(session.self, here.id))).toBe('sign_in_again')
    expect(await refusalOf(await inSessionBy(admin))).toBeNull()
    await confirm(owner)
    expect(await refusalOf(session)).toBeNull()
    expect(await switchOrganization(session.self, here.id)).toMatchObject({ slug: here.slug })
  })

  it('lets in those who have no more than that person has by now', async () => {
    const { here, owner, admin } = at
    const session = await inSessionBy(owner)
    expect(await refusalOf(session)).toBe('connection')
    await makeOwner(admin)
    expect(await refusalOf(session)).toBeNull()
    expect(await switchOrganization(session.self, here.id)).toMatchObject({ slug: here.slug })
  })

  it('is theirs again with another issuer, and not with another client ID, secret or claims', async () => {
    const { here, owner, admin, id } = at
    await confirm(owner)
    const access = await own.at(here, admin)
    await updateConnection(access, { id, options: { clientId: 'other', claims: { name: 'nickname' } } })
    await updateConnection(access, { id, clientSecret: 'another secret', displayName: 'Renamed' })
    expect(await signIn(owner)).toMatchObject(arrived)
    await tenant.write((tx) => tx.identity.deleteMany({ where: { connectionId: id } }))
    await updateConnection(access, { id, options: { issuer: 'https://elsewhere.test' } })
    expect(await signIn(owner)).toEqual(refused)
    await updateConnection(await own.at(here, owner), { id, options: { clientId: 'third' } })
    expect(await signIn(owner)).toEqual(refused)
  })

  it('is theirs again if the address comes from another claim, which users may set themselves', async () => {
    const { here, owner, admin, id } = at
    await confirm(owner)
    const byOwner = await own.at(here, owner)
    const seen = confirmable(await getOwnConnection(byOwner, id))
    await updateConnection(byOwner, { id, options: { claims: { email: 'mail' } } })
    expect(await signIn(owner)).toMatchObject(arrived)
    for (const claims of [{ email: 'nickname' }, { emailVerified: 'always' }]) {
      await updateConnection(await own.at(here, admin), { id, options: { claims } })
      expect(await signIn(owner)).toEqual(refused)
      expect(await signIn(admin)).toMatchObject(arrived)
      expect(await refusalCode(confirmProvider(byOwner, { id, seen }))).toBe('conflict')
      await confirm(owner)
      expect(await signIn(owner)).toMatchObject(arrived)
    }
  })

  it('is not trusted further by someone with more permissions who chooses the claim', async () => {
    const { here, owner, id } = at
    await updateConnection(await own.at(here, owner), { id, options: { claims: { email: 'mail' } } })
    expect(await signIn(owner)).toEqual(refused)
  })

  it('is confirmed only as it was seen, by a member of its organization', async () => {
    const { here, owner, admin, id } = at
    const access = await own.at(here, owner)
    const seen = confirmable(await getOwnConnection(access, id))
    await updateConnection(await own.at(here, admin), { id, options: { issuer: 'https://elsewhere.test' } })
    expect(await refusalCode(confirmProvider(access, { id, seen }))).toBe('conflict')
    const foreign = await own.at(own.fixture.there, own.fixture.stranger)
    expect(await refusalCode(confirmProvider(foreign, { id, seen }))).toBe('not_found')
    expect(await signIn(owner)).toEqual(refused)
  })
})

it('no provider is linked to an account that has another address than it says', async () => {
  const { owner, admin, here } = at
  const { id } = await own.create(here, owner)
  at = { ...at, id }
  expect(await refusalCode(linkIdentity(admin.self, federated(owner)))).toBe('conflict')
  expect(await tenant.read((tx) => tx.identity.count({ where: { connectionId: id } }))).toBe(0)
})

it('one that an owner connected signs in everyone, also after an admin enabled it', async () => {
  const { here, owner, admin } = at
  const { id } = await own.create(here, owner)
  await addOrganizationConnection(await own.at(here, admin), { id, ifPresent: 'enable' })
  at = { ...at, id }
  for (const person of [owner, admin]) expect(await signIn(person)).toMatchObject(arrived)
})
