import { log, openLog, redirectConsole } from '../lib/log.ts'

const longestWaitMilliseconds = 2000

/** Of a process that serves: JSON, a line each; text at a terminal. */
export async function startLog({ logLevel }, { dev }) {
  const stream = process.stdout
  openLog({ stream, level: logLevel, toText: stream.isTTY ? await toTextAtTerminal() : undefined })
  // In development Next’s lines are for the person who reads them.
  if (!dev) redirectConsole()
}

async function toTextAtTerminal() {
  const { prettyFactory } = await import('pino-pretty')
  return prettyFactory({
    colorize: process.stdout.hasColors(),
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    messageFormat: sentenceOf,
    ignore: 'part,method,route,status,ms',
  })
}

function sentenceOf({ part, msg = '', method, route = '(no route)', status, ms }) {
  if (method !== undefined) return `${method} ${route} ${status} in ${ms} ms`
  return part === undefined ? msg : `${part}: ${msg}`
}

/** What waits for the reader of the log would be lost at the end of the process. */
export function writtenLog() {
  return new Promise((resolve) => {
    setTimeout(resolve, longestWaitMilliseconds).unref()
    process.stdout.write('', resolve)
  })
}

export function reportFailure(sentence, error, requestId) {
  log().error({ part: 'server', requestId, err: error }, sentence)
}
