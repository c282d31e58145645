import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import pg from 'pg'

const { DATABASE_URL: connectionString = '', PORT: port = '' } = process.env

const pool = new pg.Pool({ connectionString, max: 10 })
await pool.query(
  'CREATE TABLE IF NOT EXISTS notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text)',
)

/** Of prepared statements: a session with its user, and a row that is written. */
const statements = {
  GET: {
    name: 'read',
    text: `SELECT s.id, u.email, u.name, s."activeOrganizationId" FROM session s JOIN "user" u ON u.id = s."userId"
           WHERE s.token = $1 AND s."expiresAt" > now()`,
  },
  POST: { name: 'write', text: 'INSERT INTO notes (text) VALUES ($1) RETURNING id' },
} as const

/** Checks nothing. */
async function answer({ method, headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const statement = statements[method === 'POST' ? 'POST' : 'GET']
  const { rows } = await pool.query({ ...statement, values: [headers.authorization] })
  response.setHeader('content-type', 'application/json').end(JSON.stringify(rows[0]))
}

createServer((request, response) => void answer(request, response)).listen(Number(port), '127.0.0.1', () =>
  process.send?.('ready'),
)
for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0))
