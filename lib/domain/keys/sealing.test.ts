import { CompactEncrypt } from 'jose'
import { beforeAll, expect, it } from 'vitest'
import { bypassRowSecurity } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { enterCode, setUpApp, signInUntilCode } from '@/test/fixtures/authenticators'
import { type TestTenant, createTestTenant, testPassword } from '@/test/fixtures/tenant'
import { codeOf } from '@/test/totp-code'
import { openSenderSecret, resealEmailSender } from '../email-sender/sender-secret'
import { openProviderSecret, type ProviderSecret, resealConnections } from '../connections/provider-secret'
import { derive } from '../crypto/derive'
import { seal, unseal } from '../crypto/seal'
import { cleanUpTenant } from '../housekeeping/run-cleanup'
import { openHeaders, resealLogStreams } from '../log-streams/log-stream-headers'
import { openWebhookSecret, resealWebhooks } from '../webhooks/webhook-secret'
import { resealSigningKeys, sealedFor } from './create-signing-key'
import { signingKeys } from './signing-keys'

const previousSecret = 'the secret of yesterday, for tests alone'
// Read once per process, on first use.
process.env['FOYER_SECRET_PREVIOUS'] = previousSecret

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
  await signingKeys(tenant.tenantId)
})

function rows() {
  return tenant.read((tx) =>
    tx.signingKey.findMany({ where: { tenantId: tenant.tenantId }, orderBy: { id: 'asc' } }),
  )
}

function sealedWith(secret: string, purpose: string, text: string): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(derive(secret, purpose, tenant.tenantId))
}

/** Seals the keys with this secret, as Foyer did before the secret was changed. */
async function sealWith(secret: string): Promise<void> {
  for (const { id, sealedPrivate } of await rows()) {
    const text = await unseal(sealedPrivate ?? '', sealedFor(tenant.tenantId))
    const sealed = await sealedWith(secret, 'signing key', text ?? '')
    await tenant.write((tx) => tx.signingKey.updateMany({ where: { id }, data: { sealedPrivate: sealed } }))
  }
}

it('a key is nowhere in its row as plain text', async () => {
  const { keys } = await signingKeys(tenant.tenantId)
  const secrets = keys.flatMap(({ d, p, q, dp, dq, qi }) => [d, p, q, dp, dq, qi]).map(String)
  expect(secrets).toHaveLength(12)
  expect(new Set(secrets).size).toBe(12)
  const [dump] = await tenant.read(
    (tx) => tx.$queryRaw<{ text: string }[]>`
      SELECT string_agg(k::text, '\n') AS text FROM signing_keys k WHERE tenant_id = ${tenant.tenantId}`,
  )
  for (const { n } of keys) expect(dump?.text).toContain(n)
  for (const secret of secrets) expect(dump?.text).not.toContain(secret)
  expect(dump?.text).not.toMatch(/"d"/)
})

it('keys sealed with the previous secret open, and housekeeping seals them with the current one', async () => {
  const before = await signingKeys(tenant.tenantId)
  await sealWith(previousSecret)
  const old = await rows()
  expect(await signingKeys(tenant.tenantId)).toEqual(before)
  await cleanUpTenant(tenant.tenantId)
  const resealed = await rows()
  for (const [index, { sealedPrivate }] of resealed.entries()) {
    expect(sealedPrivate).not.toBe(old[index]?.sealedPrivate)
  }
  expect(await resealSigningKeys(bypassRowSecurity('a test seals', tenant.tenantId))).toBe(0)
  expect(await rows()).toEqual(resealed)
  expect(await signingKeys(tenant.tenantId)).toEqual(before)
})

it('keys sealed with a lost secret sign nothing, and stay as they are', async () => {
  await sealWith('a secret that was lost some time ago')
  const before = await rows()
  await expect(signingKeys(tenant.tenantId)).rejects.toMatchObject({ code: 'unavailable' })
  expect(await resealSigningKeys(bypassRowSecurity('a test seals', tenant.tenantId))).toBe(0)
  expect(await rows()).toEqual(before)
})

it('a connection’s secret is sealed again as well, and still opens', async () => {
  const of = { tenantId: tenant.tenantId, connectionId: newId('connection') }
  const id = of.connectionId
  const secret: ProviderSecret = { kind: 'secret', secret: 'what the provider gave us' }
  const before = await sealedWith(previousSecret, `connection ${id}`, JSON.stringify(secret))
  const connection = { id, name: 'login', strategy: 'oidc', displayName: 'Login', sealedSecret: before }
  await tenant.write((tx) => tx.connection.create({ data: connection }))
  expect(await openProviderSecret(of, before)).toEqual(secret)
  await cleanUpTenant(tenant.tenantId)
  const { sealedSecret } = await tenant.read((tx) => tx.connection.findFirstOrThrow({ where: { id } }))
  expect(sealedSecret).not.toBe(before)
  expect(await openProviderSecret(of, sealedSecret ?? '')).toEqual(secret)
  expect(await resealConnections(bypassRowSecurity('a test seals', tenant.tenantId))).toBe(0)
})

