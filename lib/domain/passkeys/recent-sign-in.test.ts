import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { PasskeyFixture } from '@/test/fixtures/passkeys'
import { createTestConnection, profileFrom } from '@/test/fixtures/provider-users'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { createSamlConnection } from '../connections/create-saml-connection'
import { linkIdentity } from '../connections/link-identity'
import type { Connection } from '../connections/read-connection'
import { requestNewPasskey } from './challenge'
import { listPasskeys, removePasskey } from './passkeys'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

async function createSaml(isDefault: boolean): Promise<Connection> {
  const access = await tenant.tenantAccess(await createOperator(tenant), 'create:connections')
  const { certificate } = await createSamlKeys()
  const id = newId('connection')
  const named = { id, name: id.replace('_', '-'), displayName: 'Acme', isDefault }
  return createSamlConnection(access, { ...named, settings: samlSettings(certificate) })
}

/** Of a user who has just signed in with it. */
async function accessBy(connection: Connection) {
  const ann = await tenant.createUser()
  const linked = await linkIdentity(ann.self, profileFrom(connection))
  if (linked.kind !== 'arrived') throw new Error(`The sign-in did not finish: ${linked.kind}`)
  return { ...ann.self, sessionId: linked.arrival.sessionId }
}

const clientId = 'foyer'
const directory = 'https://login.microsoftonline.com/acme.example/v2.0'
const everyone = 'https://login.microsoftonline.com/organizations/v2.0'
type Create = (isDefault: boolean) => Promise<Connection>

const ofOneCompany: [string, Create][] = [
  ['OpenID provider', (isDefault) => createTestConnection(tenant, { isDefault })],
  ['SAML provider', createSaml],
  [
    'Google Workspace',
    (isDefault) =>
      createTestConnection(tenant, {
        isDefault,
        strategy: 'google-oauth2',
        options: { clientId, hostedDomain: 'acme.example' },
      }),
  ],
  [
    'Microsoft directory',
    (isDefault) =>
      createTestConnection(tenant, {
        isDefault,
        strategy: 'windowslive',
        options: { clientId, issuer: directory },
      }),
  ],
]

describe('a sign-in by a connection of the tenant', () => {
  it.each(ofOneCompany)('that is one company’s %s does not count for the account', async (_of, create) => {
    expect(await refusal(requestNewPasskey(await accessBy(await create(false))))).toBe('sign_in_again')
  })

  it.each(ofOneCompany)('that is its default %s counts', async (_of, create) => {
    expect(await requestNewPasskey(await accessBy(await create(true)))).toHaveProperty('challenge')
  })

  it.each([
    ['google-oauth2', {}],
    ['windowslive', {}],
    ['windowslive', { issuer: everyone }],
    ['github', {}],
  ])('that anyone can have an account at (%s %o) counts', async (strategy, options) => {
    const connection = await createTestConnection(tenant, { strategy, options: { clientId, ...options } })
    expect(await requestNewPasskey(await accessBy(connection))).toHaveProperty('challenge')
  })
})

describe('removing a passkey', () => {
  it('is refused after a sign-in by one company’s provider, and after fifteen minutes', async () => {
    const ann = await tenant.createUser()
    await new PasskeyFixture(tenant).device(ann)
    const [passkey] = await listPasskeys(ann.self)
    const id = passkey?.id ?? ''
    const linked = await linkIdentity(ann.self, profileFrom(await createTestConnection(tenant)))
    if (linked.kind !== 'arrived') throw new Error(`The sign-in did not finish: ${linked.kind}`)
    const byCompany = { ...ann.self, sessionId: linked.arrival.sessionId }
    expect(await refusal(removePasskey(byCompany, id))).toBe('sign_in_again')
    await tenant.write((tx) =>
      tx.session.updateMany({
        where: { id: ann.sessionId },
        data: { authTime: new Date(Date.now() - 16 * 60_000) },
      }),
    )
    expect(await refusal(removePasskey(ann.self, id))).toBe('sign_in_again')
    expect(await listPasskeys(ann.self)).toHaveLength(1)
  })
})
