import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { generate } from 'selfsigned'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

/**
 * How the server answers one email: `ok`; a reply to a command; `take-then-drop` and `take-then-hang` take the email and do
 * not say so; `drop` closes the connection at the recipient.
 */
type MailAnswer = 'ok' | 'drop' | 'take-then-drop' | 'take-then-hang' | Refusal

interface Refusal {
  at: 'mail' | 'rcpt' | 'data'
  /** Such as `550 5.1.1 No such user`. */
  reply: string
}

/** PEM. */
export interface Certificate {
  key: string
  cert: string
}

interface MailServerOptions {
  /** By default one for localhost, which no client knows. */
  certificate?: Certificate
  /** TLS from the first byte. */
  isImplicitTls?: boolean
  offersTls?: boolean
  /** Asks for it. */
  login?: { user: string; password: string }
}

interface ReceivedMail {
  from: string
  to: string[]
  /** The whole message. */
  raw: string
  isEncrypted: boolean
  user: string | undefined
  /** How the client introduced itself. */
  greeting: string
}

export interface MailServer {
  port: number
  received: () => ReceivedMail[]
  receivedBy: (address: string) => ReceivedMail[]
  /** How many emails clients began to send. */
  attempts: () => number
  /** A list is used up, one email each, then it is `ok` again. */
  script: (answers: MailAnswer[]) => void
  close: () => Promise<void>
}

/** A real SMTP server on loopback, by the library `smtp-server`. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const inbox = new Inbox(options.login)
  const smtp = new SMTPServer({
    secure: options.isImplicitTls ?? false,
    ...(options.certificate ?? (await (ownCertificate ??= createCertificate('localhost')))),
    disabledCommands: [
      ...(options.offersTls === false ? ['STARTTLS'] : []),
      ...(options.login === undefined ? ['AUTH'] : []),
    ],
    authOptional: options.login === undefined,
    allowInsecureAuth: options.offersTls === false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) => {
      const isRight = username === options.login?.user && password === options.login?.password
      if (isRight) done(null, { user: username })
      else done(reply('535 5.7.8 Authentication failed'))
    },
    onMailFrom: (_address, session, done) => done(inbox.begin(session)),
    onRcptTo: (_address, session, done) => done(inbox.refusalAt('rcpt', session)),
    onData: (stream, session, done) => void inbox.take(stream, session, done),
  })
  // Clients that hang up are part of the tests.
  smtp.on('error', () => undefined)
  const listening = smtp.listen(0, '127.0.0.1')
  listening.on('connection', (socket: Socket) => inbox.sockets.set(socket.remotePort ?? 0, socket))
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    received: () => [...inbox.received],
    receivedBy: (address) => inbox.received.filter(({ to }) => to.includes(address)),
    attempts: () => inbox.attempts,
    script: (answers) => (inbox.answers = [...answers]),
    close: async () => {
      for (const socket of inbox.sockets.values()) socket.destroy()
      await new Promise<void>((resolve) => smtp.close(resolve))
    },
  }
}

let ownCertificate: Promise<Certificate> | undefined

export async function createCertificate(host: string): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  })
  return { key, cert }
}

class Inbox {
  readonly received: ReceivedMail[] = []
  /** By the client’s port. */
  readonly sockets = new Map<number, Socket>()
  attempts = 0
  answers: MailAnswer[] = []
  private readonly current = new Map<string, MailAnswer>()

  constructor(private readonly login: MailServerOptions['login']) {}

  begin(session: SMTPServerSession): Error | null {
    this.attempts += 1
    this.current.set(session.id, this.answers.shift() ?? 'ok')
    return this.refusalAt('mail', session)
  }

  refusalAt(command: Refusal['at'], session: SMTPServerSession): Error | null {
    const answer = this.current.get(session.id)
    if (answer === 'drop' && command === 'rcpt') this.hangUp(session)
    return typeof answer === 'object' && answer.at === command ? reply(answer.reply) : null
  }

  async take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null, text?: string) => void,
  ): Promise<void> {
    const raw = await readAll(stream)
    if (raw === null) return
    const refusal = this.refusalAt('data', session)
    if (refusal) {
      done(refusal)
      return
    }
    const { mailFrom, rcptTo } = session.envelope
    this.received.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      raw,
      isEncrypted: session.secure,
      user: this.login && String(session.user),
      greeting: session.hostNameAppearsAs,
    })
    const answer = this.current.get(session.id)
    if (answer === 'take-then-drop') this.hangUp(session)
    else if (answer !== 'take-then-hang') done(null, '2.0.0 Ok: queued')
  }

  private hangUp({ remotePort }: SMTPServerSession): void {
    this.sockets.get(remotePort)?.destroy()
  }
}

/** Null if the client hangs up before the end. */
async function readAll(stream: SMTPServerDataStream): Promise<string | null> {
  const chunks = await stream.toArray().catch(() => null)
  return chunks && chunks.map(String).join('')
}

function reply(text: string): Error {
  const [, responseCode, message] = /^(\d{3}) (.*)$/.exec(text) ?? []
  return Object.assign(new Error(message), { responseCode: Number(responseCode) })
}

/** Headers by their name in lower case. */
export function splitMail(raw: string): { headers: Record<string, string>; body: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(': ')
    return [name.toLowerCase(), value.join(': ')]
  })
  return { headers: Object.fromEntries(headers) as Record<string, string>, body: rest.join('\r\n\r\n') }
}
