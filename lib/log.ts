import { format } from 'node:util'
import { pino, type Logger } from 'pino'
import type { LogLevel } from './env.ts'
import { currentRequestId } from './request-state.ts'

interface Stream {
  write: (line: string) => unknown
  writableLength: number
}

interface LogOptions {
  stream: Stream
  level?: LogLevel
  /** Of a line of JSON: for people at a terminal. */
  toText?: (line: string) => string
}

/** While nothing reads the log, a process that serves must not fill the memory with it. */
const maxWaitingBytes = 4 * 1024 * 1024

// Next bundles this module more than once; all copies share one logger.
const globals = globalThis as typeof globalThis & { foyerLog?: Logger }

/** Commands write to stderr, since others read what they print. */
export function log(): Logger {
  return globals.foyerLog ?? openLog({ stream: process.stderr })
}

/** The only logger of the process from now on. */
export function openLog({ stream, level = 'info', toText = (line) => line }: LogOptions): Logger {
  let dropped = 0
  const write = (line: string) => {
    if (stream.writableLength > maxWaitingBytes) return (dropped += 1)
    const lost = dropped
    dropped = 0
    if (lost > 0) log().warn({ part: 'log', lines: lost }, 'Lines are missing here: nothing read the log.')
    // Written at once, not by a thread of pino’s: what a process says last says why it ended.
    return stream.write(toText(line))
  }
  return (globals.foyerLog = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      mixin: () => {
        const requestId = currentRequestId()
        return requestId === null ? {} : { requestId }
      },
      hooks: {
        logMethod(given, method) {
          const masked = given.map((one: unknown) => (typeof one === 'string' ? maskPersonal(one) : one))
          method.apply(this, masked as typeof given)
        },
      },
    },
    { write },
  ))
}

/** What packages print, Next above all, is part of the log. */
export function redirectConsole(): void {
  const methods = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const
  for (const [name, level] of Object.entries(methods))
    Object.assign(console, {
      [name]: (...given: unknown[]) => log()[level]({ part: 'console' }, '%s', format(...given).trim()),
    })
}

/** Not its other properties: PostgreSQL’s errors have the values of rows in theirs. pg-boss reports copies, which are no errors. */
function describeError(error: unknown) {
  if (typeof error !== 'object' || error === null || !('message' in error))
    return { message: maskPersonal(String(error)) }
  const { name, message, stack, code } = error as Record<string, unknown>
  const texts = Object.entries({ type: name, message, stack, code }).filter(
    ([, text]) => typeof text === 'string',
  )
  return Object.fromEntries(texts.map(([key, text]) => [key, maskPersonal(String(text))]))
}

const longestText = 16_000
const credentials = /:\/\/[^\s/@]{1,200}@/g
const emailAddress = /(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g
/** Of a URL: links hold tickets and codes in both. */
const query = /\?[\w.~%$[\]-]{1,64}=[^\s"'<>]*/g
const ticket =
  /(\/(?:invitations|join|connect|setup|verify|reset|sign-in\/link|continue|authorize)\/)[\w.~%-]{16,}/g

/** Errors quote what they were given. */
export function maskPersonal(text: string): string {
  return text
    .slice(0, longestText)
    .replaceAll(credentials, '://…@')
    .replaceAll(query, '?…')
    .replaceAll(ticket, '$1…')
    .replaceAll(emailAddress, '<email>')
}
