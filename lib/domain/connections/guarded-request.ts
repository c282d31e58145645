import dns, { type LookupAddress } from 'node:dns'
import { request as requestByHttp, type IncomingMessage } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { FailureReason } from './connection-failures'
import { hostOf, mayBeCalled, mayBeReached } from './provider-url'

const mostMilliseconds = 5000
const mostBytes = 1_000_000

export class RequestProblem extends Error {
  constructor(
    readonly reason: FailureReason & ('not_public' | 'unreachable' | 'wrong_answer'),
    cause?: unknown,
  ) {
    super(`A request failed: ${reason}`, { cause })
    this.name = 'RequestProblem'
  }
}

interface RequestOptions {
  method: string
  headers: Record<string, string>
  body?: unknown
  signal?: AbortSignal | undefined
}

/** Against SSRF: public https only (the demo’s machine too), no redirects, 5 s, 1 MB. @throws RequestProblem */
export async function guardedRequest(
  address: string,
  options: RequestOptions,
  milliseconds = mostMilliseconds,
): Promise<Response> {
  const url = new URL(address)
  const host = hostOf(url)
  if (!mayBeCalled(url) || (isIP(host) !== 0 && !mayBeReached(url, host)))
    throw new RequestProblem('not_public')
  const given = [AbortSignal.timeout(milliseconds), options.signal].filter((signal) => signal != null)
  try {
    return await ask(url, options, AbortSignal.any(given))
  } catch (error) {
    throw error instanceof RequestProblem ? error : new RequestProblem('unreachable', error)
  }
}

function ask(url: URL, { method, headers, body }: RequestOptions, signal: AbortSignal): Promise<Response> {
  const request = url.protocol === 'https:' ? requestByHttps : requestByHttp
  return new Promise((resolve, reject) => {
    const requested = request(url, {
      method,
      headers: { ...headers, 'user-agent': 'foyer' },
      signal,
      // A new connection: a pooled one may go to an address that was not checked.
      agent: false,
      lookup: guardedLookup((found) => mayBeReached(url, found)),
    })
    requested.on('error', reject)
    requested.on('response', (answer) => {
      collect(answer).then(resolve, (error: unknown) => {
        requested.destroy()
        reject(error instanceof Error ? error : new Error('The response was cut off.'))
      })
    })
    requested.end(textOf(body))
  })
}

/** Node connects to these addresses only, so DNS cannot change between the check and the connection. */
export function guardedLookup(mayConnectTo: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      // With an error there is no list.
      const addresses = error ? [] : found
      const problem = error ?? problemOfAddresses(mayConnectTo, addresses)
      const [first] = addresses
      if (problem || !first) callback(problem ?? new Error('The name has no address.'), '')
      else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function problemOfAddresses(
  mayConnectTo: (address: string) => boolean,
  addresses: LookupAddress[],
): RequestProblem | null {
  return addresses.every(({ address }) => mayConnectTo(address)) ? null : new RequestProblem('not_public')
}

function collect(answer: IncomingMessage): Promise<Response> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    answer.on('data', (part: Buffer) => {
      parts.push(part)
      size += part.length
      if (size > mostBytes) reject(new RequestProblem('wrong_answer'))
    })
    answer.on('error', reject)
    answer.on('end', () => resolve(asResponse(answer, Buffer.concat(parts))))
  })
}

/** A status that Response does not accept counts as an error. */
function asResponse(answer: IncomingMessage, bytes: Buffer<ArrayBuffer>): Response {
  const given = answer.statusCode ?? 0
  const status = given < 200 || given > 599 ? 502 : given
  const isEmpty = status === 204 || status === 205 || status === 304
  return new Response(isEmpty ? null : bytes, { status, headers: headersOf(answer) })
}

function headersOf({ headers }: IncomingMessage): Headers {
  const copied = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) if (one !== undefined) copied.append(name, one)
  }
  return copied
}

function textOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string') return body
  if (body instanceof URLSearchParams) return body.toString()
  throw new Error('Only a form, a text or no body can be sent.')
}
