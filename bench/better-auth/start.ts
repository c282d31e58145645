import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { startServer, type RunningServer } from '../server'
import { callsOfBetterAuth, type BetterAuthCalls } from './calls'
import { makeDatabase, populate } from './population'

/** better-auth in a process of its own, on a database of its own, and what is asked of it. */
export async function startBetterAuth(
  port: number,
): Promise<{ server: RunningServer; calls: BetterAuthCalls; databaseUrl: string }> {
  const databaseUrl = await makeDatabase()
  const secret = randomBytes(32).toString('base64')
  const owners = await populate({ databaseUrl, port, secret })
  const { PATH = '' } = process.env
  const env = { PATH, NODE_ENV: 'production', DATABASE_URL: databaseUrl, BETTER_AUTH_SECRET: secret } as const
  const server = await startServer([join(import.meta.dirname, 'server.ts')], env, port)
  return { server, calls: callsOfBetterAuth(port, owners), databaseUrl }
}
