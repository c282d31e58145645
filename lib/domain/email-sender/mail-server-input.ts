import { isIP } from 'node:net'
import { z } from 'zod'
import { invalid } from '@/lib/errors'
import type { SmtpServer } from '@/lib/smtp-url'
import { mayServerBeCalled, privateHostAdvice } from '../connections/provider-url'
import { abortWith, parseInput } from '../text/parse-input'
import type { OwnMailServer } from './email-sender'

export interface MailServerInput {
  host: string
  port: number
  /** Null: without a login. */
  user: string | null
  /** Undefined stays as it is, at the same server and for the same user only. */
  password?: string | undefined
}

/** What people and programs know of a mail server is its port: TLS is from the first byte on this one. */
const implicitTlsPort = 465

export function toSmtpServer(
  { host, port }: Pick<OwnMailServer, 'host' | 'port'>,
  login: SmtpServer['login'],
): SmtpServer {
  return { host, port, isImplicitTls: port === implicitTlsPort, login }
}

/** @throws DomainError invalid, at the field */
export function parseMailServer({ host, port, user, password }: MailServerInput): MailServerInput {
  const server = {
    host: parseInput(mailHost, host.trim(), 'smtp_host'),
    port: parseInput(mailPort, port, 'smtp_port'),
    user: user === null ? null : parseInput(loginPart, user, 'smtp_user'),
  }
  if (password === undefined) return server
  if (user === null) throw invalid('smtp_user', 'Enter the user whose password this is.')
  return { ...server, password: parseInput(loginPart, password, 'smtp_password') }
}

/**
 * The password must be entered again for another host: otherwise an operator could have it sent to a host of their own.
 * @throws DomainError invalid
 */
export function nextMailServer(present: OwnMailServer | null, input: MailServerInput): OwnMailServer {
  const { host, port, user, password } = input
  const isSame = present?.host === host && present.port === port && present.user === user
  if (isSame && password === undefined) return present
  if (user !== null && password === undefined)
    throw invalid(
      'smtp_password',
      'Enter the password. One that is stored is kept only for the same server and user.',
    )
  return { host, port, user, setAt: new Date() }
}

const mailHost = z
  .string()
  .max(253, abortWith('This is too long for a host.'))
  .transform((text) => text.toLowerCase())
  .refine(isHost, abortWith('Enter the mail server’s host alone, such as smtp.example.com.'))
  .refine(mayServerBeCalled, `The mail server must be on the public internet. ${privateHostAdvice}`)

/** Names that a URL would write in another way, such as addresses in other notations, are none. */
function isHost(text: string): boolean {
  if (isIP(text) !== 0) return !text.includes('%')
  return /^[a-z0-9.-]+$/.test(text) && URL.parse(`https://${text}/`)?.hostname === text
}

const mailPort = z.number('Enter a port, such as 587.').int('Enter a port, such as 587.').min(1).max(65_535)

const loginPart = z
  .string()
  .min(1)
  .max(500, 'This is too long.')
  .refine((text) => !/\p{Cc}/u.test(text), 'This cannot contain line breaks or control characters.')
