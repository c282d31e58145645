import type { TenantAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { emailDelivery } from '@/lib/email/mailbox'
import { senderRefusal } from '@/lib/email/refusal'
import { DomainError } from '@/lib/errors'

/** Of a secret, what may be seen after it was set. */
export interface StoredSecret {
  /** The last characters. */
  end: string
  setAt: Date
}

/** The tenant’s own, instead of an account at Resend. */
export interface OwnMailServer {
  host: string
  port: number
  /** Null: the server asks for no login. */
  user: string | null
  /** When it was set last, or its password was. */
  setAt: Date
}

export interface EmailSender {
  /** Null: the tenant’s name. */
  fromName: string | null
  /** Null: the environment’s address. */
  fromAddress: string | null
  replyTo: string | null
  /** Without it and a mail server, the environment’s account sends. */
  apiKey: StoredSecret | null
  mailServer: OwnMailServer | null
  webhookSecret: StoredSecret | null
}

export function getEmailSender(
  access: TenantAccess<'read:email_provider'> | TenantAccess<'update:email_provider'>,
): Promise<EmailSender> {
  return read(access, (tx) => readEmailSender(tx, access.tenantId))
}

/** Whether an email of the tenant reaches anyone: by its own account, the environment’s, or the demo’s mailbox. */
export async function canSendEmail(tenantId: string): Promise<boolean> {
  if (emailDelivery() !== 'none') return true
  const access = bypassRowSecurity('a page offers email before anyone is signed in', tenantId)
  const where = { tenantId, fromAddress: { not: null } }
  return (await read(access, (tx) => tx.emailSender.count({ where }))) > 0
}

/** Before a change whose whole point is an email. @throws DomainError no_email_sender */
export async function assertCanSendEmail(tenantId: string): Promise<void> {
  if (!(await canSendEmail(tenantId))) throw noEmailSender()
}

export function noEmailSender(): DomainError {
  return new DomainError('no_email_sender', noEmail)
}

export async function readEmailSender(tx: Tx, tenantId: string): Promise<EmailSender> {
  const row = await tx.emailSender.findUnique({
    where: { tenantId },
    omit: { sealedApiKey: true, sealedWebhookSecret: true, sealedSmtpPassword: true },
  })
  if (row === null) return unsetSender
  const { fromName, fromAddress, replyTo, smtpHost: host, smtpPort: port, smtpUser: user, smtpSetAt } = row
  return {
    fromName,
    fromAddress,
    replyTo,
    apiKey: storedSecret(row.apiKeyEnd, row.apiKeySetAt),
    mailServer: host && port && smtpSetAt ? { host, port, user, setAt: smtpSetAt } : null,
    webhookSecret: storedSecret(row.webhookSecretEnd, row.webhookSecretSetAt),
  }
}

const unsetSender: EmailSender = {
  fromName: null,
  fromAddress: null,
  replyTo: null,
  apiKey: null,
  mailServer: null,
  webhookSecret: null,
}

function storedSecret(end: string | null, setAt: Date | null): StoredSecret | null {
  return end && setAt ? { end, setAt } : null
}

/** Also on pages. */
export const noEmail = 'Email isn’t set up here yet, so no email can be sent. Ask whoever runs this site.'

/** Of the emails that wait, no more are looked through. */
const oldest = 200

/** Why the provider refused one of the oldest emails that wait, if that is about all emails of the sender. */
export function senderProblem(tenantId: string) {
  return sql`
    SELECT m.last_problem FROM (
      SELECT last_problem FROM mails
      WHERE tenant_id = ${tenantId} AND state = 'queued' ORDER BY id LIMIT ${oldest}) m
    WHERE m.last_problem ~ ${senderRefusal} LIMIT 1`
}
