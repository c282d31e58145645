import { generateKeyPair, SignJWT } from 'jose'
import { randomUUID } from 'node:crypto'
import type { Round } from './measure'

/** Signs tokens like Foyer’s and does nothing else: no product that uses the library can be faster. */
export async function signAlone(seconds: number, inFlight: number): Promise<Round> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
  const begun = { at: performance.now(), cpu: process.cpuUsage() }
  const until = begun.at + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: inFlight }, async () => {
      let tokens = 0
      for (; performance.now() < until; tokens++) await signOne(privateKey)
      return tokens
    }),
  )
  const tokens = counts.reduce((sum, count) => sum + count, 0)
  const { user, system } = process.cpuUsage(begun.cpu)
  return {
    rate: tokens / ((performance.now() - begun.at) / 1000),
    one: [],
    many: [],
    nodeCpu: (user + system) / 1000 / tokens,
    databaseCpu: null,
  }
}

function signOne(key: CryptoKey): Promise<string> {
  return new SignJWT({ scope: 'read:documents', client_id: 'bench', azp: 'bench', gty: 'client-credentials' })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'bench' })
    .setIssuer('http://bench.localhost/')
    .setAudience('https://documents.bench.test')
    .setSubject('bench@clients')
    .setIssuedAt()
    .setExpirationTime('10m')
    .setJti(randomUUID())
    .sign(key)
}
