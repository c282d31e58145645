import { beforeEach, describe, expect, it } from 'vitest'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { RequiredConnection } from '@/test/fixtures/required-connection'
import { refusalCode } from '@/test/fixtures/signed-out'
import { addDomain } from '@/test/fixtures/builders'
import { newDomain } from '@/test/fixtures/domains-api'
import { tenantLevelAccess } from '@/test/fixtures/support'
import { removeDomain } from '../domains/add-domain'
import { deleteConnection } from './delete-connection'
import { getOwnConnection } from './own-connection'
import { removeOrganizationConnection } from './remove-organization-connection'
import { requireConnection } from './require-connection'
import { type ConnectionUpdate, updateConnection } from './update-connection'
import { updateOrganizationConnection } from './update-organization-connection'
import { updateSamlConnection } from './update-saml-connection'

const own = await OwnConnections.open()
const { tenant } = own.fixture
let fixture: RequiredConnection

beforeEach(async () => {
  fixture = await RequiredConnection.create(own)
})

describe('refuses', () => {
  it('a connection of another organization, one of the tenant’s, and an unknown one, as not found', async () => {
    const other = await RequiredConnection.create(own)
    for (const id of [other.at.connectionId, tenant.connection('password'), 'con_unknown'])
      expect(await refusalCode(fixture.set(true, id))).toBe('not_found')
    expect(await other.isRequired()).toBe(false)
  })

  it('members without the permission', async () => {
    const viewer = await fixture.member(['Viewer'])
    await expect(fixture.access(viewer)).rejects.toMatchObject({ code: 'not_found' })
    const access = await fixture.access(await fixture.member(['Admin']))
    await tenant.write((tx) => tx.member.deleteMany({ where: { userId: access.caller.userId } }))
    const { connectionId: id } = fixture.at
    expect(await refusalCode(requireConnection(access, { id, isRequired: true }))).toBe('not_found')
  })

  it('while it is disabled, untested or failed its last test, or no domain is verified', async () => {
    const { connectionId: id, domain } = fixture.at
    const refusal = () =>
      fixture.set(true).then(
        () => null,
        (error: unknown) => String(error),
      )
    await fixture.setTest({ testedAt: null, testProblem: null })
    expect(await refusal()).toContain('Test it first.')
    for (const testProblem of ['client_refused', 'other_address']) {
      await fixture.setTest({ testedAt: new Date(), testProblem })
      expect(await refusal()).toContain('Its last test did not succeed.')
    }
    await fixture.setTest({ testedAt: new Date(), testProblem: null })
    await tenant.write((tx) =>
      tx.discoveryDomain.updateMany({ where: { id: domain.id }, data: { verifiedAt: null } }),
    )
    expect(await refusal()).toContain('Verify a domain first.')
    await updateOrganizationConnection(await fixture.access(), { id, isEnabled: false })
    expect(await refusal()).toContain('Enable it first.')
    expect(await fixture.isRequired()).toBe(false)
  })

  it('where the operator lets the organization only see it, in both directions', async () => {
    const { connectionId, organization } = fixture.at
    const limit = (accessLevel: string) =>
      tenant.write((tx) =>
        tx.enabledConnection.updateMany({ where: { connectionId }, data: { accessLevel } }),
      )
    await limit('readonly')
    expect(await refusalCode(fixture.set(true))).toBe('not_yours_to_give')
    await limit('limited')
    await fixture.set(true)
    await limit('readonly')
    expect(await refusalCode(fixture.set(false))).toBe('not_yours_to_give')
    await limit('none')
    expect(await refusalCode(fixture.set(false))).toBe('not_found')
    const needed = ['update:organization_connections'] as const
    const byOperator = await tenantLevelAccess(tenant, own.fixture.operator, { organization, needed })
    await requireConnection(byOperator, { id: connectionId, isRequired: false })
    expect(await fixture.isRequired()).toBe(false)
  })

  it('a second one', async () => {
    await fixture.set(true)
    const { organization, owner } = fixture.at
    const { id } = await own.createEnabled(organization, owner)
    await tenant.write((tx) =>
      tx.connection.updateMany({ where: { id }, data: { testedAt: new Date(), testProblem: null } }),
    )
    expect(await refusalCode(fixture.set(true, id))).toBe('conflict')
  })
})

describe('a test of other settings does not count', () => {
  const present = async () => getOwnConnection(await fixture.access(), fixture.at.connectionId)
  const changes: Record<string, () => Promise<unknown>> = {
    'provider settings': () => update({ options: { clientId: 'another' } }),
    secret: () => update({ clientSecret: 'another secret of the provider' }),
    'SAML settings': async () => {
      await fixture.switchToSaml()
      const settings = { signInUrl: 'https://login.acme.test/another' }
      return updateSamlConnection(await fixture.access(), { id: fixture.at.connectionId, settings })
    },
  }
  async function update(changed: Omit<ConnectionUpdate, 'id'>) {
    return updateConnection(await fixture.access(), { id: fixture.at.connectionId, ...changed })
  }

  it.each(Object.entries(changes))(
    'after a change of its %s, while a requirement stays',
    async (_, change) => {
      await update({ displayName: 'Renamed' })
      await fixture.set(true)
      await change()
      expect(await present()).toMatchObject({ testedAt: null, testProblem: null })
      expect(await fixture.isRequired()).toBe(true)
      await fixture.set(false)
      expect(await refusalCode(fixture.set(true))).toBe('conflict')
    },
  )
})