it('an email sender’s secrets are sealed again as well, and still open', async () => {
  const { tenantId } = tenant
  const sealed = (kind: string, text: string) => sealedWith(previousSecret, `email sender ${kind}`, text)
  const before = {
    fromAddress: 'hello@acme.test',
    sealedApiKey: await sealed('api key', 're_12345678'),
    apiKeyEnd: '5678',
    apiKeySetAt: new Date(),
    sealedWebhookSecret: await sealed('webhook secret', 'whsec_x'),
    webhookSecretEnd: 'ec_x',
    webhookSecretSetAt: new Date(),
  }
  await tenant.write((tx) => tx.emailSender.create({ data: before }))
  await cleanUpTenant(tenantId)
  const after = await tenant.read((tx) => tx.emailSender.findFirstOrThrow({ where: { tenantId } }))
  expect(after.sealedApiKey).not.toBe(before.sealedApiKey)
  expect(await openSenderSecret(tenantId, 'apiKey', after.sealedApiKey ?? '')).toBe('re_12345678')
  expect(await openSenderSecret(tenantId, 'webhookSecret', after.sealedWebhookSecret ?? '')).toBe('whsec_x')
  expect(await resealEmailSender(bypassRowSecurity('a test seals', tenantId))).toBe(0)
})

it('an authenticator’s secret is sealed again as well, and its codes still sign in', async () => {
  const ann = await tenant.createUser({ password: testPassword })
  const { secret, recoveryCodes } = await setUpApp(ann)
  const before = await sealedWith(previousSecret, `authenticator ${ann.id}`, secret)
  await tenant.write((tx) => tx.authenticator.updateMany({ data: { sealedSecret: before } }))
  const byCode = enterCode(tenant, await signInUntilCode(tenant, ann), { code: codeOf(secret, 1) })
  expect((await byCode).userId).toBe(ann.id)
  await cleanUpTenant(tenant.tenantId)
  const { sealedSecret } = await tenant.read((tx) => tx.authenticator.findFirstOrThrow())
  expect(sealedSecret).not.toBe(before)
  const [recoveryCode = ''] = recoveryCodes
  const byRecoveryCode = enterCode(tenant, await signInUntilCode(tenant, ann), { recoveryCode })
  expect((await byRecoveryCode).userId).toBe(ann.id)
})

it('what was sealed for another tenant or purpose does not open', async () => {
  const sealed = await seal('text', { purpose: 'signing key', tenantId: tenant.tenantId })
  expect(await unseal(sealed, { purpose: 'signing key', tenantId: tenant.tenantId })).toBe('text')
  expect(await unseal(sealed, { purpose: 'signing key', tenantId: 'another' })).toBeNull()
  expect(await unseal(sealed, { purpose: 'client secret', tenantId: tenant.tenantId })).toBeNull()
})

it('a webhook’s secrets are sealed again as well, and still open', async () => {
  const { tenantId } = tenant
  const id = newId('webhook')
  const sealed = (text: string) => sealedWith(previousSecret, `webhook ${id}`, text)
  const [sealedSecret, sealedPreviousSecret] = await Promise.all([sealed('present'), sealed('previous')])
  const settings = { name: 'Hook', url: 'https://hooks.acme.test', eventTypes: ['*'] }
  await tenant.write((tx) =>
    tx.webhook.create({ data: { id, ...settings, sealedSecret, sealedPreviousSecret } }),
  )
  await cleanUpTenant(tenantId)
  const after = await tenant.read((tx) => tx.webhook.findFirstOrThrow({ where: { id } }))
  expect([sealedSecret, sealedPreviousSecret]).not.toContain(after.sealedSecret)
  expect([sealedSecret, sealedPreviousSecret]).not.toContain(after.sealedPreviousSecret)
  const open = (text: string | null) => openWebhookSecret({ tenantId, webhookId: id }, text ?? '')
  expect(await open(after.sealedSecret)).toBe('present')
  expect(await open(after.sealedPreviousSecret)).toBe('previous')
  expect(await resealWebhooks(bypassRowSecurity('a test seals', tenantId))).toBe(0)
})

it('a log stream’s headers are sealed again as well, and still open', async () => {
  const { tenantId } = tenant
  const streamId = newId('logStream')
  const headers = { authorization: 'Bearer house' }
  const sealedHeaders = await sealedWith(previousSecret, `log stream ${streamId}`, JSON.stringify(headers))
  const sink = { endpoint: 'https://logs.acme.test', contentType: 'a/b', contentFormat: 'JSONLINES' }
  await tenant.write((tx) =>
    tx.logStream.create({
      data: {
        id: streamId,
        name: 'Logs',
        type: 'http',
        ...sink,
        headerNames: ['authorization'],
        sealedHeaders,
      },
    }),
  )
  await cleanUpTenant(tenantId)
  const after = await tenant.read((tx) => tx.logStream.findFirstOrThrow({ where: { id: streamId } }))
  expect(after.sealedHeaders).not.toBe(sealedHeaders)
  expect(await openHeaders({ tenantId, streamId }, after.sealedHeaders)).toEqual(headers)
  expect(await resealLogStreams(bypassRowSecurity('a test seals', tenantId))).toBe(0)
})
