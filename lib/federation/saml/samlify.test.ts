import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certificateDigest } from '@/lib/domain/connections/saml-options'
import { findSamlProvider } from '@/lib/domain/connections/saml-responses'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { openSession } from '@/lib/domain/users/open-session'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { SamlifyProvider } from '@/test/samlify-provider'
import { readLogoutMessage } from './logout-message'
import { fetchProviderMetadata } from './provider-metadata'
import { endSessions } from './receive-logout'
import { samlRequestUrl } from './saml-sign-in'
import { logoutRequest } from './send-message'
import { serviceMetadata } from './service-metadata'
import { registeredAddresses, type ServiceAddresses, signOutUrlOf } from './service-urls'
import { verifyResponse } from './verify-response'

const { create, fixture } = await openOwnSaml()
const { tenantId } = fixture.tenant
const tenant = { url: 'http://acme.localhost:3000' }
const samlify = await SamlifyProvider.start()
let provider: SamlProvider
let destination: string
let addresses: ServiceAddresses

beforeAll(async () => {
  const { id } = await create(await fetchProviderMetadata(tenantId, samlify.metadataUrl))
  const found = await findSamlProvider({ tenantId, connectionId: id })
  if (!found) throw new Error('There is no such connection.')
  provider = found
  samlify.service = serviceMetadata(tenant, provider)
  destination = signOutUrlOf(tenant, id)
  addresses = registeredAddresses(tenant, provider)
})
afterAll(() => samlify.stop())

async function signIn() {
  const { url, checks } = await samlRequestUrl({ tenant, provider })
  const form = (await (await fetch(url)).json()) as Record<string, string>
  expect(form['RelayState']).toBe(checks.state)
  const verified = await verifyResponse({ tenant, provider, addresses }, form['SAMLResponse'] ?? '')
  expect(verified.inResponseTo).toBe(checks.nonce)
  return verified
}

describe('an identity provider by samlify', () => {
  it.each([false, true])('signs people in, encrypted: %s', async (encrypts) => {
    samlify.encrypts = encrypts
    const { assertion, certificate } = await signIn()
    expect(assertion).toMatchObject({
      nameId: 'ann@acme.test',
      sessionIndex: '_session',
      attributes: { email: ['ann@acme.test'] },
    })
    expect(provider.options.certificates.map(certificateDigest)).toEqual([certificateDigest(certificate)])
    samlify.encrypts = false
  })

  it('is refused where it signs the assertion alone', async () => {
    const { url } = await samlRequestUrl({ tenant, provider })
    const form = (await (await fetch(url)).json()) as Record<string, string>
    const xml = Buffer.from(form['SAMLResponse'] ?? '', 'base64').toString()
    const [outer = ''] = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(xml) ?? []
    const half = Buffer.from(xml.replace(outer, '')).toString('base64')
    await expect(verifyResponse({ tenant, provider, addresses }, half)).rejects.toMatchObject({
      reason: 'saml_unsigned',
    })
  })

  it('understands our logout request, and we its signed response', async () => {
    const { assertion } = await signIn()
    const { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex } = assertion
    const providerSession = { nameId, nameIdFormat, nameQualifier, spNameQualifier, sessionIndex }
    const asked = {
      connectionId: provider.id,
      providerSession,
      state: '_state',
      requestId: '_ours',
      returnTo: '/',
    }
    const delivery = await logoutRequest(tenant, provider, asked)
    if (!delivery || !('url' in delivery)) throw new Error('It goes by HTTP-Redirect.')
    const answer = await fetch(delivery.url, { redirect: 'manual' })
    expect(answer.headers.get('x-name-id')).toBe('ann@acme.test')
    const location = new URL(answer.headers.get('location') ?? '')
    expect(location.href).toContain(destination)
    expect(readLogoutMessage({ query: location.search }, { provider, destination })).toEqual({
      kind: 'response',
      inResponseTo: '_ours',
      isSuccess: true,
      relayState: '_state',
    })
  })

  it('signs people out here by both bindings, and understands our signed response', async () => {
    const user = await fixture.tenant.createUser()
    const session = { nameIdFormat: null, nameQualifier: null, spNameQualifier: null }
    const providerSession = {
      ...session,
      nameId: samlify.user.email,
      sessionIndex: samlify.user.sessionIndex,
    }
    const person = {
      tenantId,
      userId: user.id,
      connectionId: provider.id,
      amr: ['federated'],
      providerSession,
    }
    const messages = [
      () => ({ query: new URL(samlify.logoutUrl('theirs')).search }),
      () => ({ form: new URLSearchParams({ SAMLRequest: samlify.logoutForm() }) }),
    ]
    for (const message of messages) {
      const { sessionId } = (await fixture.tenant.write((tx) => openSession(tx, person))).opened
      const asked = readLogoutMessage(message(), { provider, destination })
      if (asked.kind !== 'request') throw new Error('It is a request.')
      const delivery = await endSessions(tenant, provider, asked)
      const row = await fixture.tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: sessionId } }))
      expect(row.endedAt).not.toBeNull()
      if (!delivery || !('url' in delivery)) throw new Error('It goes by HTTP-Redirect.')
      expect(await (await fetch(delivery.url)).text()).toBe('signed out')
      await expect(endSessions(tenant, provider, asked)).rejects.toMatchObject({ reason: 'saml_used' })
    }
  })
})