describe('a required connection', () => {
  const events = () => fixture.events('connection.required', 'connection.made_optional')

  it('is recorded once, each time that it begins or ends', async () => {
    for (const isRequired of [true, true, false, false]) {
      await fixture.set(isRequired)
      expect(await fixture.isRequired()).toBe(isRequired)
    }
    expect(await events()).toMatchObject([
      { type: 'connection.required', targetId: fixture.at.connectionId, actorId: fixture.at.owner.id },
      { type: 'connection.made_optional', targetId: fixture.at.connectionId },
    ])
  })

  const ends: Record<string, (id: string) => Promise<unknown>> = {
    'is disabled': async (id) =>
      updateOrganizationConnection(await fixture.access(), { id, isEnabled: false }),
    'is removed': async (id) => removeOrganizationConnection(await fixture.access(), { id }),
    'is deleted': async (id) => deleteConnection(await fixture.access(), id),
  }

  it.each(Object.entries(ends))('is no longer required once it %s', async (_how, end) => {
    await fixture.set(true)
    await end(fixture.at.connectionId)
    expect(await fixture.isRequired()).toBe(false)
    expect((await events()).map(({ type }) => type)).toEqual([
      'connection.required',
      'connection.made_optional',
    ])
  })

  it('is no longer required once an operator deletes it, in the log of the organization', async () => {
    await fixture.set(true)
    const operator = await tenant.tenantAccess(own.fixture.operator, 'delete:connections')
    await deleteConnection(operator, fixture.at.connectionId)
    expect(await events()).toHaveLength(2)
  })

  it('stays required as long as one domain is verified, and does not begin again with the next', async () => {
    const { organization, domain } = fixture.at
    const second = await tenant.write((tx) =>
      addDomain(tx, { organizationId: organization.id, domain: newDomain(), isVerified: true }),
    )
    await fixture.set(true)
    await removeDomain(await fixture.access(), domain.id)
    expect(await fixture.isRequired()).toBe(true)
    await removeDomain(await fixture.access(), second)
    expect(await fixture.isRequired()).toBe(false)
    expect(await events()).toHaveLength(2)
  })

  it('is kept in the database to one that is enabled, and one alone', async () => {
    const { organization, connectionId } = fixture.at
    const here = { organizationId: organization.id }
    const requires = (where: object) =>
      tenant.write((tx) =>
        tx.enabledConnection.updateMany({ where: { ...here, ...where }, data: { isRequired: true } }),
      )
    await expect(requires({})).rejects.toThrow()
    await requires({ connectionId })
    await expect(
      tenant.write((tx) =>
        tx.enabledConnection.updateMany({ where: { ...here, connectionId }, data: { isEnabled: false } }),
      ),
    ).rejects.toThrow()
  })
})

it('counts the people it concerns: members at its domains, and neither owners nor others', async () => {
  const { connectionId } = fixture.at
  const [, byProvider, suspended] = await Promise.all([
    fixture.member(),
    fixture.member(),
    fixture.member(),
    fixture.member(['Owner']),
    fixture.createUser(),
  ])
  const stranger = await tenant.createUser()
  await tenant.addMember(fixture.at.organization, stranger)
  await tenant.write(async (tx) => {
    const subject = byProvider.id
    await tx.identity.create({ data: { id: `idn_${subject}`, userId: byProvider.id, connectionId, subject } })
    await tx.session.updateMany({ where: { id: byProvider.sessionId }, data: { connectionId } })
    await tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } })
  })
  const found = await getOwnConnection(await fixture.access(), connectionId)
  expect(found).toMatchObject({
    isRequired: false,
    hasDomain: true,
    concerned: 2,
    elsewhere: 1,
    withoutIdentity: 1,
    owners: 1,
    others: 2,
    viewer: 'other',
  })
})

it('counts nothing for another kind of access, and keeps that kind', async () => {
  const { connectionId: id } = fixture.at
  await fixture.member()
  const other = await RequiredConnection.create(own)
  const usage = await tenant.read(
    (tx) => tx.$queryRaw<{ concerned: number }[]>`SELECT concerned FROM foyer.requirement_usage(${id})`,
  )
  expect(usage).toEqual([{ concerned: 0 }])
  expect(await refusalCode(getOwnConnection(await other.access(), id))).toBe('not_found')
  const { organization } = fixture.at
  const needed = ['read:organization_connections'] as const
  const byOperator = await tenantLevelAccess(tenant, own.fixture.operator, { organization, needed })
  expect(await getOwnConnection(byOperator, id)).toMatchObject({ concerned: 1 })
})
