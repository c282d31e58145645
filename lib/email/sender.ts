import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { openSenderSecret } from '@/lib/domain/email-sender/sender-secret'
import { env } from '@/lib/env'

/** What an email’s headers say of its sender. */
export interface Mailbox {
  /** Instead of the tenant’s name. */
  name: string | null
  address: string
  replyTo: string | null
}

/** At the provider. */
export interface Account {
  /** The same for the same API key. */
  id: string
  /** Null: a lost FOYER_SECRET sealed it. */
  apiKey: string | null
}

export interface Sender extends Mailbox {
  /** Null: the local mailbox. */
  account: Account | null
}

/** The tenant’s own, or the environment’s. */
export async function readSender(tx: Tx, tenantId: string): Promise<Sender> {
  const row = await tx.emailSender.findUnique({ where: { tenantId } })
  const { fromName: name = null, replyTo = null, fromAddress, sealedApiKey } = row ?? {}
  if (!sealedApiKey || !fromAddress) return { name, replyTo, ...environmentSender() }
  const apiKey = await openSenderSecret(tenantId, 'apiKey', sealedApiKey)
  const account = apiKey === null ? { id: 'unreadable', apiKey } : accountOf(apiKey)
  return { name, replyTo, address: fromAddress, account }
}

/** For tenants without an account of their own. */
export function environmentSender(): Pick<Sender, 'address' | 'account'> {
  const { resendApiKey, emailFrom } = env()
  const address = (/<([^<>]+)>\s*$/.exec(emailFrom)?.[1] ?? emailFrom).trim()
  return { address, account: resendApiKey === undefined ? null : accountOf(resendApiKey) }
}

function accountOf(apiKey: string): Account {
  return { id: sha256Hex(apiKey).slice(0, 32), apiKey }
}
