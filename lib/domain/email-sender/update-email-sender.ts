import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { invalid } from '@/lib/errors'
import { changesOf } from '../changes-of'
import { lockTenant } from '../tenants/lock-tenant'
import { readEmailSender, type EmailSender } from './email-sender'
import { parseSenderInput, type EmailSenderUpdate } from './sender-input'
import {
  saveSenderRow,
  secretColumns,
  secretKinds,
  secretNames,
  senderChanged,
  type SecretsShown,
} from './sender-row'
import { sealSenderSecret } from './sender-secret'

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

async function sealSecrets(tenantId: string, input: EmailSenderUpdate) {
  const secrets: SecretsShown = {}
  const columns: ReturnType<typeof secretColumns> = {}
  for (const name of secretNames) {
    const text = input[name]
    if (text === undefined) continue
    const shown = text === null ? null : { end: text.slice(-4), setAt: new Date() }
    const sealed = text === null ? '' : await sealSenderSecret(tenantId, secretKinds[name], text)
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
