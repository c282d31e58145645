import { beforeAll, describe, expect, it } from 'vitest'
import { createProvider } from '@/test/fixtures/connections'
import { addDomain } from '@/test/fixtures/provider-users'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { refusal } from '@/test/fixtures/operator'
import { addOrganizationConnection } from './add-organization-connection'
import { listAvailableConnections } from './organization-connection'
import { updateOrganizationConnection } from './update-organization-connection'

let own: OwnConnections

beforeAll(async () => {
  own = await OwnConnections.open()
})

const domains = ['their.test', 'their.example']

type Given = Parameters<typeof createProvider>[1]
const ofOneCompany: [string, Given][] = [
  ['OpenID provider', { strategy: 'oidc', options: { domains } }],
  ['SAML provider', { strategy: 'samlp', options: { issuer: 'urn:acme', domains } }],
  ['Google Workspace', { strategy: 'google-oauth2', options: { hostedDomain: 'their.test', domains } }],
  [
    'Microsoft directory',
    {
      strategy: 'windowslive',
      options: { issuer: 'https://login.microsoftonline.com/their.test/v2.0', domains },
    },
  ],
]

async function offeredIds(): Promise<string[]> {
  const all = await listAvailableConnections(await own.at())
  return all.filter(({ isOffered }) => isOffered).map(({ id }) => id)
}

async function enable(id: string) {
  return addOrganizationConnection(await own.at(), { id, ifPresent: 'enable' })
}

describe('a connection of the tenant', () => {
  it.each(ofOneCompany)('that is one company’s %s is not offered to others', async (_of, given) => {
    const id = await createProvider(own.fixture.tenant, given)
    expect(await offeredIds()).not.toContain(id)
    expect(await refusal(enable(id))).toBe('not_found')
  })

  it.each(ofOneCompany)('that is one company’s %s is offered if its options say so', async (_of, given) => {
    const offered = { ...given, options: { ...given?.options, offeredToOrganizations: true } }
    const id = await createProvider(own.fixture.tenant, offered)
    expect(await offeredIds()).toContain(id)
  })

  it.each(ofOneCompany)('that is one company’s %s stays where it is enabled', async (_of, given) => {
    const { tenant, here } = own.fixture
    const id = await createProvider(tenant, given)
    await tenant.write((tx) =>
      tx.enabledConnection.create({ data: { organizationId: here.id, connectionId: id } }),
    )
    const listed = (await listAvailableConnections(await own.at())).find((one) => one.id === id)
    expect(listed).toMatchObject({ isOffered: false, enabled: { showAsButton: true } })
    await updateOrganizationConnection(await own.at(), { id, showAsButton: false })
  })

  it('that is one company’s is offered to the organization that verified one of its domains', async () => {
    const { tenant, there: organization, stranger } = own.fixture
    const ids = await Promise.all(ofOneCompany.map(([, given]) => createProvider(tenant, given)))
    await addDomain(tenant, { organization, domain: 'their.example' })
    const all = await listAvailableConnections(await own.at(organization, stranger))
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
  })

  it.each([
    ['google-oauth2', {}],
    ['windowslive', { issuer: 'https://login.microsoftonline.com/common/v2.0' }],
    ['github', {}],
  ])('that anyone can have an account at (%s) is offered', async (strategy, given) => {
    const id = await createProvider(own.fixture.tenant, { strategy, options: given })
    expect(await offeredIds()).toContain(id)
  })
})

it('an organization finds its own new connection among hundreds that are offered', async () => {
  const { tenant } = own.fixture
  await tenant.write((tx) =>
    tx.connection.createMany({
      data: Array.from({ length: 210 }, (_, number) => ({
        id: `con_many${number}`,
        name: `many-${number}`,
        strategy: 'github',
        displayName: 'Many',
        options: {},
      })),
    }),
  )
  const { id } = await own.create()
  expect((await listAvailableConnections(await own.at())).map((one) => one.id)).toContain(id)
  expect(await enable(id)).toMatchObject({ id, isEnabled: true })
  // Beyond what is listed.
  expect(await enable('con_many99')).toMatchObject({ isEnabled: true })
})
