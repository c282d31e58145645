import type { Tx } from '@/lib/db/prisma'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { newId } from '@/lib/ids'
import { createApplication, createGrant } from '@/test/fixtures/builders'

export interface MachineRows {
  id: string
  kids: string[]
  grantId: string
}

export async function createPreviousSecret(tx: Tx, clientId: string): Promise<string> {
  const id = newId('secret')
  const expiresAt = new Date(Date.now() + 3_600_000)
  await tx.clientSecret.create({ data: { id, clientId, secretHash: sha256Hex(id), expiresAt } })
  return id
}

export async function createMachine(tx: Tx, apiId: string): Promise<MachineRows> {
  const kids = ['first', 'second']
  const key = { kty: 'RSA', n: 'AQAB', e: 'AQAB', alg: 'RS256', use: 'sig' }
  const { id } = await createApplication(tx, {
    name: 'Harbour nightly',
    appType: 'non_interactive',
    grantTypes: ['client_credentials'],
    tokenEndpointAuthMethod: 'private_key_jwt',
    jwks: { keys: kids.map((kid) => ({ ...key, kid })) },
  })
  const scope = ['read:reports']
  return {
    id,
    kids,
    grantId: await createGrant(tx, { clientId: id, apiId, scope, organizationUsage: 'allow' }),
  }
}
