import { z } from 'zod'

/** A mail server that takes what Foyer sends. */
export interface SmtpServer {
  /** A name or an address, without brackets. */
  host: string
  port: number
  /** From the first byte; otherwise by STARTTLS. */
  isImplicitTls: boolean
  login: { user: string; password: string } | null
}

const example = 'smtp://user:password@mail.example.com:587 or smtps://user:password@mail.example.com:465'
const wrong = `must be the URL of a mail server: ${example}`

/** Options in the URL, with which certificates could be ignored, are refused. */
export const smtpUrl = z
  .string()
  .refine((text) => URL.canParse(text), wrong)
  .transform((text) => new URL(text))
  .refine(({ protocol, hostname }) => /^smtps?:$/.test(protocol) && hostname !== '', wrong)
  .refine(
    ({ pathname, search, hash }) => /^\/?$/.test(pathname) && search + hash === '',
    `${wrong}, without a path or options. Special characters of the password are percent-encoded`,
  )
  .refine(
    ({ username, password }) => (username === '') === (password === ''),
    'must have both a user and a password, or neither',
  )
  .refine(
    ({ username, password }) => isDecodable(username + password),
    'must have its user and password percent-encoded',
  )
  .refine(({ port }) => port !== '0', wrong)
  .transform(({ protocol, hostname, port, username, password }): SmtpServer => {
    const isImplicitTls = protocol === 'smtps:'
    return {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isImplicitTls ? 465 : 587) : Number(port),
      isImplicitTls,
      login:
        username === ''
          ? null
          : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    }
  })

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
