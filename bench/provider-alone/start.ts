import { join } from 'node:path'
import { z } from 'zod'
import { always, connections } from '../connections'
import { refreshing, tokenRequest } from '../foyer-calls'
import type { NextCall } from '../load'
import { startServer, type RunningServer } from '../server'
import { client } from './client'

export interface StartedProvider {
  server: RunningServer
  calls: Record<'clientCredentials' | 'refresh', NextCall[]>
}

/** `oidc-provider` in a process of its own, without a database: what no product on it can be faster than. */
export async function startProvider(port: number): Promise<StartedProvider> {
  const { PATH = '' } = process.env
  const env = { PATH, NODE_ENV: 'production', CHAINS: String(2 * connections) } as const
  const server = await startServer([join(import.meta.dirname, 'server.ts')], env, port)
  const { client_id, client_secret } = client
  const credentials = { client_id, client_secret }
  const host = `127.0.0.1:${String(port)}`
  return {
    server,
    calls: {
      clientCredentials: always(tokenRequest(host, { ...credentials, grant_type: 'client_credentials' })),
      refresh: refreshing({ host, web: credentials }, z.array(z.string()).parse(server.said)),
    },
  }
}
