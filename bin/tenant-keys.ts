import { bypassRowSecurity } from '@/lib/db/transaction'
import { revokeSigningKey } from '@/lib/domain/keys/revoke-signing-key'
import { rotateSigningKey } from '@/lib/domain/keys/rotate-signing-key'
import { listSigningKeys, type SigningKey } from '@/lib/domain/keys/signing-keys'

export interface KeyChange {
  revoke: string | undefined
  force: boolean
}

export async function describeKeys(tenantId: string): Promise<string> {
  return lines(await listSigningKeys(operator(tenantId)))
}

export async function rotateKeys(tenantId: string, { revoke: id, force }: KeyChange): Promise<string> {
  const access = operator(tenantId)
  const keys = await (id === undefined ? rotateSigningKey(access, { force }) : revokeSigningKey(access, id))
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
