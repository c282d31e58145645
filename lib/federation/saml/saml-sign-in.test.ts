import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { findSamlProvider, saveSamlResponse, takeSamlResponse } from '@/lib/domain/connections/saml-responses'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import type { Connection } from '@/lib/domain/connections/read-connection'
import type { SamlProvider } from '@/lib/domain/connections/saml-provider'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { addDomain, enableConnection } from '@/test/fixtures/provider-users'
import { createTestTenant } from '@/test/fixtures/tenant'
import { newSamlId, readSamlRequest } from '@/test/saml-identity-provider'
import { ProviderProblem } from '../provider-problem'
import { openProblem, sealProblem } from './problem-handle'
import { samlProfile } from './saml-profile'
import { samlRequestUrl, takeSamlAnswer, takeUnsolicitedAnswer } from './saml-sign-in'

afterAll(disconnect)

const { create, world } = await openOwnSaml()
const { tenant, here } = world
const { tenantId } = tenant
const at = { url: 'http://acme.localhost:3000' }
const [connection, elsewhere] = [await create(), await create()]
const provider = await providerOf(connection)

async function providerOf({ id: connectionId }: Connection): Promise<SamlProvider> {
  const found = await findSamlProvider({ tenantId, connectionId })
  if (!found) throw new Error('There is no such connection.')
  return found
}

function said(changed: { inResponseTo?: string | null; nameId?: string; connectionId?: string } = {}) {
  return {
    connectionId: connection.id,
    nameId: 'ann',
    nameIdFormat: null,
    sessionIndex: null,
    attributes: { email: ['ann@acme.test'] },
    inResponseTo: '_request',
    assertionId: newSamlId(),
    ...changed,
  }
}

function answer(response: string | null): URLSearchParams {
  return new URLSearchParams({ response: response ?? '' })
}

describe('a checked response', () => {
  it('is fetched once, for its own connection and tenant', async () => {
    const handle = (await saveSamlResponse(tenantId, said())) ?? ''
    const other = await createTestTenant()
    for (const of of [
      { tenantId, connectionId: elsewhere.id },
      { tenantId: other.tenantId, connectionId: connection.id },
    ])
      expect(await takeSamlResponse(of, handle)).toBeNull()
    const both = [1, 2].map(() => takeSamlResponse({ tenantId, connectionId: connection.id }, handle))
    const taken = (await Promise.all(both)).filter((one) => one !== null)
    expect(taken).toMatchObject([{ nameId: 'ann', inResponseTo: '_request' }])
  })

  it('is saved once for each assertion of a connection', async () => {
    const one = said()
    const saved = await Promise.all([1, 2, 3].map(() => saveSamlResponse(tenantId, one)))
    expect(saved.filter((handle) => handle !== null)).toHaveLength(1)
    expect(await saveSamlResponse(tenantId, { ...one, connectionId: elsewhere.id })).not.toBeNull()
  })

  it('cannot be fetched later than two minutes after it came', async () => {
    const handle = (await saveSamlResponse(tenantId, said())) ?? ''
    await tenant.write((tx) =>
      tx.tokenArtifact.updateMany({
        where: { kind: 'SamlResponse' },
        data: { expiresAt: new Date(Date.now() - 1000) },
      }),
    )
    expect(await takeSamlResponse({ tenantId, connectionId: connection.id }, handle)).toBeNull()
  })
})

describe('a sign-in', () => {
  it('sends a request of its own, signed if the provider asks', async () => {
    const { url, checks } = await samlRequestUrl({ tenant: at, provider, loginHint: 'ann@acme.test' })
    const sent = readSamlRequest(url)
    expect(sent).toMatchObject({ id: checks.nonce, relayState: checks.state })
    expect(sent.xml).toContain(`AssertionConsumerServiceURL="${at.url}/login/callback/${connection.id}"`)
    expect(new URL(url).searchParams.get('login_hint')).toBe('ann@acme.test')
    expect(new URL(url).searchParams.has('Signature')).toBe(false)
    const signing = { ...provider, options: { ...provider.options, signsRequests: true } }
    const signed = new URL((await samlRequestUrl({ tenant: at, provider: signing })).url).searchParams
    expect(signed.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
  })

  it('takes only the response to its own request', async () => {
    const take = async (response: string | null, request = '_request') =>
      takeSamlAnswer(provider, answer(response), request)
    expect((await take(await saveSamlResponse(tenantId, said()))).profile.subject).toBe('ann')
    await expect(take(await saveSamlResponse(tenantId, said()), '_other')).rejects.toMatchObject({
      reason: 'saml_unrequested',
    })
    await expect(take(await saveSamlResponse(tenantId, said({ inResponseTo: null })))).rejects.toMatchObject({
      reason: 'saml_unrequested',
    })
    await expect(take('unknown')).rejects.toMatchObject({ reason: 'saml_used' })
  })

  it('may begin at the provider only where the connection allows it, and not with the response to a request', async () => {
    const allowing = { ...provider, options: { ...provider.options, allowsUnsolicited: true } }
    const handle = async (inResponseTo: string | null) =>
      (await saveSamlResponse(tenantId, said({ inResponseTo }))) ?? ''
    expect(await takeUnsolicitedAnswer(allowing, await handle(null))).toMatchObject({ subject: 'ann' })
    for (const [of, inResponseTo] of [
      [provider, null],
      [allowing, '_request'],
    ] as const)
      await expect(takeUnsolicitedAnswer(of, await handle(inResponseTo))).rejects.toMatchObject({
        reason: 'saml_unrequested',
      })
  })

  it('ends with the reason that was sealed for its connection', async () => {
    const of = { tenantId, connectionId: connection.id }
    const sealed = await sealProblem(of, new ProviderProblem('saml_time'))
    const ended = takeSamlAnswer(provider, new URLSearchParams({ problem: sealed }), '_request')
    await expect(ended).rejects.toMatchObject({ reason: 'saml_time' })
    expect(await openProblem({ ...of, connectionId: elsewhere.id }, sealed)).toBeNull()
    expect(await openProblem(of, 'made up')).toBeNull()
  })
})

it('an address is trusted in a verified domain of the organization only, and joins it', async () => {
  await enableConnection(tenant, { organization: here, connection }, { assignMembershipOnLogin: true })
  const domain = `${here.slug}.test`
  await addDomain(tenant, { organization: here, domain })
  const arriving = (nameId: string) => ({
    connectionId: connection.id,
    profile: samlProfile({ nameId, nameIdFormat: null, attributes: {} }),
    organizationId: here.id,
    slug: here.slug,
    returnTo: null,
    ticket: null,
  })
  expect(await signInWithProvider(tenantId, arriving(`ann@${domain}`))).toMatchObject({ kind: 'arrived' })
  expect(await signInWithProvider(tenantId, arriving('ann@elsewhere.test'))).toMatchObject({ kind: 'prove' })
  expect(await signInWithProvider(tenantId, arriving('no address'))).toMatchObject({ reason: 'no_address' })
})
