import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { readSigningKeys, type SigningKey } from '@/lib/domain/keys/signing-keys'
import { replaceActiveKey } from '@/lib/domain/keys/rotate-signing-key'
import { createSigningKey } from '@/lib/domain/keys/signing-key'
import { withdrawFromUse } from '@/lib/domain/keys/revoke-signing-key'

/** What `tenant rotate-keys` is asked for. */
export interface KeyChange {
  /** The id of a key that has got about, and must go at once. */
  revoke: string | undefined
  force: boolean
}

/** A line for each signing key of the tenant. */
export async function describeKeys(tenantId: string): Promise<string> {
  return lines(await read(operator(tenantId), (tx) => readSigningKeys(tx, tenantId)))
}

/** Rotates the tenant’s signing keys, or revokes one; a line for each key that there is then. */
export async function rotateKeys(tenantId: string, { revoke: id, force }: KeyChange): Promise<string> {
  const made = await createSigningKey(tenantId)
  const keys = await change(operator(tenantId), (tx) =>
    id === undefined
      ? replaceActiveKey(tx, tenantId, { made, force })
      : withdrawFromUse(tx, tenantId, { id, made }),
  )
  return lines(keys)
}

function operator(tenantId: string) {
  return bypassRowSecurity('the command line manages signing keys', tenantId)
}

function lines(keys: SigningKey[]): string {
  if (keys.length === 0) return 'This tenant has signed nothing yet.'
  return keys.map((key) => `${key.state.padEnd(8)} ${key.id}  since ${since(key).toISOString()}`).join('\n')
}

function since({ createdAt, activatedAt, retiredAt }: SigningKey): Date {
  return retiredAt ?? activatedAt ?? createdAt
}
