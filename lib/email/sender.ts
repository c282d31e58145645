import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { toSmtpServer } from '@/lib/domain/email-sender/mail-server-input'
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
  /** Of the tenant: it may be slow or in a private network. */
  isOwnServer?: boolean
}

export interface Sender extends Mailbox {
  /** Null: the local mailbox, or no one sends. */
  account: Account | null
}

/** The tenant’s own, or the environment’s. */
export async function readSender(tx: Tx, tenantId: string): Promise<Sender> {
  const row = await tx.emailSender.findUnique({ where: { tenantId } })
  const { fromName: name = null, replyTo = null, fromAddress } = row ?? {}
  const account = row && (await ownAccount(row))
  if (!account || !fromAddress) return { name, replyTo, ...environmentSender() }
  return { name, replyTo, address: fromAddress, account }
}

type Row = NonNullable<Awaited<ReturnType<Tx['emailSender']['findUnique']>>>

const unreadable: Account = { id: 'unreadable', provider: null }

async function ownAccount({ tenantId, sealedApiKey, ...row }: Row): Promise<Account | null> {
  if (sealedApiKey !== null) {
    const apiKey = await openSenderSecret(tenantId, 'apiKey', sealedApiKey)
    return apiKey === null ? unreadable : resendAccount(apiKey)
  }
  const { smtpHost: host, smtpPort: port, smtpUser: user, sealedSmtpPassword: sealed } = row
  if (host === null || port === null) return null
  const password = sealed && (await openSenderSecret(tenantId, 'smtpPassword', sealed))
  if (sealed !== null && password === null) return unreadable
  const login = user === null || password === null ? null : { user, password }
  return { ...smtpAccount(toSmtpServer({ host, port }, login)), isOwnServer: true }
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
