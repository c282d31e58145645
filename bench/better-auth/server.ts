import { betterAuth } from 'better-auth'
import { toNodeHandler } from 'better-auth/node'
import { createServer } from 'node:http'
import { optionsFor } from './options.ts'

const { DATABASE_URL: databaseUrl = '', PORT: port = '', BETTER_AUTH_SECRET: secret = '' } = process.env

const handle = toNodeHandler(betterAuth(optionsFor({ databaseUrl, port: Number(port), secret })))
const server = createServer((request, response) => void handle(request, response))
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
for (const event of ['SIGTERM', 'disconnect']) process.on(event, () => process.exit(0))
