import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { addDomain } from '@/test/fixtures/builders'
import { newDomain } from '@/test/fixtures/domains-api'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { addOrganizationConnection } from './add-organization-connection'
import { confirmEntityId, type FoundEntityId, sealFoundEntityId, testedProvider } from './confirm-entity-id'
import { confirmable, confirmProvider } from './confirm-provider'
import { recordTest } from './connection-tests'
import { createSamlConnection } from './create-saml-connection'
import { getOwnConnection } from './own-connection'
import { requireConnection } from './require-connection'
import { addSamlCertificate } from './saml-certificates'
import { signInWithProvider } from './sign-in-with-provider'
import { updateOrganizationConnection } from './update-organization-connection'
import { updateSamlConnection } from './update-saml-connection'

const { own, keys, fixture } = await openOwnSaml()
const { tenant } = fixture
const { tenantId } = tenant
const other = await createSamlKeys()
const issuer = 'https://login.acme.test/idp'
let at: { here: TestOrganization; owner: TestUser; admin: TestUser; id: string }

beforeEach(async () => {
  const owner = await tenant.createUser()
  const admin = await tenant.createUser()
  const here = await tenant.createOrganization({ owner })
  await tenant.addMember(here, admin, ['Admin'])
  const { id } = await createSamlConnection(await own.at(here, admin), {
    id: newId('connection'),
    displayName: 'Own SAML',
    settings: samlSettings(keys.certificate, { issuer: null }),
  })
  at = { here, owner, admin, id }
})

async function saml() {
  const { saml: options } = await getOwnConnection(await own.at(at.here, at.owner), at.id)
  if (!options) throw new Error('It is no SAML connection.')
  return options
}

/** As the page of a test’s result has it. */
async function found(by: TestUser, changed: Partial<FoundEntityId> = {}, connectionId = at.id) {
  const provider = testedProvider(await saml())
  const until = Date.now() + 60_000
  const result = { issuer, provider, problem: null, userId: by.id, until, ...changed }
  return sealFoundEntityId({ tenantId, connectionId }, result)
}

async function confirm(by: TestUser, changed: Partial<FoundEntityId> = {}) {
  return confirmEntityId(await own.at(at.here, by), { id: at.id, found: await found(by, changed) })
}

const enabled = { ifPresent: 'conflict' } as const

describe('without an entity ID', () => {
  it('the connection can be neither enabled nor required', async () => {
    const { here, owner, id } = at
    const access = await own.at(here, owner)
    await tenant.write((tx) =>
      addDomain(tx, { organizationId: here.id, domain: newDomain(), isVerified: true }),
    )
    const enabling = addOrganizationConnection(access, { id, ...enabled })
    await expect(enabling).rejects.toMatchObject({ code: 'conflict', field: undefined })
    await addOrganizationConnection(access, { id, isEnabled: false, ...enabled })
    const switching = { id, includeDisabled: true, isEnabled: true }
    expect(await refusalCode(updateOrganizationConnection(access, switching))).toBe('conflict')
    expect(await refusalCode(requireConnection(access, { id, isRequired: true }))).toBe('conflict')
    expect(await getOwnConnection(access, id)).toMatchObject({ isEnabled: false, isRequired: false })
    await confirm(owner)
    await updateOrganizationConnection(access, switching)
    expect(await getOwnConnection(access, id)).toMatchObject({ isEnabled: true })
  })

  it('no connection of the tenant is made', async () => {
    const operator = await tenant.tenantAccess(fixture.operator, 'create:connections')
    const settings = samlSettings(keys.certificate, { issuer: null })
    const creating = createSamlConnection(operator, {
      id: newId('connection'),
      name: 'of-the-tenant',
      displayName: 'Everyone’s',
      settings,
    })
    await expect(creating).rejects.toMatchObject({ code: 'invalid', field: 'issuer' })
  })

  it('the connection takes one from an admin who knows it, and loses it by no change', async () => {
    const access = await own.at(at.here, at.owner)
    await updateSamlConnection(access, { id: at.id, settings: { issuer } })
    await updateSamlConnection(access, { id: at.id, settings: { issuer: null, signsRequests: true } })
    expect(await saml()).toMatchObject({ issuer, signsRequests: true })
  })
})

