import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { generate } from 'selfsigned'

export interface FrontPorts {
  http: number
  https: number
  /** Of the two processes. */
  processes: readonly [number, number]
}

export interface Front {
  /** By which clients know the server. */
  certificate: string
  stop: () => Promise<void>
}

type FrontName = 'nginx' | 'Caddy'

interface Place {
  folder: string
  ports: FrontPorts
}

const deploy = join(import.meta.dirname, '../deploy')
const commands: Record<FrontName, string> = { nginx: 'nginx', Caddy: 'caddy' }

export function isInstalled(name: FrontName): boolean {
  return spawnSync(commands[name], ['-h']).error === undefined
}

/** The example of `deploy/` on loopback: only names, ports and certificates are others. */
export async function startFront(name: FrontName, ports: FrontPorts): Promise<Front> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-front-'))
  const certificate = await writeCertificate(folder)
  const place = { folder, ports }
  const child = name === 'nginx' ? startNginx(place) : startCaddy(place)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)))
  process.once('exit', () => child.kill())
  while (!(await isListening(ports.https))) {
    if (child.exitCode !== null) throw new Error(`${name} did not start:\n${output}`)
    await pause(50)
  }
  return {
    certificate,
    stop: async () => {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function writeCertificate(folder: string): Promise<string> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  writeFileSync(join(folder, 'tls.key'), key, { mode: 0o600 })
  writeFileSync(join(folder, 'tls.crt'), cert)
  return cert
}

function startNginx({ folder, ports }: Place): ChildProcess {
  const site = replaceAll(readFileSync(join(deploy, 'nginx.conf'), 'utf8'), [
    ['127.0.0.1:3001', `127.0.0.1:${ports.processes[0]}`],
    ['127.0.0.1:3002', `127.0.0.1:${ports.processes[1]}`],
    ['listen [::]:80;', ''],
    ['listen [::]:443 ssl;', ''],
    ['listen 80;', `listen 127.0.0.1:${ports.http};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${ports.https} ssl;`],
    ['server_name login.example.com;', 'server_name localhost;'],
    ['/etc/letsencrypt/live/login.example.com/fullchain.pem', join(folder, 'tls.crt')],
    ['/etc/letsencrypt/live/login.example.com/privkey.pem', join(folder, 'tls.key')],
  ])
  writeFileSync(join(folder, 'foyer.conf'), site)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join(' ')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user} daemon off; pid ${join(folder, 'pid')}; worker_processes 2; events {}
     http { access_log off; ${temporary} include ${join(folder, 'foyer.conf')}; }`,
  )
  return spawn('nginx', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function startCaddy({ folder, ports }: Place): ChildProcess {
  const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  const site = replaceAll(readFileSync(join(deploy, 'Caddyfile'), 'utf8'), [
    ['\tservers {', `\tadmin off\n\tskip_install_trust\n\thttp_port ${ports.http}\n\tservers {`],
    ['\trequest_body {', `\ttls ${certificate} ${key}\n\trequest_body {`],
  ])
  writeFileSync(join(folder, 'Caddyfile'), site)
  const env = {
    ...process.env,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
    FOYER_HOST: `https://localhost:${ports.https}`,
    FOYER_PROCESSES: ports.processes.map((port) => `127.0.0.1:${port}`).join(' '),
  }
  return spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** @throws where the example does not have what is to be replaced */
function replaceAll(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((sum, [from, to]) => {
    if (!sum.includes(from)) throw new Error(`The example has no “${from}”.`)
    return sum.replaceAll(from, to)
  }, text)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
