import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { changesOf } from '../changes-of'
import type { EmailSender, OwnMailServer, StoredSecret } from './email-sender'
import type { SenderSecretKind } from './sender-secret'

export const senderNames = ['fromName', 'fromAddress', 'replyTo'] as const

export type Columns = Record<string, string | number | Date | null | undefined>

/** What is removed takes its sealed secret with it. Of others, the sealed ones are not here. */
export function columnsOf(sender: EmailSender): Columns {
  const { fromName, fromAddress, replyTo, apiKey, webhookSecret, mailServer } = sender
  return {
    fromName,
    fromAddress,
    replyTo,
    ...apiKeyColumns(apiKey),
    ...webhookSecretColumns(webhookSecret),
    ...mailServerColumns(mailServer),
  }
}

function apiKeyColumns(key: StoredSecret | null): Columns {
  if (key === null) return { sealedApiKey: null, apiKeyEnd: null, apiKeySetAt: null }
  return { apiKeyEnd: key.end, apiKeySetAt: key.setAt }
}

function webhookSecretColumns(secret: StoredSecret | null): Columns {
  if (secret === null) return { sealedWebhookSecret: null, webhookSecretEnd: null, webhookSecretSetAt: null }
  return { webhookSecretEnd: secret.end, webhookSecretSetAt: secret.setAt }
}

function mailServerColumns(server: OwnMailServer | null): Columns {
  if (server === null)
    return { smtpHost: null, smtpPort: null, smtpUser: null, smtpSetAt: null, sealedSmtpPassword: null }
  const { host, port, user, setAt } = server
  const password = user === null ? { sealedSmtpPassword: null } : {}
  return { smtpHost: host, smtpPort: port, smtpUser: user, smtpSetAt: setAt, ...password }
}

export async function saveSenderRow(tx: Tx, tenantId: string, columns: Columns): Promise<void> {
  // Not by an upsert, whose row to insert would lack the sealed secrets that stay.
  const { count } = await tx.emailSender.updateMany({ where: { tenantId }, data: columns })
  if (count === 0) await tx.emailSender.create({ data: columns })
  // By the clock that dates the test emails.
  await tx.$executeRaw`UPDATE email_senders SET changed_at = now() WHERE tenant_id = ${tenantId}`
}

/** Of a secret it says whether it is set, never any part of it. Without changes, `after` is empty. */
export function senderChanged(tenantId: string, present: EmailSender, next: EmailSender) {
  const { before, after } = changesOf(
    [...senderNames, 'smtpServer', 'smtpUser'] as const,
    namesOf(present),
    namesOf(next),
  )
  const was: Record<string, string> = {}
  const is: Record<string, string> = {}
  const [old, current] = [secretDates(present), secretDates(next)]
  for (const name of secretNames) {
    if (old[name]?.getTime() === current[name]?.getTime()) continue
    was[name] = old[name] === undefined ? 'none' : 'set'
    is[name] = current[name] === undefined ? 'none' : old[name] === undefined ? 'set' : 'replaced'
  }
  const details = { before: { ...before, ...was }, after: { ...after, ...is } }
  return {
    type: 'email_sender.changed',
    target: { kind: 'tenant', id: tenantId },
    details,
  } as const satisfies Event
}

function namesOf({ fromName, fromAddress, replyTo, mailServer }: EmailSender) {
  const smtpServer = mailServer && `${mailServer.host}:${mailServer.port}`
  return { fromName, fromAddress, replyTo, smtpServer, smtpUser: mailServer?.user ?? null }
}

const secretNames = ['apiKey', 'webhookSecret', 'smtpPassword'] as const satisfies readonly SenderSecretKind[]

function secretDates({
  apiKey,
  webhookSecret,
  mailServer,
}: EmailSender): Partial<Record<SenderSecretKind, Date>> {
  return {
    ...(apiKey && { apiKey: apiKey.setAt }),
    ...(webhookSecret && { webhookSecret: webhookSecret.setAt }),
    ...(mailServer?.user != null && { smtpPassword: mailServer.setAt }),
  }
}
