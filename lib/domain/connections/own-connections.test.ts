import { expect, it, describe } from 'vitest'
import { OwnConnections, ownSecret } from '@/test/fixtures/own-connections'
import { refusalCode } from '@/test/fixtures/signed-out'
import { deleteOrganization } from '../organizations/delete-organization'
import { addOrganizationConnection } from './add-organization-connection'
import { createConnectionSetup, openConnectionSetup } from './connection-setup'
import { createConnection } from './create-connection'
import { findProvider } from './find-provider'
import { getOwnConnection } from './own-connection'

const own = await OwnConnections.open()
const { tenant, here, there } = own.fixture

describe('an organization’s own connection', () => {
  it('is created sealed and disabled, and then enabled by its organization', async () => {
    const made = await own.create()
    expect(made).toMatchObject({ organizationId: here.id, isDefault: false, strategy: 'oidc' })
    const row = await tenant.read((tx) => tx.connection.findFirstOrThrow({ where: { id: made.id } }))
    expect(JSON.stringify(row)).not.toContain(ownSecret)
    expect(row.sealedSecret).not.toBeNull()
    expect(await getOwnConnection(await own.at(), made.id)).toMatchObject({ isEnabled: false, signedIn: 0 })
    await addOrganizationConnection(await own.at(), { id: made.id, ifPresent: 'enable' })
    expect(await getOwnConnection(await own.at(), made.id)).toMatchObject({ isEnabled: true })
    const events = await own.eventsOn(made.id)
    expect(events.map(({ type, organizationId }) => [type, organizationId])).toEqual([
      ['connection.created', here.id],
      ['connection.enabled', here.id],
    ])
    expect(JSON.stringify(events)).not.toContain(ownSecret)
  })

  it('has the id whose redirect URI was shown, which only its organization can use, once', async () => {
    const of = { tenantId: tenant.tenantId, organizationId: here.id }
    const { id, setup } = await createConnectionSetup(of)
    expect(await openConnectionSetup({ ...of, organizationId: there.id }, setup)).toBeNull()
    expect(await openConnectionSetup(of, id)).toBeNull()
    const opened = await openConnectionSetup(of, setup)
    const creating = async () =>
      createConnection(await own.at(), {
        id: opened?.id,
        strategy: 'oidc',
        displayName: 'Okta',
        options: { issuer: 'https://here.okta.test', clientId: 'foyer' },
        clientSecret: ownSecret,
      })
    expect(await creating()).toMatchObject({ id, name: id.replace('_', '-') })
    expect(await refusalCode(creating())).toBe('conflict')
  })

  it('is OpenID Connect, and with Google of one Workspace', async () => {
    const access = await own.at()
    const common = { displayName: 'Own', clientSecret: ownSecret }
    const google = { issuer: 'https://accounts.google.com', clientId: 'foyer' }
    for (const input of [
      { strategy: 'github', options: { clientId: 'foyer' } },
      { strategy: 'google-oauth2', options: { clientId: 'foyer' } },
      { strategy: 'oidc', options: google },
      { strategy: 'oidc', options: { ...google, hostedDomain: 'gmail' } },
      { strategy: 'oidc', options: { issuer: 'https://10.0.0.1', clientId: 'foyer' } },
      {
        strategy: 'oidc',
        options: { issuer: 'https://login.microsoftonline.com/common/v2.0', clientId: 'a' },
      },
    ])
      expect(await refusalCode(createConnection(access, { ...common, ...input }))).toBe('invalid')
    const made = await createConnection(access, {
      ...common,
      strategy: 'oidc',
      options: { ...google, hostedDomain: 'here.test' },
    })
    expect(made.options).toMatchObject({ hostedDomain: 'here.test' })
    expect(
      await refusalCode(
        createConnection(access, { ...common, strategy: 'oidc', options: google, isDefault: true }),
      ),
    ).toBe('invalid')
  })

  it('is one of at most ten', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    for (let count = 0; count < 10; count++) await own.create(place, person)
    expect(await refusalCode(own.create(place, person))).toBe('conflict')
  })

  it('cannot be created, changed or deleted without the permission', async () => {
    const member = await tenant.createUser()
    await tenant.addMember(here, member, ['Member'])
    for (const permission of [
      'create:organization_connections',
      'update:organization_connections',
      'delete:organization_connections',
    ] as const)
      expect(await refusalCode(tenant.accessTo(here, member, permission))).toBe('not_found')
  })
})

describe('when the organization is deleted', () => {
  it('no one can sign in by it, and purging the organization deletes it', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    const { id } = await own.createEnabled(place, person)
    const access = { kind: 'public', tenantId: tenant.tenantId, subject: place.slug } as const
    expect(await findProvider(access, id)).not.toBeNull()
    await deleteOrganization(await tenant.accessTo(place, person, 'delete:organizations'))
    expect(await findProvider(access, id)).toBeNull()
    expect(await findProvider(access, id, { isReturning: true })).toBeNull()
    await tenant.write((tx) => tx.organization.deleteMany({ where: { id: place.id } }))
    expect(await tenant.read((tx) => tx.connection.count({ where: { id } }))).toBe(0)
  })
})
