import { describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { refusalCode } from '@/test/fixtures/signed-out'
import { samlSettings } from '@/test/saml-fixture'
import { addOrganizationConnection } from './add-organization-connection'
import { createSamlConnection } from './create-saml-connection'
import { deleteConnection } from './delete-connection'
import { findProvider } from './find-provider'
import { getOwnConnection } from './own-connection'
import { addSamlCertificate, expiryOf, removeSamlCertificate, samlCertificates } from './saml-certificates'
import type { SamlSettings } from './saml-options'
import { updateConnection } from './update-connection'
import { settingsFrom, updateSamlConnection } from './update-saml-connection'

const { own, keys, create, remove, fixture } = await openOwnSaml()
const { tenant, here, there, stranger } = fixture
const other = await createSamlKeys()

describe('an organization’s own SAML connection', () => {
  it('is created with a sealed key and a certificate of its own, disabled, and then enabled', async () => {
    const made = await create()
    expect(made).toMatchObject({ organizationId: here.id, strategy: 'samlp', options: null })
    expect(made.saml?.ownCertificate).toContain('BEGIN CERTIFICATE')
    const row = await tenant.read((tx) => tx.connection.findFirstOrThrow({ where: { id: made.id } }))
    expect(row.sealedSecret).not.toBeNull()
    expect(JSON.stringify(row)).not.toContain('PRIVATE')
    const access = { kind: 'public', tenantId: tenant.tenantId, subject: here.slug } as const
    expect(await findProvider(access, made.id)).toBeNull()
    await addOrganizationConnection(await own.at(), { id: made.id, ifPresent: 'enable' })
    expect(await findProvider(access, made.id)).toMatchObject({ provider: { strategy: 'samlp' } })
    expect(await getOwnConnection(await own.at(), made.id)).toMatchObject({ isEnabled: true })
    expect((await own.eventsOn(made.id)).map(({ type }) => type)).toEqual([
      'connection.created',
      'connection.enabled',
    ])
    await remove(made.id)
  })

  it('is no one else’s', async () => {
    const { id } = await create()
    const foreign = await own.at(there, stranger)
    const certificate = other.certificate
    const [fingerprint = ''] = samlCertificates((await create()).saml ?? { certificates: [] }).map(
      (one) => one.fingerprint,
    )
    for (const attempt of [
      () => getOwnConnection(foreign, id),
      () => updateSamlConnection(foreign, { id, displayName: 'Taken' }),
      () => updateSamlConnection(foreign, { id, settings: { allowsUnsolicited: true } }),
      () => addSamlCertificate(foreign, { id, certificate }),
      () => removeSamlCertificate(foreign, { id, fingerprint }),
      () => deleteConnection(foreign, id),
      () => addOrganizationConnection(foreign, { id, ifPresent: 'enable' }),
    ])
      expect(await refusalCode(attempt())).toBe('not_found')
    expect(await read(foreign, (tx) => tx.connection.findMany({ where: { id } }))).toEqual([])
    const openid = await own.create()
    expect(await refusalCode(updateSamlConnection(await own.at(), { id: openid.id }))).toBe('not_found')
    const options = { issuer: 'https://login.here.test' }
    expect(await refusalCode(updateConnection(await own.at(), { id, options }))).toBe('invalid')
  })

  it('rejects invalid settings', async () => {
    const access = await own.at()
    const wrong: Partial<SamlSettings>[] = [
      { issuer: '' },
      { issuer: 'two words' },
      { issuer: 'a'.repeat(1025) },
      { signInUrl: 'http://10.0.0.1/sso' },
      { signInUrl: 'https://192.168.0.1/sso' },
      { signInUrl: 'javascript:alert(1)' },
      { signInUrl: 'https://a:b@login.acme.test/' },
      { certificates: [] },
      { certificates: ['nothing'] },
      { certificates: [keys.key] },
    ]
    for (const changed of wrong) {
      const input = { id: newId('connection'), displayName: 'A', settings: samlSettings('', changed) }
      const settings = { ...samlSettings(keys.certificate), ...changed }
      expect(await refusalCode(createSamlConnection(access, { ...input, settings }))).toBe('invalid')
    }
  })

  it('is created once for each id', async () => {
    const input = { id: newId('connection'), displayName: 'A', settings: samlSettings(keys.certificate) }
    await createSamlConnection(await own.at(), input)
    expect(await refusalCode(createSamlConnection(await own.at(), input))).toBe('conflict')
    await remove(input.id)
  })

  it('keeps the entity ID once users are linked', async () => {
    const { id } = await create()
    const access = await own.at()
    const settings = { issuer: 'https://elsewhere.test/idp' }
    await updateSamlConnection(access, { id, settings })
    await link(id, (await tenant.createUser()).id)
    const back = updateSamlConnection(access, { id, settings: { issuer: 'https://login.acme.test/idp' } })
    expect(await refusalCode(back)).toBe('conflict')
    expect(await updateSamlConnection(access, { id, settings })).toMatchObject({ saml: settings })
    await remove(id)
  })
})

function link(connectionId: string, userId: string) {
  const data = { id: newId('identity'), userId, connectionId, subject: newId('identity') }
  return tenant.write((tx) => tx.identity.create({ data }))
}

it('goes on signing requests when metadata that does not ask for it replaces its settings', async () => {
  const { id } = await create({ signsRequests: true })
  const { certificate } = other
  const {
    allowsUnsolicited: _,
    signsOutThere: _there,
    attributes: _names,
    ...usual
  } = samlSettings(certificate)
  const read = { ...usual, issuer: 'https://login.acme.test/next', signInUrl: 'https://login.acme.test/next' }
  const metadata = { ...read, certificates: [certificate], signsRequests: false }
  const replace = async (changed: Partial<typeof metadata> = {}) =>
    updateSamlConnection(await own.at(), { id, settings: settingsFrom({ ...metadata, ...changed }) })
  const { issuer, signInUrl } = read
  expect(await replace()).toMatchObject({ saml: { issuer, signInUrl, signsRequests: true } })
  await updateSamlConnection(await own.at(), { id, settings: { signsRequests: false } })
  expect(await replace()).toMatchObject({ saml: { signsRequests: false } })
  expect(await replace({ signsRequests: true })).toMatchObject({ saml: { signsRequests: true } })
  await remove(id)
})

describe('its certificates', () => {
  it('are added and removed, also at the same time, but never the last one', async () => {
    const { id } = await create()
    const access = await own.at()
    const third = await createSamlKeys()
    await Promise.all(
      [other, third].map(({ certificate }) => addSamlCertificate(access, { id, certificate })),
    )
    const now = async () =>
      samlCertificates((await getOwnConnection(access, id)).saml ?? { certificates: [] })
    const fingerprints = (await now()).map(({ fingerprint }) => fingerprint)
    expect(new Set(fingerprints).size).toBe(3)
    const [first = '', second = '', last = ''] = fingerprints
    await removeSamlCertificate(access, { id, fingerprint: first })
    await removeSamlCertificate(access, { id, fingerprint: second })
    expect(await refusalCode(removeSamlCertificate(access, { id, fingerprint: last }))).toBe('conflict')
    expect(await refusalCode(removeSamlCertificate(access, { id, fingerprint: first }))).toBe('not_found')
    expect(await refusalCode(addSamlCertificate(access, { id, certificate: 'x' }))).toBe('invalid')
    await remove(id)
  })

  it('cannot be changed by an actor who has fewer permissions than someone who signs in with them', async () => {
    const { id } = await create()
    const admin = await tenant.createUser()
    await tenant.addMember(here, admin, ['Admin'])
    const asAdmin = await own.at(here, admin)
    const { certificate } = other
    await link(id, admin.id)
    await addSamlCertificate(asAdmin, { id, certificate })
    await link(id, fixture.owner.id)
    const settings = { certificates: [keys.certificate] }
    for (const attempt of [
      () => updateSamlConnection(asAdmin, { id, settings }),
      () =>
        addSamlCertificate(asAdmin, { id, certificate: keys.certificate }).then(() => removeOne(id, asAdmin)),
    ])
      expect(await refusalCode(attempt())).toBe('not_yours_to_give')
    await updateSamlConnection(asAdmin, { id, displayName: 'Still theirs to name' })
    await updateSamlConnection(await own.at(), { id, settings })
    await remove(id)
  })

  it('are said to expire from 30 days before the last one does', () => {
    const days = (count: number) => new Date(Date.UTC(2026, 0, 1) + count * 24 * 60 * 60_000)
    const now = days(0)
    const expiring = (...ends: number[]) =>
      expiryOf(
        ends.map((end) => ({ fingerprint: '', expiresAt: days(end) })),
        now,
      )
    expect(expiring(31)).toBeNull()
    expect(expiring(-1, 400)).toBeNull()
    expect(expiring(1, 29)).toEqual({ at: days(29), isOver: false })
    expect(expiring(-1)).toEqual({ at: days(-1), isOver: true })
  })
})

async function removeOne(id: string, access: Awaited<ReturnType<typeof own.at>>) {
  const { saml } = await getOwnConnection(access, id)
  const [first] = samlCertificates(saml ?? { certificates: [] })
  return removeSamlCertificate(access, { id, fingerprint: first?.fingerprint ?? '' })
}
