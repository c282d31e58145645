import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { sha256Hex } from '../crypto/digest'
import type { ClientSettings } from './client-fields'

export function hasSecret({
  tokenEndpointAuthMethod: method,
}: Pick<ClientSettings, 'tokenEndpointAuthMethod'>): boolean {
  return method === 'client_secret_post' || method === 'client_secret_basic'
}

/** Only its SHA-256 is stored, so it cannot be shown again. */
export async function createSecret(tx: Tx, clientId: string): Promise<string> {
  const secret = newId('clientSecret')
  await tx.clientSecret.create({ data: { id: newId('secret'), clientId, secretHash: sha256Hex(secret) } })
  return secret
}
