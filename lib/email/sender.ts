import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { openSenderSecret } from '@/lib/domain/email-sender/sender-secret'
import { env } from '@/lib/env'
import type { SmtpServer } from '@/lib/smtp-url'

/** What an email’s headers say of its sender. */
export interface Mailbox {
  /** Instead of the tenant’s name. */
  name: string | null
  address: string
  replyTo: string | null
}

export type Provider = { kind: 'resend'; apiKey: string } | { kind: 'smtp'; server: SmtpServer }

/** At the provider. */
export interface Account {
  /** The same for the same API key, or the same server and login. */
  id: string
  /** Null: a lost FOYER_SECRET sealed its secret. */
  provider: Provider | null
}

export interface Sender extends Mailbox {
  /** Null: the local mailbox, or no one sends. */
  account: Account | null
}

/** The tenant’s own, or the environment’s. */
export async function readSender(tx: Tx, tenantId: string): Promise<Sender> {
  const row = await tx.emailSender.findUnique({ where: { tenantId } })
  const { fromName: name = null, replyTo = null, fromAddress, sealedApiKey } = row ?? {}
  if (!sealedApiKey || !fromAddress) return { name, replyTo, ...environmentSender() }
  const apiKey = await openSenderSecret(tenantId, 'apiKey', sealedApiKey)
  const account = apiKey === null ? { id: 'unreadable', provider: null } : resendAccount(apiKey)
  return { name, replyTo, address: fromAddress, account }
}

/** For tenants without an account of their own. */
export function environmentSender(): Pick<Sender, 'address' | 'account'> {
  const { emailFrom } = env()
  const address = (/<([^<>]+)>\s*$/.exec(emailFrom)?.[1] ?? emailFrom).trim()
  return { address, account: environmentAccount() }
}

function environmentAccount(): Account | null {
  const { resendApiKey, smtpServer } = env()
  if (resendApiKey !== undefined) return resendAccount(resendApiKey)
  return smtpServer === undefined ? null : smtpAccount(smtpServer)
}

function resendAccount(apiKey: string): Account {
  return { id: accountId(apiKey), provider: { kind: 'resend', apiKey } }
}

function smtpAccount(server: SmtpServer): Account {
  return { id: accountId(JSON.stringify(server)), provider: { kind: 'smtp', server } }
}

function accountId(secret: string): string {
  return sha256Hex(secret).slice(0, 32)
}
