import { join } from 'node:path'
import { always, contains } from '../connections'
import type { NextCall } from '../load'
import { startServer, type RunningServer } from '../server'

export interface StartedBareServer {
  server: RunningServer
  calls: Record<'read' | 'write', NextCall[]>
}

/** HTTP and one prepared statement, and nothing else: what no product on Node and PostgreSQL can be faster than. */
export async function startBareServer(port: number, databaseUrl: string): Promise<StartedBareServer> {
  const { PATH = '' } = process.env
  const env = { PATH, NODE_ENV: 'production', DATABASE_URL: databaseUrl } as const
  const server = await startServer([join(import.meta.dirname, 'server.ts')], env, port)
  const headers = { authorization: 'token-1' }
  return {
    server,
    calls: {
      read: always({ method: 'GET', path: '/', headers, validate: contains('"email":') }),
      write: always({ method: 'POST', path: '/', headers, validate: contains('"id":') }),
    },
  }
}
