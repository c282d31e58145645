import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { namedAddresses, ownAddresses, type ServiceAddresses } from '@/lib/federation/saml/service-urls'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { newSamlId, respond, signingWith, statementFor } from '@/test/saml-identity-provider'
import { POST as receiveById } from './[connection]/route'
import { POST } from './route'

const { admitted } = vi.hoisted(() => {
  process.env['RATE_LIMITS'] = 'off'
  return { admitted: new Headers() }
})
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(admitted) }))

let opened: Awaited<ReturnType<typeof openOwnSaml>>
let tenant: { url: string }
let named: Connection
let unnamed: Connection

beforeAll(async () => {
  opened = await openOwnSaml()
  named = await opened.create({ hasNamedAddresses: true })
  unnamed = await opened.create()
  const { tenantId } = opened.fixture.tenant
  Reflect.deleteProperty(globalThis, 'foyerTenants')
  admitted.set('x-foyer-tenant', tenantId)
  tenant = await opened.fixture.tenant.read((tx) => tx.tenant.findUniqueOrThrow({ where: { id: tenantId } }))
})

/** A response for these addresses, which comes to `acsUrl`. Returns where the browser is sent. */
async function sent({ entityId, acsUrl }: ServiceAddresses, to = acsUrl): Promise<string> {
  const issuer = named.saml?.issuer ?? ''
  const needed = { acs: acsUrl, audience: entityId, issuer, inResponseTo: newSamlId(), nameId: 'ann' }
  const message = await respond(statementFor(needed), signingWith(opened.keys))
  const body = new URLSearchParams({ SAMLResponse: message, RelayState: newSamlId() })
  const request = new Request(to, { method: 'POST', body })
  const [, connection] = /\/login\/callback\/(\w+)$/.exec(to) ?? []
  const answer =
    connection === undefined
      ? await POST(request)
      : await receiveById(request, { params: Promise.resolve({ connection }) })
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}

describe('the ACS URL with the connection’s name', () => {
  it('303: takes a response for it and its entity ID, as its own address does for its own', async () => {
    const taken = new RegExp(`^/login/callback/${named.id}\\?response=[\\w-]{43}&state=`)
    expect(await sent(namedAddresses(tenant, named.name))).toMatch(taken)
    expect(await sent(ownAddresses(tenant, named.id))).toMatch(taken)
  })

  it('303: keeps no response for one address that comes to the other, or mixes the two', async () => {
    const [own, other] = [ownAddresses(tenant, named.id), namedAddresses(tenant, named.name)]
    const refused = /reason=saml_recipient/
    expect(await sent(own, other.acsUrl)).toMatch(refused)
    expect(await sent(other, own.acsUrl)).toMatch(refused)
    expect(await sent({ ...own, entityId: other.entityId })).toMatch(refused)
    expect(await sent({ ...other, entityId: own.entityId })).toMatch(refused)
  })

  it('303: is none of a connection that does not have it, of an unknown name, or of an id', async () => {
    const names = [unnamed.name, named.id, '', 'nothing', `${named.name}-`, `${named.name}%00`, 'password']
    for (const name of names)
      expect(await sent(namedAddresses(tenant, name)), name).toContain('reason=not_enabled')
    expect(await sent(ownAddresses(tenant, unnamed.id))).toContain('response=')
  })

  it('415: takes a form only', async () => {
    const request = new Request(namedAddresses(tenant, named.name).acsUrl, { method: 'POST', body: '{}' })
    expect((await POST(request)).status).toBe(415)
  })
})
