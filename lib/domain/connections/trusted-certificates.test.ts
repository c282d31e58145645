import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { addDomain } from '@/test/fixtures/builders'
import { newDomain } from '@/test/fixtures/domains-api'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { samlSettings } from '@/test/saml-fixture'
import { addOrganizationConnection } from './add-organization-connection'
import { confirmable, confirmProvider } from './confirm-provider'
import { createSamlConnection } from './create-saml-connection'
import { linkIdentity } from './link-identity'
import { getOwnConnection } from './own-connection'
import { addSamlCertificate } from './saml-certificates'
import { signInWithProvider } from './sign-in-with-provider'
import { updateSamlConnection } from './update-saml-connection'
import { createSamlKeys } from '@/test/saml-identity-provider'

const { own, keys, fixture } = await openOwnSaml()
const { tenant } = fixture
const other = await createSamlKeys()
let at: { here: TestOrganization; owner: TestUser; admin: TestUser; id: string }

beforeEach(async () => {
  const owner = await tenant.createUser()
  const admin = await tenant.createUser()
  const here = await tenant.createOrganization({ owner })
  await tenant.addMember(here, admin, ['Admin'])
  const input = {
    id: newId('connection'),
    displayName: 'Own SAML',
    settings: samlSettings(keys.certificate),
  }
  const { id } = await createSamlConnection(await own.at(here, admin), input)
  await addOrganizationConnection(await own.at(here, admin), { id, ifPresent: 'enable' })
  at = { here, owner, admin, id }
})

function federatedProfile({ email }: TestUser, subject = email) {
  const profile = {
    subject,
    address: { email, folded: email },
    emailVerified: null,
    isOwnAddress: false,
    name: null,
    picture: null,
    amr: [],
  }
  const { here, id: connectionId } = at
  const { issuer } = samlSettings(keys.certificate)
  return {
    connectionId,
    issuer: issuer ?? '',
    profile,
    organizationId: here.id,
    slug: here.slug,
    returnTo: null,
    ticket: null,
  }
}

async function signIn(user: TestUser) {
  const where = { connectionId: at.id, userId: user.id }
  if ((await tenant.read((tx) => tx.identity.count({ where }))) === 0)
    await tenant.write((tx) =>
      tx.identity.create({ data: { ...where, id: newId('identity'), subject: user.email } }),
    )
  return signInWithProvider(tenant.tenantId, federatedProfile(user))
}

const arrived = { kind: 'arrived' }
const refused = { kind: 'refused', reason: 'saml_unconfirmed' }

async function confirm(by: TestUser): Promise<void> {
  const access = await own.at(at.here, by)
  await confirmProvider(access, { id: at.id, seen: confirmable(await getOwnConnection(access, at.id)) })
}

