import { createHash } from 'node:crypto'
import { read } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { guardedRequest } from '../connections/guarded-request'

const timeoutMilliseconds = 1000

/** Whether the tenant refuses leaked passwords, and this one is known as such. */
export async function isRefusedAsLeaked(tenantId: string, password: string): Promise<boolean> {
  return (await refusesLeakedPasswords(tenantId)) && (await isLeaked(password))
}

async function refusesLeakedPasswords(tenantId: string): Promise<boolean> {
  const tenant = await read({ kind: 'public', tenantId, subject: '' }, (tx) =>
    tx.tenant.findUnique({ where: { id: tenantId }, select: { refuseLeakedPasswords: true } }),
  )
  return tenant?.refuseLeakedPasswords ?? false
}

/** Only the first five of the hash’s 40 digits are sent. If the service does not answer in time, the password is accepted. */
async function isLeaked(password: string): Promise<boolean> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
  try {
    const text = await getRange(hash.slice(0, 5))
    const [, count = '0'] = new RegExp(`^${hash.slice(5)}:(\\d+)\\r?$`, 'm').exec(text) ?? []
    // Padding, which hides how long the list is, has the count 0.
    return Number(count) > 0
  } catch (error) {
    log().warn({ part: 'passwords', err: error }, 'A password was not compared with leaked ones.')
    return false
  }
}

async function getRange(prefix: string): Promise<string> {
  const url = `${env().pwnedPasswordsUrl}/range/${prefix}`
  const options = { method: 'GET', headers: { 'add-padding': 'true' } }
  const response = await guardedRequest(url, options, timeoutMilliseconds)
  if (!response.ok) throw new Error(`The answer was ${response.status}.`)
  return response.text()
}
