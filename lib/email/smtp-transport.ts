import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { isLoopback } from '@/lib/domain/connections/provider-url'
import { openGuardedSocket } from '@/lib/domain/connections/guarded-socket'
import type { SmtpServer } from '@/lib/smtp-url'
import { toDelivery } from './smtp-answer'
import type { Deliver, OutgoingMessage } from './transport'

interface SmtpSettings {
  server: SmtpServer
  /** Named by a tenant: not in a private network that is not listed. */
  isGuarded?: boolean
  /** Opens the connection, without TLS; by default to any address that the name has, or a guarded one. */
  connect?: (() => Promise<Socket>) | undefined
  /** To connect and to be greeted; 10 seconds by default. Servers may take longer to look at a message. */
  timeoutMs?: number | undefined
}

/** Never throws for failures of the network or the server. */
export function createSmtpTransport(settings: SmtpSettings): Deliver {
  const { server, isGuarded = false, timeoutMs = 10_000 } = settings
  const connect = settings.connect ?? (isGuarded ? () => openGuardedSocket(server, timeoutMs) : undefined)
  return async function deliver(message) {
    const email = new Submission(message)
    try {
      const socket = await connect?.()
      const connection = new SMTPConnection({ ...optionsOf(server, message, timeoutMs), connection: socket })
      await submit(connection, { server, email, timeoutMs })
      return { kind: 'sent', providerId: email.messageId }
    } catch (error) {
      return toDelivery(error, email.isHandedOver)
    }
  }
}

function optionsOf(
  { host, port, isImplicitTls }: SmtpServer,
  { domain }: OutgoingMessage,
  timeoutMs: number,
) {
  const isLocal = host === 'localhost' || isLoopback(host)
  return {
    host,
    port,
    secure: isImplicitTls,
    requireTLS: !isLocal,
    // A certificate proves nothing on the same machine, and relays there often have one that they made themselves.
    ...(isLocal ? { tls: { rejectUnauthorized: false } } : { tls: { minVersion: 'TLSv1.2' as const } }),
    // Some servers refuse the name of a container, which has no domain.
    name: domain,
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: 3 * timeoutMs,
    maxResponseSize: 10_000,
  }
}

interface Submitting {
  server: SmtpServer
  email: Submission
  timeoutMs: number
}

/** @throws what toDelivery() reads */
async function submit(connection: SMTPConnection, { server, email, timeoutMs }: Submitting): Promise<void> {
  const { promise: failure, reject } = Promise.withResolvers<never>()
  connection.on('error', reject)
  // A server that always says a little would never be silent for long.
  const deadline = setTimeout(() => reject(new Error('The server took too long.')), 6 * timeoutMs)
  try {
    await Promise.race([failure, converse(connection, server, email)])
  } finally {
    clearTimeout(deadline)
    connection.on('error', () => undefined)
    connection.close()
  }
}

async function converse(connection: SMTPConnection, { login }: SmtpServer, email: Submission): Promise<void> {
  await answered((done) => connection.connect(done))
  if (login) {
    const credentials = { user: login.user, pass: login.password }
    await answered((done) => connection.login({ credentials }, done))
  }
  const { envelope, stream } = await email.write()
  await answered((done) => connection.send(envelope, stream, done))
  connection.quit()
}

function answered(command: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    command((error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

class Submission {
  readonly messageId: string
  /** Until then the server cannot have accepted it. */
  isHandedOver = false

  /** Of all attempts to send a message, its id and date are the same. */
  constructor(private readonly message: OutgoingMessage) {
    this.messageId = `<${message.id}@${message.domain}>`
  }

  async write() {
    const { from, replyTo, to, subject, text, html, createdAt: date } = this.message
    const composer = new MailComposer({
      from,
      ...(replyTo === undefined ? {} : { replyTo }),
      to: { name: '', address: to },
      subject,
      text,
      html,
      date,
      messageId: this.messageId,
      // RFC 3834: no one answers that they are on holiday.
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const bytes = await composer.compile().build()
    const envelope = { from: addressIn(from), to: [to], size: bytes.length }
    return { envelope, stream: Readable.from(this.handOver(bytes)) }
  }

  /** Read once the server asks for the message. */
  private *handOver(bytes: Buffer) {
    yield bytes
    this.isHandedOver = true
  }
}

function addressIn(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
}
