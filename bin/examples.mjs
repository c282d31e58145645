import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runQuietly } from './progress.mjs'

const root = join(import.meta.dirname, '..')
const web = join(root, 'examples/web')
const next = join(root, 'node_modules/next/dist/bin/next')
const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
const commands = {
  api: () => [tsx, join(root, 'examples/api/server.ts')],
  web: (port, mode) => [next, mode, web, '--port', port, '--hostname', '127.0.0.1'],
}
const ports = { api: '4100', web: '4000' }

/** Uses the demo of the Foyer in FOYER_DATA. `mode` is for the web example: `dev`, or `start` after a build. */
export function startExample(name, variables, { mode = 'dev', stdio = 'inherit' } = {}) {
  const command = commands[name]
  if (!command) throw new Error('Name an example: api or web')
  const port = variables.PORT ?? ports[name]
  const env = { ...settingsOf(readDemo(variables)), ...variables, PORT: port, NEXT_TELEMETRY_DISABLED: '1' }
  return spawn(process.execPath, command(port, mode), { env, stdio })
}

export function buildExample({ onStart } = {}) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  return runQuietly(process.execPath, [next, 'build', web], { env, onStart })
}

/** For tests. Browsers find the web example at its usual address, whatever its port: see e2e/examples.spec.ts. */
export async function startExamples(dataDir, { apiPort, webPort, keep }) {
  const variables = { ...process.env, FOYER_DATA: dataDir, API_URL: `http://localhost:${apiPort}` }
  const stdio = ['ignore', 'ignore', 'inherit']
  const children = [
    keep(startExample('api', { ...variables, PORT: String(apiPort) }, { stdio })),
    keep(startExample('web', { ...variables, PORT: String(webPort) }, { stdio, mode: 'start' })),
  ]
  const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)))
  const stop = () => {
    for (const child of children) child.kill('SIGTERM')
    return Promise.all(ended)
  }
  try {
    await Promise.all([untilListening(apiPort), untilListening(webPort)])
  } catch (error) {
    await stop()
    throw error
  }
  return { variables: { FOYER_E2E_API_URL: variables.API_URL, FOYER_E2E_WEB_PORT: String(webPort) }, stop }
}

async function untilListening(port) {
  for (const began = Date.now(); Date.now() - began < 60_000; await pause(100)) {
    if (await answers(port)) return
  }
  throw new Error(`Nothing listens at port ${port}.`)
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true))
    socket.once('connect', () => socket.destroy()).once('error', () => resolve(false))
  })
}

function settingsOf({ url, clients, organizations, api }) {
  return {
    ISSUER: `${url}/`,
    AUDIENCE: api.identifier,
    CLIENT_ID: clients.web.client_id,
    CLIENT_SECRET: clients.web.client_secret,
    CUSTOMERS: Object.entries(organizations)
      .map(([name, { id }]) => `${name}:${id}`)
      .join(','),
    API_URL: 'http://localhost:4100',
    NEXTAUTH_URL: 'http://localhost:4000',
    NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
  }
}

function readDemo({ FOYER_DATA: dataDir = '.foyer' }) {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')).tenants[0]
  } catch {
    throw new Error(`There is no demo in ${dataDir}. Start Foyer first: npm start`)
  }
}
