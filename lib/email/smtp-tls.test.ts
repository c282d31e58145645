import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SmtpServer } from '@/lib/smtp-url'
import { createCertificate, startMailServer, type MailServer } from '@/test/mail-server'
import { smtpMessage } from '@/test/smtp-message'
import { createSmtpTransport } from './smtp-transport'

const login = { user: 'foyer', password: 'p:w d%' }
let server: MailServer

afterEach(() => server.close())

describe('a server on another machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-smtp-'))
  const certificateFile = join(folder, 'server.crt')
  let certificate: { key: string; cert: string }

  beforeAll(async () => {
    certificate = await createCertificate('mail.lumen.test')
    writeFileSync(certificateFile, certificate.cert)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([false, true])(
    'gets emails only by TLS with a certificate for its name; TLS at once: %s',
    async (isImplicitTls) => {
      server = await startMailServer({ certificate, isImplicitTls, login })
      const toServer = { host: 'mail.lumen.test', isImplicitTls, login }
      expect(await deliverTo(toServer)).toMatchObject({
        kind: 'retry',
        reason: 'smtp_tls: DEPTH_ZERO_SELF_SIGNED_CERT',
      })
      expect(await deliverWhereTrusted([toServer, { ...toServer, host: 'mail.other.test' }])).toMatchObject([
        { kind: 'sent' },
        { kind: 'retry', reason: 'smtp_tls: ERR_TLS_CERT_ALTNAME_INVALID' },
      ])
      expect(server.received()).toMatchObject([{ isEncrypted: true, user: 'foyer' }])
    },
  )

  it('gets neither login nor email without TLS', async () => {
    server = await startMailServer({ offersTls: false, login })
    expect(await deliverTo({ host: 'mail.lumen.test', login })).toMatchObject({
      kind: 'retry',
      reason: expect.stringMatching(/^smtp_tls: /) as string,
    })
    expect(server.attempts()).toBe(0)
    expect(await deliverTo({ host: '127.0.0.1', login })).toMatchObject({ kind: 'sent' })
    expect(server.received()).toMatchObject([{ isEncrypted: false }])
  })

  /** Under a name that no resolver knows here. */
  function deliverTo(changes: Partial<SmtpServer>) {
    return createSmtpTransport(settingsOf(changes))(smtpMessage())
  }

  function settingsOf(changes: Partial<SmtpServer>) {
    const given = { host: '', port: server.port, isImplicitTls: false, login: null, ...changes }
    return { server: given, timeoutMs: 1000, connect: () => openSocket(server.port) }
  }

  /** In a process that knows the certificate: Node reads it when it starts. */
  async function deliverWhereTrusted(servers: Partial<SmtpServer>[]): Promise<unknown> {
    const given = JSON.stringify({ servers: servers.map(settingsOf), message: smtpMessage() })
    const run = promisify(execFile)
    const { env: inherited } = process
    const env = { ...inherited, NODE_EXTRA_CA_CERTS: certificateFile }
    const args = ['--import', 'tsx', '--input-type=module', '-e', program, given]
    return JSON.parse((await run(process.execPath, args, { env })).stdout)
  }
})

const program = `
import { once } from 'node:events'
import { connect } from 'node:net'
const { createSmtpTransport } = await import('./lib/email/smtp-transport.ts')
const { servers, message } = JSON.parse(process.argv.at(-1))
const deliveries = []
for (const settings of servers) {
  const open = async () => {
    const socket = connect(settings.server.port, '127.0.0.1')
    await once(socket, 'connect')
    return socket
  }
  const given = { ...message, createdAt: new Date(message.createdAt) }
  deliveries.push(await createSmtpTransport({ ...settings, connect: open })(given))
}
console.log(JSON.stringify(deliveries))
process.exit()`

async function openSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}
