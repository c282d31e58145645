import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { enterCode, setUpApp } from '@/test/fixtures/authenticators'
import { createOperator } from '@/test/fixtures/operator'
import { PoliciesFixture } from '@/test/fixtures/policies'
import { enableConnection, profileFrom } from '@/test/fixtures/provider-users'
import { refusalCode } from '@/test/fixtures/signed-out'
import { createSamlKeys } from '@/test/saml-identity-provider'
import { samlSettings } from '@/test/saml-fixture'
import { codeOf } from '@/test/totp-code'
import { createSamlConnection } from '../connections/create-saml-connection'
import { endProviderSessions } from '../connections/end-provider-sessions'
import type { FederatedProfile } from '../connections/federated-profile'
import { linkIdentity } from '../connections/link-identity'
import type { Connection } from '../connections/read-connection'
import { certificateDigest, parseCertificate } from '../connections/saml-options'
import { signInWithProvider } from '../connections/sign-in-with-provider'
import { updateSamlConnection } from '../connections/update-saml-connection'

let fixture: PoliciesFixture
let connection: Connection
const [keys, others] = await Promise.all([createSamlKeys(), createSamlKeys()])

/** An organization that requires a second factor, and has enabled the tenant’s SAML provider. */
beforeAll(async () => {
  fixture = await PoliciesFixture.create()
  const { tenant, organization } = fixture
  const access = await tenant.tenantAccess(await createOperator(tenant), 'create:connections')
  const id = newId('connection')
  connection = await createSamlConnection(access, {
    id,
    name: id.replace('_', '-'),
    displayName: 'SAML',
    settings: samlSettings(keys.certificate),
  })
  await enableConnection(tenant, { organization, connection })
  await fixture.set({ secondFactorInDays: 0 })
})

/** Someone who has signed in at the provider and now enters a code. */
async function waiting(nameId: string) {
  const { tenant, organization } = fixture
  const ann = await tenant.createUser()
  await tenant.addMember(organization, ann)
  const { secret } = await setUpApp(ann)
  const session = {
    nameId,
    nameIdFormat: null,
    nameQualifier: null,
    spNameQualifier: null,
    sessionIndex: '_1',
  }
  const saml = { session, certificate: certificateDigest(parseCertificate(keys.certificate)) }
  const federated: FederatedProfile = {
    ...profileFrom(connection, { subject: nameId, email: ann.email, amr: [], saml }),
    organizationId: organization.id,
    slug: organization.slug,
  }
  await linkIdentity(ann.self, { ...federated, organizationId: null, slug: null })
  const outcome = await signInWithProvider(tenant.tenantId, federated)
  if (outcome.kind !== 'code') throw new Error(`The sign-in ended with ${outcome.kind}.`)
  return { ann, pending: outcome.arrival.pending, factor: { code: codeOf(secret, 1) } }
}

function signOut(nameId: string, sessionIndexes: string[] = []) {
  const asked = { connectionId: connection.id, requestId: newId('session'), nameId, sessionIndexes }
  return endProviderSessions(fixture.tenant.tenantId, asked)
}

function sessionsOf(userId: string, connectionId = connection.id) {
  return fixture.tenant.read((tx) => tx.session.findMany({ where: { userId, connectionId, endedAt: null } }))
}

async function endSessions(userId: string): Promise<void> {
  await fixture.tenant.write((tx) =>
    tx.session.updateMany({ where: { userId, connectionId: connection.id }, data: { endedAt: new Date() } }),
  )
}

describe('a sign-in at a SAML provider that was followed by a code', () => {
  it('ends with the session at the provider', async () => {
    const { ann, pending, factor } = await waiting('ann')
    await endSessions(ann.id)
    await enterCode(fixture.tenant, pending, factor)
    expect(await sessionsOf(ann.id)).toMatchObject([
      { providerSession: { nameId: 'ann', sessionIndex: '_1' } },
    ])
    expect(await signOut('ann', ['_1'])).toBe(1)
    expect(await sessionsOf(ann.id)).toEqual([])
  })

  it('begins again if the user signed out at the provider meanwhile', async () => {
    const { ann, pending, factor } = await waiting('ben')
    await endSessions(ann.id)
    expect(await signOut('ben', ['_other'])).toBe(0)
    expect(await signOut('other')).toBe(0)
    expect(await signOut('ben', ['_1'])).toBe(0)
    expect(await refusalCode(enterCode(fixture.tenant, pending, factor))).toBe('gone')
    expect(await sessionsOf(ann.id)).toEqual([])
  })

  it('goes on after a sign-out of someone else at the provider', async () => {
    const { pending, factor } = await waiting('cai')
    await signOut('cai', ['_other'])
    await signOut('other')
    expect(await enterCode(fixture.tenant, pending, factor)).toHaveProperty('sessionId')
  })

  it('is refused if the certificate that signed was removed meanwhile', async () => {
    const { tenant } = fixture
    const { ann, pending, factor } = await waiting('dan')
    await endSessions(ann.id)
    const access = await tenant.tenantAccess(await createOperator(tenant), 'update:connections')
    const change = (certificate: string) =>
      updateSamlConnection(access, { id: connection.id, settings: { certificates: [certificate] } })
    await change(others.certificate)
    const atOnce = [factor, factor].map((given) => refusalCode(enterCode(tenant, pending, given)))
    expect(await Promise.all(atOnce)).toEqual(['gone', 'gone'])
    expect(await sessionsOf(ann.id)).toEqual([])
    await change(keys.certificate)
    expect(await refusalCode(enterCode(tenant, pending, factor))).toBe('gone')
    const failures = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { type: 'connection.failed', targetId: connection.id } }),
    )
    expect(failures).toMatchObject([{ details: { reason: 'saml_signature' } }])
  })
})
