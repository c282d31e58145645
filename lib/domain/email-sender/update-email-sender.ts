import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { webhookSecretPattern } from '@/lib/env'
import { DomainError, invalid, notFound } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { lockTenant } from '../tenants/lock-tenant'
import { displayName } from '../text/display-name'
import { emailAddress } from '../text/email-address'
import { parseInput, parseOptional } from '../text/parse-input'
import { type EmailSender, readEmailSender, type StoredSecret } from './email-sender'
import { type MailServerInput, nextMailServer, parseMailServer } from './mail-server-input'
import { type Columns, columnsOf, saveSenderRow, senderChanged, senderNames } from './sender-row'
import { sealSenderSecret, type SenderSecretKind } from './sender-secret'

/** From the next attempt of any email on. @throws DomainError invalid, at the field */
export async function updateEmailSender(
  access: TenantAccess<'update:email_provider'> | TenantAccess<'create:email_provider'>,
  input: EmailSenderUpdate,
  account?: AccountExpectation,
): Promise<EmailSender> {
  const { tenantId } = access
  const parsed = parseSenderInput(input)
  const sealed = await sealSecrets(tenantId, parsed)
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readEmailSender(tx, tenantId)
    const next = nextSender(present, parsed)
    assertExpected(present, account)
    assertOwnAccount(next, parsed.provider)
    const event = senderChanged(tenantId, present, next)
    if (Object.keys(event.details.after).length === 0) return unchanged(present)
    await saveSenderRow(tx, tenantId, { ...sealed, ...columnsOf(next) })
    return { result: next, events: [event] }
  })
}

/**
 * Removes the tenant’s own API key with its signing secret, or its mail server, and the address: the environment’s account
 * sends again. @throws DomainError not_found if there is none
 */
export function removeEmailAccount(access: TenantAccess<'delete:email_provider'>): Promise<void> {
  const { tenantId } = access
  return change(access, async (tx) => {
    await lockTenant(tx, tenantId)
    const present = await readEmailSender(tx, tenantId)
    assertExpected(present, 'some')
    const next = { ...present, fromAddress: null, apiKey: null, webhookSecret: null, mailServer: null }
    await saveSenderRow(tx, tenantId, columnsOf(next))
    return { result: undefined, events: [senderChanged(tenantId, present, next)] }
  })
}

/** What only a program expects. */
export type AccountExpectation = 'none' | 'some'

/** @throws DomainError */
function assertExpected({ fromAddress }: EmailSender, expected: AccountExpectation | undefined): void {
  if (expected === 'none' && fromAddress !== null)
    throw new DomainError(
      'conflict',
      'The email provider is already configured. Change it, or delete it first.',
    )
  if (expected === 'some' && fromAddress === null) throw notFound()
}

/** One account replaces another. */
function nextSender(present: EmailSender, input: EmailSenderUpdate): EmailSender {
  const { after } = changesOf(senderNames, present, input)
  const next = {
    ...present,
    ...after,
    apiKey: shown(input.apiKey, present.apiKey),
    webhookSecret: shown(input.webhookSecret, present.webhookSecret),
  }
  if (input.mailServer !== undefined) {
    const mailServer = nextMailServer(present.mailServer, input.mailServer)
    return { ...next, mailServer, apiKey: null, webhookSecret: null }
  }
  return input.apiKey === undefined ? next : { ...next, mailServer: null }
}

function shown(text: string | null | undefined, present: StoredSecret | null): StoredSecret | null {
  if (text === undefined) return present
  return text === null ? null : { end: text.slice(-4), setAt: new Date() }
}

async function sealSecrets(tenantId: string, input: EmailSenderUpdate): Promise<Columns> {
  const sealedOf = async (kind: SenderSecretKind, text: string | null | undefined) =>
    text && (await sealSenderSecret(tenantId, kind, text))
  const [sealedApiKey, sealedWebhookSecret, sealedSmtpPassword] = await Promise.all([
    sealedOf('apiKey', input.apiKey),
    sealedOf('webhookSecret', input.webhookSecret),
    sealedOf('smtpPassword', input.mailServer?.password),
  ])
  return { sealedApiKey, sealedWebhookSecret, sealedSmtpPassword }
}

/** In the environment’s account, one tenant could send from the address of another. */
function assertOwnAccount(next: EmailSender, provider: EmailSenderUpdate['provider']): void {
  if (next.fromAddress === null) assertAddressNeedless(next)
  else assertAccountFor(next, provider)
  if (next.webhookSecret !== null && next.apiKey === null)
    throw invalid('webhook_secret', 'A signing secret of your own needs an API key of your own.')
}

function assertAddressNeedless({ apiKey, mailServer }: EmailSender): void {
  if (mailServer !== null) throw invalid('from_address', 'Enter an address that your mail server sends from.')
  if (apiKey !== null)
    throw invalid('from_address', 'Enter an address at a domain that your account at Resend has verified.')
}

function assertAccountFor(next: EmailSender, provider: EmailSenderUpdate['provider']): void {
  const wanted = provider ?? (next.mailServer === null ? 'resend' : 'smtp')
  if (wanted === 'smtp' && next.mailServer === null)
    throw invalid('smtp_host', 'An address of your own needs a mail server of your own.')
  if (wanted === 'resend' && next.apiKey === null)
    throw invalid('api_key', 'An address of your own needs an API key of your own account at Resend.')
}

/** Undefined stays as it is; null is removed. A secret is never read back, so it is replaced or kept. */
export interface EmailSenderUpdate {
  fromName?: string | null | undefined
  fromAddress?: string | null | undefined
  replyTo?: string | null | undefined
  apiKey?: string | undefined
  webhookSecret?: string | null | undefined
  /** Instead of an account at Resend. */
  mailServer?: MailServerInput | undefined
  /** Whose form it is: an address of one’s own needs this account. */
  provider?: 'resend' | 'smtp' | undefined
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
    mailServer: input.mailServer && parseMailServer(input.mailServer),
    provider: input.provider,
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
