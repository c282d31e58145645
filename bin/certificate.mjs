import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** A certificate authority for tests of programs that require https. Returns the paths of key and certificate. */
export async function makeAuthority(folder) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Foyer tests' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
  const [keyFile, certificateFile] = [join(folder, 'tls.key'), join(folder, 'tls.crt')]
  writeFileSync(keyFile, key, { mode: 0o600 })
  writeFileSync(certificateFile, cert)
  return { keyFile, certificateFile }
}