describe('certificates that someone with fewer permissions saved', () => {
  it('sign in no owner, and record why, until an owner confirms them', async () => {
    const { here, owner, admin, id } = at
    expect(await signIn(admin)).toMatchObject(arrived)
    const sessions = () =>
      tenant.read((tx) => tx.session.count({ where: { userId: owner.id, connectionId: id } }))
    expect(await signIn(owner)).toEqual(refused)
    expect(await sessions()).toBe(0)
    expect((await own.eventsOn(id)).at(-1)).toMatchObject({
      type: 'connection.failed',
      organizationId: here.id,
      details: { reason: 'saml_unconfirmed' },
    })
    expect(await getOwnConnection(await own.at(here, admin), id)).toMatchObject({ canConfirm: false })
    expect(await getOwnConnection(await own.at(here, owner), id)).toMatchObject({ canConfirm: true })
    await confirm(admin)
    expect(await signIn(owner)).toEqual(refused)
    await confirm(owner)
    await confirm(owner)
    expect(await getOwnConnection(await own.at(here, owner), id)).toMatchObject({ canConfirm: false })
    expect(await signIn(owner)).toMatchObject(arrived)
    expect(await signIn(admin)).toMatchObject(arrived)
    const types = (await own.eventsOn(id)).map(({ type }) => type)
    expect(types.filter((type) => type === 'connection.certificates_confirmed')).toHaveLength(1)
  })

  it('are linked to no owner’s account', async () => {
    const link = () => linkIdentity(at.owner.self, federatedProfile(at.owner))
    expect(await link()).toEqual(refused)
    const where = { connectionId: at.id }
    expect(await tenant.read((tx) => tx.identity.count({ where }))).toBe(0)
    await confirm(at.owner)
    expect(await link()).toMatchObject(arrived)
  })

  it('sign in no member who was promoted since, and do so again once an owner saves others', async () => {
    const member = await tenant.createUser()
    await tenant.addMember(at.here, member, ['Member'])
    expect(await signIn(member)).toMatchObject(arrived)
    await tenant.write(async (tx) => {
      const { id: roleId } = await tx.role.findFirstOrThrow({ where: { isOwner: true } })
      await tx.memberRole.updateMany({ where: { userId: member.id }, data: { roleId } })
    })
    expect(await signIn(member)).toEqual(refused)
    const settings = { certificates: [other.certificate] }
    await updateSamlConnection(await own.at(at.here, at.owner), { id: at.id, settings })
    expect(await signIn(member)).toMatchObject(arrived)
  })

  it('count as theirs again once they add one, or change the entity ID, not with other settings', async () => {
    const { here, owner, admin, id } = at
    await confirm(owner)
    await updateSamlConnection(await own.at(here, admin), { id, displayName: 'Renamed' })
    expect(await getOwnConnection(await own.at(here, owner), id)).toMatchObject({ canConfirm: false })
    await addSamlCertificate(await own.at(here, admin), { id, certificate: other.certificate })
    expect(await signIn(owner)).toEqual(refused)
    await confirm(owner)
    await tenant.write((tx) => tx.identity.deleteMany({ where: { connectionId: id } }))
    const settings = { issuer: 'https://elsewhere.test/idp' }
    await updateSamlConnection(await own.at(here, admin), { id, settings })
    expect(await signIn(owner)).toEqual(refused)
  })

  it('count as theirs again once they take the address from another attribute', async () => {
    const { here, owner, admin, id } = at
    await confirm(owner)
    const byOwner = await own.at(here, owner)
    const seen = confirmable(await getOwnConnection(byOwner, id))
    const { attributes } = samlSettings(keys.certificate)
    const takeFrom = async (by: TestUser, email: string) =>
      updateSamlConnection(await own.at(here, by), {
        id,
        settings: { attributes: { ...attributes, email } },
      })
    await takeFrom(owner, 'mail')
    expect(await signIn(owner)).toMatchObject(arrived)
    await takeFrom(admin, 'nickname')
    expect(await signIn(owner)).toEqual(refused)
    expect(await signIn(admin)).toMatchObject(arrived)
    expect(await refusalCode(confirmProvider(byOwner, { id, seen }))).toBe('conflict')
  })

  it('are confirmed only as they were seen, by a member of their organization', async () => {
    const { here, owner, admin, id } = at
    const access = await own.at(here, owner)
    const seen = confirmable(await getOwnConnection(access, id))
    await addSamlCertificate(await own.at(here, admin), { id, certificate: other.certificate })
    expect(await refusalCode(confirmProvider(access, { id, seen }))).toBe('conflict')
    const foreign = await own.at(fixture.there, fixture.stranger)
    expect(await refusalCode(confirmProvider(foreign, { id, seen }))).toBe('not_found')
    expect(await signIn(owner)).toEqual(refused)
  })
})

it('someone new who would join with more permissions is refused, and nothing of their sign-in stays', async () => {
  const { here, id } = at
  const domain = newDomain()
  await tenant.write(async (tx) => {
    await addDomain(tx, { organizationId: here.id, domain, isVerified: true })
    await tx.enabledConnection.updateMany({
      where: { connectionId: id },
      data: { assignMembershipOnLogin: true },
    })
    await tx.role.updateMany({ where: { joins: true }, data: { joins: false } })
    await tx.role.updateMany({ where: { name: 'Admin' }, data: { joins: true } })
    const { options } = await tx.connection.findFirstOrThrow({ where: { id } })
    const trust = { userId: null, permissions: [], isTenantLevel: false }
    await tx.connection.updateMany({ where: { id }, data: { options: { ...Object(options), trust } } })
  })
  const email = `ann@${domain}`
  const federated = federatedProfile({ ...at.owner, email })
  expect(await signInWithProvider(tenant.tenantId, federated)).toEqual(refused)
  expect(await tenant.read((tx) => tx.user.count({ where: { email } }))).toBe(0)
  await confirm(at.owner)
  expect(await signInWithProvider(tenant.tenantId, federated)).toMatchObject(arrived)
})

it('a connection of which it is not known who saved the certificates signs in no one with permissions', async () => {
  const { saml } = await getOwnConnection(await own.at(at.here, at.owner), at.id)
  const { trust: _, ...options } = saml ?? { trust: undefined }
  await tenant.write((tx) => tx.connection.updateMany({ where: { id: at.id }, data: { options } }))
  expect(await signIn(at.admin)).toEqual(refused)
  await confirm(at.owner)
  expect(await signIn(at.admin)).toMatchObject(arrived)
})
