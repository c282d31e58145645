import { describe, expect, it } from 'vitest'
import { findTestedProvider } from '@/lib/domain/connections/connection-tests'
import { findProvider } from '@/lib/domain/connections/find-provider'
import { findSamlProvider, saveSamlResponse } from '@/lib/domain/connections/saml-responses'
import { certificateDigest } from '@/lib/domain/connections/saml-options'
import { signInWithProvider } from '@/lib/domain/connections/sign-in-with-provider'
import { openOwnSaml } from '@/test/fixtures/own-saml'
import { addDomain, enableConnection } from '@/test/fixtures/provider-users'
import { newSamlId } from '@/test/saml-identity-provider'
import { samlProfile } from './saml-profile'
import { takeSamlAnswer, takeUnsolicitedAnswer } from './saml-sign-in'

const { create, fixture } = await openOwnSaml()
const { tenant, here } = fixture
const { tenantId } = tenant
const connection = await create({ issuer: null, allowsUnsolicited: true })
const of = { tenantId, connectionId: connection.id }
const requestId = newSamlId()

async function provider() {
  const found = await findSamlProvider(of)
  if (!found) throw new Error('There is no such connection.')
  return found
}

async function saved(inResponseTo: string | null, issuer = 'https://login.acme.test/idp') {
  const { options } = await provider()
  const response = {
    ...of,
    issuer,
    nameId: 'ann',
    nameIdFormat: null,
    nameQualifier: null,
    spNameQualifier: null,
    sessionIndex: null,
    certificate: certificateDigest(options.certificates[0] ?? ''),
    attributes: { email: [`ann@${here.slug}.test`] },
    inResponseTo,
    assertionId: newSamlId(),
  }
  return { said: response, handle: (await saveSamlResponse(tenantId, response)) ?? '' }
}

function query(handle: string): URLSearchParams {
  return new URLSearchParams({ response: handle })
}

describe('a connection without the provider’s entity ID', () => {
  it('is found by a test and by no sign-in, also if it were enabled', async () => {
    // As no verb does it.
    await enableConnection(tenant, { organization: here, connection }, { assignMembershipOnLogin: true })
    expect(await findTestedProvider(of)).toMatchObject({ id: connection.id, options: { issuer: null } })
    for (const subject of ['', here.slug, 'unknown'])
      for (const isReturning of [true, false])
        expect(
          await findProvider({ kind: 'public', tenantId, subject }, connection.id, { isReturning }),
        ).toBeNull()
  })

  it('takes the response to a test, of any issuer, and to no sign-in', async () => {
    const { handle } = await saved(requestId)
    const tested = await takeSamlAnswer(await provider(), query(handle), { requestId, isTest: true })
    expect(tested).toMatchObject({ issuer: 'https://login.acme.test/idp', profile: { subject: 'ann' } })
    for (const issuer of ['https://login.acme.test/idp', '', 'null']) {
      const { handle: other } = await saved(requestId, issuer)
      await expect(
        takeSamlAnswer(await provider(), query(other), { requestId, isTest: false }),
      ).rejects.toMatchObject({ reason: 'wrong_issuer' })
    }
  })

  it('takes no response to another request in a test, and none that answers no request', async () => {
    for (const inResponseTo of [newSamlId(), null]) {
      const { handle } = await saved(inResponseTo)
      await expect(
        takeSamlAnswer(await provider(), query(handle), { requestId, isTest: true }),
      ).rejects.toMatchObject({ reason: 'saml_unrequested' })
    }
  })

  it('takes no sign-in that the provider began', async () => {
    const { handle } = await saved(null)
    await expect(takeUnsolicitedAnswer(await provider(), handle)).rejects.toMatchObject({
      reason: 'wrong_issuer',
    })
  })

  it('makes and links no account, even after all checks of the protocol', async () => {
    await addDomain(tenant, { organization: here, domain: `${here.slug}.test` })
    const { said } = await saved(requestId)
    const profile = samlProfile(said, (await provider()).options.attributes)
    const nowhere = { organizationId: here.id, slug: here.slug, returnTo: null, ticket: null }
    for (const issuer of [said.issuer, '', 'null'])
      expect(await signInWithProvider(tenantId, { ...of, issuer, profile, ...nowhere })).toEqual({
        kind: 'refused',
        reason: 'provider_changed',
      })
    const where = { connectionId: connection.id }
    expect(await tenant.read((tx) => tx.identity.count({ where }))).toBe(0)
  })
})

it('a confirmed entity ID counts in a test, too', async () => {
  const known = await create()
  const found = await findSamlProvider({ tenantId, connectionId: known.id })
  if (!found) throw new Error('There is no such connection.')
  const { said } = await saved(requestId, 'https://other.test/idp')
  const response = { ...said, connectionId: known.id, assertionId: newSamlId() }
  const handle = (await saveSamlResponse(tenantId, response)) ?? ''
  await expect(takeSamlAnswer(found, query(handle), { requestId, isTest: true })).rejects.toMatchObject({
    reason: 'wrong_issuer',
  })
})
