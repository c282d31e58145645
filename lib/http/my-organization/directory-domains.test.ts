import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { providerOptions } from '@/lib/domain/connections/provider-options'
import type {
  MyOrganizationAnswer,
  MyOrganizationApi,
  MyOrganizationCaller,
} from '@/test/my-organization-api'
import { openMyOrganization } from '@/test/my-organization-api'
import type { TestOrganization, TestUser } from '@/test/fixtures/tenant'

const { microsoft } = await vi.hoisted(async () => {
  process.env['RATE_LIMITS'] = 'off'
  const { Microsoft } = await import('@/test/microsoft')
  return { microsoft: await Microsoft.start() }
})
vi.mock('@/lib/federation/microsoft-login', () => ({ microsoftLogin: microsoft.origin }))

let api: MyOrganizationApi
let organization: TestOrganization
let owner: TestUser
let asOwner: MyOrganizationCaller
const acme = microsoft.addDirectory('acme.test', 'acme.onmicrosoft.com')
const globex = microsoft.addDirectory('globex.test')

beforeAll(async () => {
  ;({ api, owner, organization, asOwner } = await openMyOrganization())
  return () => microsoft.stop()
})

beforeEach(() => {
  microsoft.paths.length = 0
  microsoft.instead.clear()
})

/** As the form of Auth0’s components sends it. */
function connect(domain: string, caller = asOwner): Promise<MyOrganizationAnswer> {
  return caller.send('POST', 'identity-providers', {
    strategy: 'waad',
    name: 'entra',
    display_name: 'Entra ID',
    show_as_button: false,
    assign_membership_on_login: false,
    options: { tenant_domain: domain, client_id: 'foyer', client_secret: 'a secret of the directory' },
  })
}

async function connected(domain: string): Promise<string> {
  const { status, json, text } = await connect(domain)
  expect(status, text).toBe(201)
  return `identity-providers/${String(json['id'])}`
}

async function issuerOf(path: string): Promise<string> {
  const where = { tenantId_id: { tenantId: api.tenant.tenantId, id: path.split('/')[1] ?? '' } }
  const { options } = await api.tenant.read((tx) => tx.connection.findUniqueOrThrow({ where }))
  return providerOptions.parse(options).issuer
}

function discoveryOf(name: string): string {
  return `/${name}/v2.0/.well-known/openid-configuration`
}

async function removed(path: string): Promise<void> {
  expect((await asOwner.send('DELETE', path)).status).toBe(204)
}

describe('a Microsoft directory, by a domain', () => {
  it('201: is connected by the id that Microsoft has for the domain, and read by the domain', async () => {
    for (const typed of ['acme.test', ' Acme.onmicrosoft.com ']) {
      const domain = typed.trim().toLowerCase()
      const path = await connected(typed)
      expect(microsoft.paths.splice(0)).toEqual([discoveryOf(domain), discoveryOf(acme)])
      expect(await issuerOf(path)).toBe(`${microsoft.origin}/${acme}/v2.0`)
      expect((await asOwner.get(path)).json).toMatchObject({
        strategy: 'waad',
        options: { client_id: 'foyer', tenant_domain: domain },
      })
      await removed(path)
    }
  })

  it('201: by its id, without asking which one it is', async () => {
    const path = await connected(acme.toUpperCase())
    expect(microsoft.paths).toEqual([discoveryOf(acme)])
    expect((await asOwner.get(path)).json['options']).toMatchObject({ tenant_domain: acme })
    await removed(path)
  })

  it('200: the domain that was read is sent back without effect, also if Microsoft does not answer', async () => {
    const path = await connected('acme.test')
    microsoft.instead.set('acme.test', { status: 500, body: '' })
    microsoft.paths.length = 0
    const options = { tenant_domain: 'acme.test', client_id: 'foyer-2' }
    expect((await asOwner.send('PATCH', path, { options })).json).toMatchObject({ options })
    expect(microsoft.paths).toEqual([])
    await removed(path)
  })

  it('200: another domain of the same directory changes the domain alone', async () => {
    const path = await connected(acme)
    const options = { tenant_domain: 'acme.onmicrosoft.com' }
    expect((await asOwner.send('PATCH', path, { options })).json).toMatchObject({ options })
    expect(await issuerOf(path)).toBe(`${microsoft.origin}/${acme}/v2.0`)
    await removed(path)
  })

  it('200 and 409: another directory is one as by its id: its domain goes, and linked users keep it from changing', async () => {
    const path = await connected('acme.test')
    const moved = await asOwner.send('PATCH', path, { options: { tenant_domain: 'globex.test' } })
    expect(moved.json['options']).toMatchObject({ tenant_domain: 'globex.test' })
    expect(await issuerOf(path)).toBe(`${microsoft.origin}/${globex}/v2.0`)
    const byId = await asOwner.send('PATCH', path, { options: { tenant_domain: acme } })
    expect(byId.json['options']).toMatchObject({ tenant_domain: acme })
    const connectionId = path.split('/')[1] ?? ''
    const identity = { id: 'idn_directory', connectionId, userId: owner.id, subject: 'ann' }
    await api.tenant.write((tx) => tx.identity.create({ data: identity }))
    const again = await asOwner.send('PATCH', path, { options: { tenant_domain: 'globex.test' } })
    expect(again.status).toBe(409)
    expect(await issuerOf(path)).toBe(`${microsoft.origin}/${acme}/v2.0`)
    await removed(path)
  })

  it('400: invalid domains, without asking Microsoft', async () => {
    for (const typed of [
      'common',
      'consumers',
      '',
      '127.0.0.1',
      'acme.test/x',
      'a b.test',
      '../acme.test',
      'acme.test#',
    ])
      expect((await connect(typed)).json, typed).toMatchObject({
        status: 400,
        detail: 'tenant_domain must be a domain of the directory, or its directory (tenant) ID.',
      })
    expect(microsoft.paths).toEqual([])
  })

  it('400: names the domain where no directory has it, or Microsoft does not answer', async () => {
    const other = { status: 200, body: '' }
    const answers = {
      unknown: undefined,
      broken: { ...other, body: '{' },
      empty: { ...other, body: '{}' },
      page: { ...other, body: '<html>' },
      everyone: { ...other, body: microsoft.document('common') },
      another: {
        ...other,
        body: microsoft.document(acme).replaceAll(microsoft.origin, 'https://attacker.test'),
      },
      longer: { ...other, body: microsoft.document(`${acme}/v2.0/x`) },
      redirect: { status: 302, body: '', headers: { location: `${microsoft.origin}${discoveryOf(acme)}` } },
      busy: { status: 429, body: '' },
      down: { status: 503, body: '' },
    }
    for (const [name, instead] of Object.entries(answers)) {
      const domain = `${name}.test`
      if (instead) microsoft.instead.set(domain, instead)
      const { status, json } = await connect(domain)
      const isSilent = name === 'busy' || name === 'down'
      expect([status, json['detail']], name).toEqual([
        400,
        expect.stringMatching(
          `^${isSilent ? 'Microsoft did not answer' : 'No Microsoft Entra directory'} .* discovery failure: ${domain}$`,
        ),
      ])
    }
    expect((await asOwner.get('identity-providers')).json).toEqual({ identity_providers: [] })
  })

  it('403: asks Microsoft nothing for a user who has lost the permission', async () => {
    const person = await api.tenant.createUser()
    await api.tenant.addMember(organization, person, ['Admin'])
    const caller = await api.as(person, organization)
    await api.holdOnly(person, organization, ['read:organization_connections'])
    expect((await connect('acme.test', caller)).status).toBe(403)
    expect(microsoft.paths).toEqual([])
  })
})
