import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { example, type PostgresServer } from './postgres-server.ts'

export interface HaProxy {
  stop: () => Promise<void>
}

export function isHaProxyInstalled(): boolean {
  return spawnSync('haproxy', ['-v']).error === undefined
}

/** The example of `deploy/standby` on loopback. `only`: sends all to this server without asking it, as a wrong name would. */
export async function startHaProxy(
  port: number,
  servers: readonly [PostgresServer, PostgresServer],
  { only }: { only?: PostgresServer } = {},
): Promise<HaProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(file, settings(port, servers, only))
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (text) => (output += String(text)))
  process.once('exit', () => child.kill())
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`HAProxy did not start:\n${output}`)
    await pause(50)
  }
  return {
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function settings(
  port: number,
  servers: readonly [PostgresServer, PostgresServer],
  only: PostgresServer | undefined,
): string {
  const [a, b] = servers.map(({ name, networkPort }) => `server ${name} 127.0.0.1:${networkPort}`)
  const found = example('haproxy.cfg')
    .replace('bind 127.0.0.1:6432', `bind 127.0.0.1:${port}`)
    .replace('server foyer_a 10.0.0.11:5432', a ?? '')
    .replace('server foyer_b 10.0.0.12:5432', b ?? '')
  if (!only) return found
  const lines = found.split('\n').filter((line) => !line.includes('server foyer_'))
  return `${lines.join('\n')}\n  server ${only.name} 127.0.0.1:${only.networkPort}\n`
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
