import { describe, expect, it } from 'vitest'
import { eventsOf } from '@/test/fixtures/operator'
import { refusalCode } from '@/test/fixtures/signed-out'
import { anyWebhook, Webhooks } from '@/test/fixtures/webhooks'
import { createWebhook, mostWebhooks } from './create-webhook'
import { deleteWebhook } from './delete-webhook'
import { getWebhook, listWebhooks } from './get-webhook'
import { pauseWebhook, resumeWebhook } from './pause-webhook'
import { redeliver } from './redeliver'
import { openWebhookSecret, rotateWebhookSecret } from './webhook-secret'
import { sendTestEvent } from './send-test-event'
import { updateWebhook } from './update-webhook'

const webhooks = await Webhooks.open()
const { tenant, here, owner, there, stranger } = webhooks.fixture
const { tenantId } = tenant

/** Each verb that finds a webhook by its id. */
function verbs(access: Awaited<ReturnType<typeof webhooks.at>>, id: string): (() => Promise<unknown>)[] {
  return [
    () => getWebhook(access, { id }),
    () => updateWebhook(access, { id, ...anyWebhook() }),
    () => rotateWebhookSecret(access, { id, hours: 24 }),
    () => sendTestEvent(access, id),
    () => redeliver(access, { webhookId: id, deliveryId: 'whd_unknown' }),
    () => pauseWebhook(access, id),
    () => resumeWebhook(access, id),
    () => deleteWebhook(access, id),
  ]
}