describe('the entity ID that a test found', () => {
  it('is saved once it is confirmed, with an event and what the test said', async () => {
    const { here, owner, id } = at
    const profile = {
      subject: 'ann',
      address: null,
      emailVerified: null,
      isOwnAddress: false,
      name: null,
      picture: null,
      amr: [],
    }
    const problem = await recordTest({ tenantId, connectionId: id }, profile, { lacksEntityId: true })
    const page = async () => getOwnConnection(await own.at(here, owner), id)
    expect([problem, (await page()).testProblem]).toEqual(['no_address', 'saml_entity_id'])
    await confirm(owner, { problem })
    expect(await page()).toMatchObject({ testProblem: 'no_address', saml: { issuer } })
    expect((await own.eventsOn(id)).at(-1)).toMatchObject({
      type: 'connection.entity_id_confirmed',
      actorId: owner.id,
      details: { after: { issuer } },
    })
    await confirm(owner)
    expect((await own.eventsOn(id)).filter(({ type }) => type.includes('entity_id'))).toHaveLength(1)
  })

  it('is refused if it was not found by the caller, here and lately', async () => {
    const { here, owner, admin, id } = at
    const access = await own.at(here, owner)
    const texts = [
      await found(admin),
      await found(owner, { until: Date.now() - 1 }),
      await found(owner, {}, 'con_other'),
      await sealFoundEntityId(
        { tenantId: 'another', connectionId: id },
        {
          issuer,
          provider: testedProvider(await saml()),
          problem: null,
          userId: owner.id,
          until: Date.now() + 60_000,
        },
      ),
      'made up',
      '',
    ]
    for (const text of texts)
      expect(await refusalCode(confirmEntityId(access, { id, found: text }))).toBe('conflict')
    expect(await saml()).toMatchObject({ issuer: null })
  })

  it('is refused after the certificates or the sign-in URL have changed', async () => {
    const { here, owner, id } = at
    const access = await own.at(here, owner)
    const before = await found(owner)
    await addSamlCertificate(access, { id, certificate: other.certificate })
    expect(await refusalCode(confirmEntityId(access, { id, found: before }))).toBe('conflict')
    const after = await found(owner)
    await updateSamlConnection(access, { id, settings: { signInUrl: 'https://login.acme.test/other' } })
    expect(await refusalCode(confirmEntityId(access, { id, found: after }))).toBe('conflict')
    expect(await saml()).toMatchObject({ issuer: null })
    await confirm(owner)
  })

  it('is confirmed by no one without the permission, also if they lost it meanwhile, and by no stranger', async () => {
    const { here, admin, id } = at
    const access = await own.at(here, admin)
    const text = await found(admin)
    await tenant.write(async (tx) => {
      const { id: roleId } = await tx.role.findFirstOrThrow({ where: { name: 'Viewer' } })
      await tx.memberRole.updateMany({ where: { userId: admin.id }, data: { roleId } })
    })
    expect(await refusalCode(confirmEntityId(access, { id, found: text }))).toBe('not_found')
    await expect(own.at(here, admin)).rejects.toMatchObject({ code: 'not_found' })
    const foreign = await own.at(fixture.there, fixture.stranger)
    const theirs = await found(fixture.stranger)
    expect(await refusalCode(confirmEntityId(foreign, { id, found: theirs }))).toBe('not_found')
    expect(await saml()).toMatchObject({ issuer: null })
  })

  it('is one of two that are confirmed at once', async () => {
    const { owner, admin } = at
    const issuers = [issuer, 'https://other.test/idp'] as const
    const both = await Promise.allSettled([
      confirm(owner, { issuer: issuers[0] }),
      confirm(admin, { issuer: issuers[1] }),
    ])
    const winner = both.findIndex(({ status }) => status === 'fulfilled')
    expect(both[1 - winner]).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } })
    expect((await saml()).issuer).toBe(issuers[winner])
    const [loser] = issuers.filter((one) => one !== issuers[winner])
    expect(await refusalCode(confirm(owner, { issuer: loser ?? '' }))).toBe('conflict')
  })

  it.each([
    ['confirmed by them', () => confirm(at.admin)],
    ['confirmed by an owner', () => confirm(at.owner)],
    [
      'entered by an owner',
      async () => updateSamlConnection(await own.at(at.here, at.owner), { id: at.id, settings: { issuer } }),
    ],
  ])(
    'signs in those whose permissions the person has who saved the certificates: %s',
    async (_, confirmed) => {
      const { here, owner, admin, id } = at
      await confirmed()
      await addOrganizationConnection(await own.at(here, admin), { id, ...enabled })
      const signIn = async (user: TestUser, from = issuer) => {
        const profile = {
          subject: user.email,
          address: { email: user.email, folded: user.email },
          emailVerified: null,
          isOwnAddress: false,
          name: null,
          picture: null,
          amr: [],
        }
        const where = { connectionId: id, userId: user.id }
        if ((await tenant.read((tx) => tx.identity.count({ where }))) === 0)
          await tenant.write((tx) =>
            tx.identity.create({ data: { ...where, id: newId('identity'), subject: user.email } }),
          )
        const nowhere = { returnTo: null, ticket: null }
        const asked = { connectionId: id, issuer: from, profile, organizationId: here.id, slug: here.slug }
        return signInWithProvider(tenantId, { ...asked, ...nowhere })
      }
      expect(await signIn(admin)).toMatchObject({ kind: 'arrived' })
      expect(await signIn(owner)).toEqual({ kind: 'refused', reason: 'saml_unconfirmed' })
      expect(await saml()).toMatchObject({ trust: { userId: admin.id, isTenantLevel: false } })
      const access = await own.at(here, owner)
      await confirmProvider(access, { id, seen: confirmable(await getOwnConnection(access, id)) })
      expect(await signIn(owner)).toMatchObject({ kind: 'arrived' })
    },
  )
})
