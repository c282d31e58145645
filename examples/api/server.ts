import { serve } from '@hono/node-server'
import { z } from 'zod'
import { makeDocumentsApi } from './documents-api'

const { PORT, ISSUER, AUDIENCE } = z
  .object({
    PORT: z.coerce.number().default(4100),
    ISSUER: z.url().default('http://localhost:3000/'),
    AUDIENCE: z.string().default('https://api.lumen.test'),
  })
  .parse(process.env)

const api = makeDocumentsApi({ issuer: ISSUER, audience: AUDIENCE })
const server = serve({ fetch: api.fetch, port: PORT, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`The API is at http://localhost:${port}, for tokens of ${ISSUER}\n`),
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close())
