import { createPrivateKey, createPublicKey } from 'node:crypto'
import { generate } from 'selfsigned'
import { createProviderKey, type ProviderSecret } from './provider-secret'

const years = 10

/** Foyer’s key of one connection, and a certificate of it, which providers ask for. They trust the key, not its dates. */
export async function createSamlKey(): Promise<{ secret: ProviderSecret; certificate: string }> {
  const { secret, publicKey } = await createProviderKey()
  const key = secret.kind === 'key' ? secret.key : {}
  const notAfterDate = new Date()
  notAfterDate.setFullYear(notAfterDate.getFullYear() + years)
  const { cert } = await generate([{ name: 'commonName', value: 'Foyer' }], {
    algorithm: 'sha256',
    notAfterDate,
    keyPair: {
      privateKey: createPrivateKey({ key, format: 'jwk' })
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
      publicKey: createPublicKey({ key: publicKey, format: 'jwk' })
        .export({ type: 'spki', format: 'pem' })
        .toString(),
    },
    extensions: [{ name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true }],
  })
  return { secret, certificate: cert }
}
