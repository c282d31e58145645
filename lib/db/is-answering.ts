import { setTimeout as after } from 'node:timers/promises'
import { prompt } from './database-client'
import { connections } from './prisma'

const maxMilliseconds = 1900

let asked: Promise<boolean> | undefined

/** Whether the pool that serves requests has a connection and an answer within two seconds. Asked once for all who ask at once. */
export async function isAnswering(): Promise<boolean> {
  asked ??= ask().finally(() => (asked = undefined))
  return asked
}

function ask(): Promise<boolean> {
  const answered = connections()
    .pool.query(prompt('SELECT FROM public.tenants LIMIT 1', maxMilliseconds))
    .then(
      () => true,
      () => false,
    )
  return Promise.race([answered, after(maxMilliseconds, false, { ref: false })])
}
