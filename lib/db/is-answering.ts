import { setTimeout as after } from 'node:timers/promises'
import { prompt } from './database-client'
import { connections } from './prisma'

const mostMilliseconds = 1900

/** Whether the pool that serves requests has a connection and an answer within two seconds. */
export async function isAnswering(): Promise<boolean> {
  const answered = connections()
    .pool.query(prompt('SELECT FROM public.tenants LIMIT 1', mostMilliseconds))
    .then(
      () => true,
      () => false,
    )
  return Promise.race([answered, after(mostMilliseconds, false, { ref: false })])
}
