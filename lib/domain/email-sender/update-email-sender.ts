import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { change, unchanged } from '@/lib/db/transaction'
import { webhookSecretPattern } from '@/lib/env'
import { DomainError, invalid } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { lockTenant } from '../tenants/lock-tenant'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { parseInput, parseOptional } from '../text/parse-input'
import { type EmailSender, readEmailSender, type StoredSecret } from './email-sender'
import { sealSenderSecret, type SenderSecretKind } from './sender-secret'

const fields = ['fromName', 'fromAddress', 'replyTo'] as const

/** From the next attempt of any email on. @throws DomainError invalid, at the field */
export async function updateEmailSender(
  access: TenantAccess<'update:email_provider'>,
  input: EmailSenderUpdate,
): Promise<EmailSender> {
  const { tenantId } = access
  const parsed = parseSenderInput(input)
  const { secrets, columns } = await sealSecrets(tenantId, parsed)
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readEmailSender(tx, tenantId)
    const { before, after } = changesOf(fields, present, parsed)
    const next = { ...present, ...after, ...secrets }
    assertOwnAccount(next)
    const isSame = secretNames.every((name) => present[name] === next[name])
    if (isSame && Object.keys(after).length === 0) return unchanged(present)
    await saveSenderRow(tx, tenantId, { ...after, ...columns })
    return { result: next, events: [senderChanged({ tenantId, present, before, after, secrets })] }
  })
}

/**
 * Removes the tenant’s own API key with its address and signing secret: the environment’s account sends again.
 * @throws DomainError conflict if there is none
 */
export function removeEmailAccount(access: TenantAccess<'delete:email_provider'>): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readEmailSender(tx, tenantId)
    if (present.apiKey === null) throw new DomainError('conflict', 'There is no API key to remove.')
    const after = { fromAddress: null }
    await saveSenderRow(tx, tenantId, {
      ...after,
      ...secretColumns('apiKey', null),
      ...secretColumns('webhookSecret', null),
    })
    const before = { fromAddress: present.fromAddress }
    const secrets = { apiKey: null, webhookSecret: null }
    return { result: undefined, events: [senderChanged({ tenantId, present, before, after, secrets })] }
  })
}

async function sealSecrets(tenantId: string, input: EmailSenderUpdate) {
  const secrets: SecretsShown = {}
  const columns: ReturnType<typeof secretColumns> = {}
  for (const name of secretNames) {
    const text = input[name]
    if (text === undefined) continue
    const shown = text === null ? null : { end: text.slice(-4), setAt: new Date() }
    const sealed = text === null ? '' : await sealSenderSecret(tenantId, name, text)
    secrets[name] = shown
    Object.assign(columns, secretColumns(name, shown && { ...shown, sealed }))
  }
  return { secrets, columns }
}

/** In the environment’s account, one tenant could send from the address of another. */
function assertOwnAccount({ apiKey, fromAddress, webhookSecret }: EmailSender): void {
  if (fromAddress !== null && apiKey === null)
    throw invalid('api_key', 'An address of your own needs an API key of your own account at Resend.')
  if (fromAddress === null && apiKey !== null)
    throw invalid('from_address', 'Enter an address at a domain that your account at Resend has verified.')
  if (webhookSecret !== null && apiKey === null)
    throw invalid('webhook_secret', 'A signing secret of your own needs an API key of your own.')
}

/** Undefined stays as it is; null is removed. A secret is never read back, so it is replaced or kept. */
export interface EmailSenderUpdate {
  fromName?: string | null | undefined
  fromAddress?: string | null | undefined
  replyTo?: string | null | undefined
  apiKey?: string | undefined
  webhookSecret?: string | null | undefined
}

/** @throws DomainError invalid, at the field */
export function parseSenderInput(input: EmailSenderUpdate): EmailSenderUpdate {
  const address = (text: string, field: string) => parseInput(emailAddress, text, field).email
  return {
    fromName: optional(input.fromName, (text) => parseInput(senderName, text, 'from_name')),
    fromAddress: optional(input.fromAddress, (text) => address(text, 'from_address')),
    replyTo: optional(input.replyTo, (text) => address(text, 'reply_to')),
    apiKey: parseOptional(resendApiKey, input.apiKey, 'api_key'),
    webhookSecret: optional(input.webhookSecret, (text) => parseInput(signingSecret, text, 'webhook_secret')),
  }
}

function optional<T>(text: T | null | undefined, parse: (text: T) => T): T | null | undefined {
  return text === null || text === undefined ? text : parse(text)
}

const senderName = displayName({ label: 'From name', max: 40 }).refine(
  (name) => !/["\\@,;:()[\]]/.test(name),
  'From name cannot contain quotes, brackets, @ or other characters that separate addresses.',
)

const resendApiKey = z
  .string()
  .regex(/^re_\w{8,200}$/, 'This is not an API key of Resend. It begins with re_ and has letters and digits.')

const signingSecret = z
  .string()
  .max(200, 'This is too long for a signing secret.')
  .regex(webhookSecretPattern, 'This is not the signing secret of a webhook. It begins with whsec_.')
  .refine((text) => text.length >= 24, 'This signing secret is too short.')

const secretNames = ['apiKey', 'webhookSecret'] as const satisfies readonly SenderSecretKind[]

type SecretsShown = { [Name in SenderSecretKind]?: StoredSecret | null }

type Columns = Record<string, string | Date | null>

function secretColumns(name: SenderSecretKind, stored: (StoredSecret & { sealed: string }) | null): Columns {
  const { sealed = null, end = null, setAt = null } = stored ?? {}
  return name === 'apiKey'
    ? { sealedApiKey: sealed, apiKeyEnd: end, apiKeySetAt: setAt }
    : { sealedWebhookSecret: sealed, webhookSecretEnd: end, webhookSecretSetAt: setAt }
}

async function saveSenderRow(tx: Tx, tenantId: string, columns: Columns): Promise<void> {
  await tx.emailSender.upsert({ where: { tenantId }, create: columns, update: columns })
  // By the clock that dates the test emails.
  await tx.$executeRaw`UPDATE email_senders SET changed_at = now() WHERE tenant_id = ${tenantId}`
}

type Shown = Partial<Pick<EmailSender, 'fromName' | 'fromAddress' | 'replyTo'>>

interface SenderChange {
  tenantId: string
  present: EmailSender
  before: Shown
  after: Shown
  secrets: SecretsShown
}

/** Of a secret it says whether it is set, never any part of it. */
function senderChanged({ tenantId, present, before, after, secrets }: SenderChange): Event {
  const was: Record<string, string> = {}
  const is: Record<string, string> = {}
  for (const name of secretNames) {
    const next = secrets[name]
    if (next === undefined || (next === null && present[name] === null)) continue
    was[name] = present[name] === null ? 'none' : 'set'
    is[name] = next === null ? 'none' : present[name] === null ? 'set' : 'replaced'
  }
  return {
    type: 'email_sender.changed',
    target: { kind: 'tenant', id: tenantId },
    details: { before: { ...before, ...was }, after: { ...after, ...is } },
  }
}
