import { setTimeout as after } from 'node:timers/promises'
import type pg from 'pg'
import { connections } from './prisma'

/** Whether the pool that serves requests has a connection and an answer within two seconds. */
export async function isAnswering(): Promise<boolean> {
  const statement: pg.QueryConfig & { query_timeout: number } = {
    text: 'SELECT FROM public.tenants LIMIT 1',
    query_timeout: 1500,
  }
  const answered = connections()
    .pool.query(statement)
    .then(
      () => true,
      () => false,
    )
  return Promise.race([answered, after(1900, false, { ref: false })])
}
