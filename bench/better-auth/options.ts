import type { BetterAuthOptions } from 'better-auth'
import { organization } from 'better-auth/plugins/organization'
import pg from 'pg'

export interface ServerSettings {
  databaseUrl: string
  port: number
  secret: string
}

const manyMembers = 1_000_000

/** As in production; nothing is limited, and the session is read from the database at each request, as in Foyer. */
export function optionsFor({ databaseUrl, port, secret }: ServerSettings) {
  return {
    baseURL: `http://127.0.0.1:${port}`,
    secret,
    // As many connections as Foyer has.
    database: new pg.Pool({ connectionString: databaseUrl, max: 16, idleTimeoutMillis: 300_000 }),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    session: { cookieCache: { enabled: false } },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [organization({ membershipLimit: manyMembers, invitationLimit: manyMembers })],
  } satisfies BetterAuthOptions
}
