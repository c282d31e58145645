import { describe, expect, it } from 'vitest'
import {
  findNamedSamlProvider,
  findSamlProvider,
  saveSamlResponse,
  takeSamlResponse,
} from '@/lib/domain/connections/saml-responses'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import type { Connection } from '@/lib/domain/connections/read-connection'
import { certificateDigest, parseCertificate } from '@/lib/domain/connections/saml-options'
import type { SamlProvider } from '@/lib/domain/connections/find-provider'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { addDomain, enableConnection } from '@/test/fixtures/provider-users'
import { createTestTenant } from '@/test/fixtures/tenant'
import { samlSettings } from '@/test/saml-fixture'
import { createSamlKeys, newSamlId, readSamlRequest } from '@/test/saml-identity-provider'
import { ProviderProblem } from '../provider-problem'
import { openProblem, sealProblem } from './problem-handle'
import { samlProfile } from './saml-profile'
import { samlRequestFields, samlRequestUrl, takeSamlAnswer, takeUnsolicitedAnswer } from './saml-sign-in'
import { verifySignature } from './verify-signature'
import { parseXml } from './xml'

const { create, fixture } = await openOwnSaml()
const { tenant, here } = fixture
const { tenantId } = tenant
const at = { url: 'http://acme.localhost:3000' }
const connection = await create()
const elsewhere = await create()
const provider = await providerOf(connection)
const signer = certificateDigest(provider.options.certificates[0] ?? '')

async function providerOf({ id: connectionId }: Connection): Promise<SamlProvider> {
  const found = await findSamlProvider({ tenantId, connectionId })
  if (!found) throw new Error('There is no such connection.')
  return found
}

function said(
  changed: {
    inResponseTo?: string | null
    nameId?: string
    connectionId?: string
    certificate?: string
    issuer?: string
  } = {},
) {
  return {
    connectionId: connection.id,
    issuer: samlSettings('').issuer ?? '',
    nameId: 'ann',
    nameIdFormat: null,
    nameQualifier: null,
    spNameQualifier: null,
    sessionIndex: null,
    certificate: signer,
    attributes: { email: ['ann@acme.test'] },
    inResponseTo: '_request',
    assertionId: newSamlId(),
    ...changed,
  }
}

const signIn = { requestId: '_request', isTest: false }

function answer(response: string | null): URLSearchParams {
  return new URLSearchParams({ response: response ?? '' })
}

