import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCertificate } from './mail-server.ts'

const program = '/usr/sbin/postfix'
const mailUser = 65_534

/** Debian’s package postfix. It is started as root only. */
export function isPostfixUsable(): boolean {
  return existsSync(program) && process.getuid?.() === 0
}

interface PostfixOptions {
  port: number
  login: { user: string; password: string }
  /** Addresses that the server answers with these texts, such as `550 5.1.1 No such user`. */
  refused: Record<string, string>
  /** Addresses that have a mailbox. It accepts all others of its domains, and then cannot deliver. */
  mailboxes: readonly string[]
}

export interface Postfix {
  /** What was delivered to the address, each a whole message. */
  mailbox: (address: string) => string[]
  /** From now on, the answers for refused addresses are these. */
  refuse: (refused: Record<string, string>) => void
  log: () => string
  stop: () => Promise<void>
}

const domains = ['mail.test', 'sender.test']

/**
 * A Postfix of its own on 127.0.0.1, with its own configuration, queue and log: it asks for STARTTLS and a login, and
 * delivers into folders.
 */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-postfix-'))
  chmodSync(folder, 0o755)
  const at = (name: string) => join(folder, name)
  for (const name of ['etc', 'queue', 'data', 'boxes']) mkdirSync(at(name))
  const postfixUser = Number(spawnSync('id', ['-u', 'postfix'], { encoding: 'utf8' }).stdout)
  chownSync(at('data'), postfixUser, -1)
  chownSync(at('boxes'), mailUser, mailUser)
  const { key, cert } = await createCertificate('localhost')
  writeFileSync(at('etc/server.key'), key, { mode: 0o600 })
  writeFileSync(at('etc/server.crt'), cert)
  const refuse = (refused: Record<string, string>) => writeFileSync(at('etc/recipients'), toTable(refused))
  refuse(options.refused)
  const boxes = options.mailboxes.map((address) => [address, `${address}/`])
  writeFileSync(at('etc/boxes'), toTable(Object.fromEntries(boxes) as Record<string, string>))
  writeFileSync(at('etc/main.cf'), mainConfiguration(folder))
  writeFileSync(at('etc/master.cf'), services(options.port))
  const logins = await startLogins(at('queue/logins'), options.login)
  run('start', at('etc'))
  return {
    mailbox: (address) => readBox(at(`boxes/${address}/new`)),
    refuse: (refused) => {
      refuse(refused)
      run('reload', at('etc'))
    },
    log: () => (existsSync(at('data/log')) ? readFileSync(at('data/log'), 'utf8') : ''),
    stop: async () => {
      run('stop', at('etc'))
      await new Promise((resolve) => logins.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mainConfiguration(folder: string): string {
  const settings = {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    maillog_file: join(folder, 'data/log'),
    maillog_file_prefixes: folder,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'mx.mail.test',
    mydestination: '',
    mynetworks: '',
    local_recipient_maps: '',
    alias_maps: '',
    virtual_mailbox_domains: domains.join(', '),
    virtual_mailbox_base: join(folder, 'boxes'),
    virtual_mailbox_maps: `texthash:${join(folder, 'etc/boxes')}`,
    virtual_minimum_uid: '1000',
    virtual_uid_maps: `static:${mailUser}`,
    virtual_gid_maps: `static:${mailUser}`,
    smtpd_reject_unlisted_recipient: 'no',
    smtpd_tls_cert_file: join(folder, 'etc/server.crt'),
    smtpd_tls_key_file: join(folder, 'etc/server.key'),
    smtpd_tls_security_level: 'encrypt',
    smtpd_tls_received_header: 'yes',
    smtpd_sasl_auth_enable: 'yes',
    smtpd_sasl_authenticated_header: 'yes',
    smtpd_sasl_type: 'dovecot',
    smtpd_sasl_path: 'logins',
    smtpd_recipient_restrictions: `check_recipient_access texthash:${join(folder, 'etc/recipients')}, permit_sasl_authenticated, reject`,
    smtpd_relay_restrictions: 'permit_sasl_authenticated, reject',
    smtpd_delay_reject: 'yes',
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

/** Without chroot, since the folders are the run’s own. */
function services(port: number): string {
  const service = (name: string, type: string, rest: string) => `${name} ${type} ${rest}\n`
  return [
    service(`127.0.0.1:${port}`, 'inet', 'n - n - - smtpd'),
    service('pickup', 'unix', 'n - n 60 1 pickup'),
    service('cleanup', 'unix', 'n - n - 0 cleanup'),
    service('qmgr', 'unix', 'n - n 300 1 qmgr'),
    service('tlsmgr', 'unix', '- - n 1000? 1 tlsmgr'),
    service('rewrite', 'unix', '- - n - - trivial-rewrite'),
    service('bounce', 'unix', '- - n - 0 bounce'),
    service('defer', 'unix', '- - n - 0 bounce'),
    service('trace', 'unix', '- - n - 0 bounce'),
    service('proxymap', 'unix', '- - n - - proxymap'),
    service('error', 'unix', '- - n - - error'),
    service('retry', 'unix', '- - n - - error'),
    service('virtual', 'unix', '- n n - - virtual'),
    service('anvil', 'unix', '- - n - 1 anvil'),
    service('scache', 'unix', '- - n - 1 scache'),
    service('postlog', 'unix-dgram', 'n - n - 1 postlogd'),
  ].join('')
}

function toTable(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} ${value}\n`)
    .join('')
}

function run(command: string, configuration: string): void {
  const { status, stderr, stdout } = spawnSync(program, ['-c', configuration, command], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`postfix ${command} ended with ${String(status)}: ${stdout}${stderr}`)
}

function readBox(folder: string): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).map((name) => join(folder, name))
  return files
    .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs)
    .map((file) => readFileSync(file, 'utf8'))
}

/** Speaks Dovecot’s protocol of authentication, which Postfix asks for logins by, for one user. */
async function startLogins(path: string, { user, password }: PostfixOptions['login']): Promise<Server> {
  const right = Buffer.from(`\0${user}\0${password}`).toString('base64')
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write(`VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t${'0'.repeat(32)}\nDONE\n`)
    socket.on('data', (chunk) => {
      for (const line of String(chunk).split('\n')) {
        const [command, id = '', ...rest] = line.split('\t')
        if (command !== 'AUTH') continue
        const isRight = rest.includes(`resp=${right}`)
        socket.write(isRight ? `OK\t${id}\tuser=${user}\n` : `FAIL\t${id}\tuser=${user}\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  chmodSync(path, 0o666)
  return server
}
