import { Resolver } from 'node:dns/promises'
import { env } from '@/lib/env'

const longestWait = 5000

/** What the TXT records of this name say; empty where there are none, null where nobody answered within 5 s. */
export async function resolveTxt(name: string): Promise<string[] | null> {
  const resolver = new Resolver({ timeout: longestWait, tries: 1 })
  const { dnsServers } = env()
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  const deadline = setTimeout(() => resolver.cancel(), longestWait)
  try {
    const records = await resolver.resolveTxt(name)
    return records.map((parts) => parts.join(''))
  } catch (error) {
    return saysNothing(error) ? [] : null
  } finally {
    clearTimeout(deadline)
  }
}

function saysNothing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA')
}