it('a provider is found by its connection’s name, in its own tenant', async () => {
  const other = await createTestTenant()
  expect((await findNamedSamlProvider(tenantId, connection.name))?.id).toBe(connection.id)
  expect(await findNamedSamlProvider(tenantId, connection.id)).toBeNull()
  expect(await findNamedSamlProvider(tenantId, 'password')).toBeNull()
  expect(await findNamedSamlProvider(other.tenantId, connection.name)).toBeNull()
})

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
    const take = async (response: string | null, requestId = '_request') =>
      takeSamlAnswer(provider, answer(response), { requestId, isTest: false })
    expect((await take(await saveSamlResponse(tenantId, said()))).profile.subject).toBe('ann')
    await expect(take(await saveSamlResponse(tenantId, said()), '_other')).rejects.toMatchObject({
      reason: 'saml_unrequested',
    })
    await expect(take(await saveSamlResponse(tenantId, said({ inResponseTo: null })))).rejects.toMatchObject({
      reason: 'saml_unrequested',
    })
    await expect(take('unknown')).rejects.toMatchObject({ reason: 'saml_used' })
  })

  it('is refused when its certificate was replaced while it waited', async () => {
    const next = await createSamlKeys()
    const certificates = [parseCertificate(next.certificate)]
    const replaced = { ...provider, options: { ...provider.options, certificates, allowsUnsolicited: true } }
    const asked = answer(await saveSamlResponse(tenantId, said()))
    await expect(takeSamlAnswer(replaced, asked, signIn)).rejects.toMatchObject({
      reason: 'saml_signature',
    })
    const begun = (await saveSamlResponse(tenantId, said({ inResponseTo: null }))) ?? ''
    await expect(takeUnsolicitedAnswer(replaced, begun)).rejects.toMatchObject({ reason: 'saml_signature' })
    const unnamed = answer(await saveSamlResponse(tenantId, said({ certificate: '' })))
    await expect(takeSamlAnswer(provider, unnamed, signIn)).rejects.toMatchObject({
      reason: 'saml_signature',
    })
    const kept = [...provider.options.certificates, ...certificates]
    const beside = { ...provider, options: { ...provider.options, certificates: kept } }
    const fetched = takeSamlAnswer(beside, answer(await saveSamlResponse(tenantId, said())), signIn)
    expect((await fetched).profile).toMatchObject({ subject: 'ann', saml: { certificate: signer } })
  })

  it('is sent by a page of ours where the provider accepts requests by HTTP-POST only', async () => {
    const byPost = { ...provider, options: { ...provider.options, signInBinding: 'post' as const } }
    const { url, checks } = await samlRequestUrl({ tenant: at, provider: byPost })
    expect(url).toBe(`/saml/${connection.id}/send?state=${checks.state}`)
    const fields = await samlRequestFields({ tenant: at, provider: byPost }, checks)
    expect(fields['RelayState']).toBe(checks.state)
    const xml = Buffer.from(fields['SAMLRequest'] ?? '', 'base64').toString()
    expect(xml).toContain(`ID="${checks.nonce}"`)
    expect(xml).toContain(`Destination="${provider.options.signInUrl}"`)
    expect(xml).not.toContain('Signature')
    const signing = { ...byPost, options: { ...byPost.options, signsRequests: true } }
    const signed = await samlRequestFields({ tenant: at, provider: signing }, checks)
    const text = Buffer.from(signed['SAMLRequest'] ?? '', 'base64').toString()
    const root = parseXml(text, { characters: 10_000, elements: 100 })
    expect(verifySignature(text, root, [parseCertificate(provider.options.ownCertificate)]).text).toContain(
      checks.nonce,
    )
  })

  it('may begin at the provider only where the connection allows it, and not with the response to a request', async () => {
    const allowing = { ...provider, options: { ...provider.options, allowsUnsolicited: true } }
    const handle = async (inResponseTo: string | null) =>
      (await saveSamlResponse(tenantId, said({ inResponseTo }))) ?? ''
    expect(await takeUnsolicitedAnswer(allowing, await handle(null))).toMatchObject({
      profile: { subject: 'ann' },
    })
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
    const ended = takeSamlAnswer(provider, new URLSearchParams({ problem: sealed }), signIn)
    await expect(ended).rejects.toMatchObject({ reason: 'saml_time' })
    expect(await openProblem({ ...of, connectionId: elsewhere.id }, sealed)).toBeNull()
    expect(await openProblem(of, 'made up')).toBeNull()
  })
})

it('an address is trusted in a verified domain of the organization only, and joins it, while the certificate is saved', async () => {
  await enableConnection(tenant, { organization: here, connection }, { assignMembershipOnLogin: true })
  const domain = `${here.slug}.test`
  await addDomain(tenant, { organization: here, domain })
  const arriving = (nameId: string) => ({
    connectionId: connection.id,
    issuer: provider.options.issuer ?? '',
    profile: samlProfile({ ...said({ nameId }), attributes: {} }, provider.options.attributes),
    organizationId: here.id,
    slug: here.slug,
    returnTo: null,
    ticket: null,
  })
  expect(await signInWithProvider(tenantId, arriving(`ann@${domain}`))).toMatchObject({ kind: 'arrived' })
  expect(await signInWithProvider(tenantId, arriving('ann@elsewhere.test'))).toMatchObject({ kind: 'verify' })
  const late = arriving(`ann@${domain}`)
  const saml = late.profile.saml && { ...late.profile.saml, certificate: certificateDigest('') }
  const removed = { ...late, profile: { ...late.profile, saml } }
  expect(await signInWithProvider(tenantId, removed)).toEqual({ kind: 'refused', reason: 'saml_signature' })
  expect(await signInWithProvider(tenantId, arriving('no address'))).toMatchObject({ reason: 'no_address' })
})