describe('a webhook', () => {
  it('is found by its organization alone, and by no other verb, organization, tenant level or tenant', async () => {
    const foreign = await Webhooks.open()
    const [{ id }, ofTenant] = await Promise.all([
      webhooks.create(),
      createWebhook(await webhooks.atTenant(), anyWebhook()),
    ])
    const [neighbor, other] = await Promise.all([webhooks.at(there, stranger), foreign.at()])
    const found = [...verbs(neighbor, id), ...verbs(other, id), ...verbs(await webhooks.at(), ofTenant.id)]
    for (const act of found) expect(await refusalCode(act())).toBe('not_found')
    const operator = await webhooks.atTenant()
    expect(await refusalCode(getWebhook(operator, { id }))).toBe('not_found')
    expect(await refusalCode(deleteWebhook(operator, id))).toBe('not_found')
    expect(await listWebhooks(neighbor)).toEqual([])
    expect((await listWebhooks(operator)).map((one) => one.id)).toEqual([ofTenant.id])
  })

  it.each(['create', 'read', 'update', 'delete'] as const)('needs the permission to %s', async (verb) => {
    const admin = await tenant.createUser()
    await tenant.addMember(here, admin, ['Admin'])
    expect(await refusalCode(tenant.accessTo(here, admin, `${verb}:organization_webhooks`))).toBe('not_found')
  })

  it('has a secret that is shown once and stored sealed, for it alone', async () => {
    const { id, secret } = await webhooks.create()
    const row = await webhooks.row(id)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await openWebhookSecret({ tenantId, webhookId: id }, row.sealedSecret)).toBe(secret)
    expect(await openWebhookSecret({ tenantId, webhookId: 'another' }, row.sealedSecret)).toBeNull()
    const webhook = await getWebhook(await webhooks.at(), { id })
    const events = await eventsOf(tenant, 'webhook.created')
    expect(JSON.stringify([row, webhook, events])).not.toContain(secret)
  })

  it('is logged with its host, without a path that may contain a secret', async () => {
    const { id } = await webhooks.create()
    const access = await webhooks.at()
    await updateWebhook(access, { id, ...anyWebhook(), url: 'https://other.here.test/path?key=hidden' })
    await updateWebhook(access, { id, ...anyWebhook(), url: 'https://other.here.test/path?key=hidden' })
    const changed = await eventsOf(tenant, 'webhook.changed')
    expect(changed).toMatchObject([
      {
        organizationId: here.id,
        targetId: id,
        details: { before: { host: 'hooks.here.test' }, after: { host: 'other.here.test' } },
      },
    ])
    const written = await Promise.all(
      ['webhook.created', 'webhook.changed'].map((type) => eventsOf(tenant, type)),
    )
    expect(JSON.stringify(written)).not.toContain('hidden')
  })

  it.each([
    ['url', { url: 'http://hooks.here.test' }],
    ['url', { url: 'https://10.0.0.1/' }],
    ['url', { url: 'https://169.254.169.254/latest' }],
    ['url', { url: 'https://[fd00::1]/' }],
    ['url', { url: 'https://intranet/' }],
    ['url', { url: 'https://user:secret@hooks.here.test/' }],
    ['url', { url: 'https://hooks.here.test/#part' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: 'file:///etc/passwd' }],
    ['url', { url: `https://hooks.here.test/${'a'.repeat(2000)}` }],
    ['url', { url: '' }],
    ['name', { name: '' }],
    ['name', { name: 'a'.repeat(61) }],
    ['event_types', { eventTypes: [] }],
    ['event_types', { eventTypes: ['moon.landed'] }],
    ['event_types', { eventTypes: ['api'] }],
    ['event_types', { eventTypes: ['__proto__'] }],
  ])('is refused at %s: %j', async (field, given) => {
    const creating = createWebhook(await webhooks.at(), { ...anyWebhook(), ...given })
    await expect(creating).rejects.toMatchObject({ code: 'invalid', field })
  })

  it('keeps the previous secret for the chosen time, and no older one', async () => {
    const { id, secret } = await webhooks.create()
    const access = await webhooks.at()
    const open = async (sealed: string | null) =>
      sealed && (await openWebhookSecret({ tenantId, webhookId: id }, sealed))
    const second = await rotateWebhookSecret(access, { id, hours: 24 })
    const row = await webhooks.row(id)
    expect(await open(row.sealedSecret)).toBe(second)
    expect(await open(row.sealedPreviousSecret)).toBe(secret)
    const left = Number(row.previousSecretUntil) - Date.now()
    expect(left).toBeGreaterThan(23 * 3_600_000)
    expect(left).toBeLessThan(25 * 3_600_000)
    await rotateWebhookSecret(access, { id, hours: 24 })
    expect(await open((await webhooks.row(id)).sealedPreviousSecret)).toBe(second)
    await rotateWebhookSecret(access, { id, hours: 0 })
    expect(await webhooks.row(id)).toMatchObject({ sealedPreviousSecret: null, previousSecretUntil: null })
  })

  it('cannot have its limits used up by another organization', async () => {
    const { id } = await webhooks.create()
    const [neighbor, access] = await Promise.all([webhooks.at(there, stranger), webhooks.at()])
    const foreign = Array.from({ length: 25 }, () => sendTestEvent(neighbor, id))
    expect((await Promise.allSettled(foreign)).map(({ status }) => status)).not.toContain('fulfilled')
    await expect(sendTestEvent(access, id)).resolves.toMatch(/^whd_/)
  })

  it('sends nothing while it is paused', async () => {
    const { id } = await webhooks.create()
    const access = await webhooks.at()
    await pauseWebhook(access, id)
    await pauseWebhook(access, id)
    expect(await refusalCode(sendTestEvent(access, id))).toBe('conflict')
    expect(await refusalCode(redeliver(access, { webhookId: id, deliveryId: 'any' }))).toBe('conflict')
    expect(await eventsOf(tenant, 'webhook.paused')).toHaveLength(1)
  })

  it('is one of at most ten of each owner, also when two are added at once', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    const access = await webhooks.at(place, person)
    const creating = Array.from({ length: mostWebhooks + 2 }, () => createWebhook(access, anyWebhook()))
    const refused = (await Promise.allSettled(creating)).filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'conflict' } }, { reason: { code: 'conflict' } }])
  })

  it('is deleted with its organization', async () => {
    const person = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: person })
    const access = await webhooks.at(place, person)
    const { id } = await createWebhook(access, anyWebhook())
    await sendTestEvent(access, id)
    await tenant.write((tx) => tx.organization.deleteMany({ where: { id: place.id } }))
    expect(await tenant.read((tx) => tx.webhook.count({ where: { id } }))).toBe(0)
    expect(await webhooks.deliveries(id)).toEqual([])
  })

  it('can belong to no other organization than its deliveries', async () => {
    const { id: webhookId } = await webhooks.create()
    const data = {
      id: 'whd_foreign',
      organizationId: there.id,
      webhookId,
      messageId: 'm',
      type: 'webhook.test',
    }
    await expect(tenant.write((tx) => tx.webhookDelivery.create({ data }))).rejects.toMatchObject({
      code: 'P2003',
    })
  })

  it('is added by no one who cannot read the log', async () => {
    const access = await tenant.accessTo(here, owner, 'create:organization_webhooks')
    // @ts-expect-error: what a webhook receives is the log
    const creating = () => createWebhook(access, anyWebhook())
    expect(creating).toBeTypeOf('function')
  })
})
