import { createServer, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdPage } from './hold-page'
import type { IncomingRequest } from './incoming-request'
import { rewriteFor } from './refusal'

const page = '<!doctype html><title>A page</title>'
const html = '<noscript>Something went wrong</noscript>'

const server = createServer((request, response) => {
  const coding = request.url?.slice(1) ?? ''
  if (coding !== '') response.setHeader('content-encoding', coding)
  const held = holdPage(
    response,
    (body) => body + html,
    (body) => response.writeHead(500).end(body),
  )
  const sent = coding === 'gzip' ? gzipSync(page) : Buffer.from(page)
  held.write(sent.subarray(0, 5))
  held.end(sent.subarray(5))
})
let url: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = typeof address === 'object' && address ? `http://127.0.0.1:${String(address.port)}` : ''
})
afterAll(() => server.close())

it.each(['', 'gzip'])(
  'sends the page as it was rewritten, whether it is compressed or not: “%s”',
  async (coding) => {
    const answer = await fetch(`${url}/${coding}`)
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([500, null])
    expect(await answer.text()).toBe(page + html)
  },
)

it('leaves a page in another encoding as it is', async () => {
  const answer = await fetch(`${url}/identity`)
  expect(await answer.text()).toBe(page)
})

const incoming: IncomingRequest = {
  method: 'GET',
  url: '/o/acme/home',
  headers: { accept: 'text/html' },
  remoteAddress: '::1',
}

interface Given {
  change?: Partial<IncomingRequest>
  status?: number
  headers: Record<string, string>
}

/** Null where the answer is kept. */
function rewrite({ change = {}, status = 500, headers }: Given, body: string) {
  const sent = new Headers(headers)
  const response = {
    getHeader: (name: string) => sent.get(name) ?? undefined,
    setHeader: (name: string, value: unknown) => sent.set(name, String(value)),
  } as unknown as ServerResponse
  const work = rewriteFor({ ...incoming, ...change }, status, response)
  return work && { body: work(body), headers: sent }
}

describe('a page of an error', () => {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "style-src 'self' 'nonce-abc'",
  }

  it('says so without JavaScript, with its own style', () => {
    const body = rewrite({ headers }, page)?.body ?? ''
    expect(body.startsWith(`${page}<noscript><style nonce="abc">`)).toBe(true)
    expect(body).toContain('<h1>Something went wrong</h1>')
  })

  it('is kept in other answers', () => {
    expect(rewrite({ headers, status: 200 }, page)).toBeNull()
    expect(rewrite({ headers, change: { method: 'HEAD' } }, page)).toBeNull()
    expect(rewrite({ headers, change: { url: '/api/v2/users' } }, page)).toBeNull()
    expect(rewrite({ headers, change: { headers: { accept: 'text/html', rsc: '1' } } }, page)).toBeNull()
    expect(rewrite({ headers: { 'content-type': 'application/json' } }, page)).toBeNull()
  })
})

describe('a rejection without a page', () => {
  const text = { 'content-type': 'text/plain;charset=UTF-8' }

  it('is a page for a person, with its own style alone', () => {
    for (const status of [404, 405]) {
      const { body = '', headers } = rewrite({ headers: {}, status }, '') ?? {}
      expect(body).toContain('<h1>Page not found</h1>')
      expect(body).toContain('Check the link')
      expect(headers?.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers?.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'nonce-${/nonce="([^"]+)"/.exec(body)?.[1]}'; frame-ancestors 'none'`,
      )
    }
    expect(rewrite({ headers: text, status: 404 }, 'Not Found')?.body).toContain('Check the link')
    expect(rewrite({ headers: {}, status: 400 }, '')?.body).toContain('Go back and try again.')
  })

  it('keeps the text that says why, as text', () => {
    for (const status of [404, 415, 429])
      expect(rewrite({ headers: text, status }, 'Too many <exports>.\n')?.body).toContain(
        '<p>Too many &#60;exports&#62;.</p>',
      )
  })

  it('is kept for programs and scripts, and where it has a page or data', () => {
    const kept = (given: Omit<Given, 'status'>) => rewrite({ ...given, status: 404 }, '')
    for (const headers of [{}, { accept: '*/*' }, { accept: 'text/html', rsc: '1' }])
      expect(kept({ headers: {}, change: { headers } })).toBeNull()
    expect(kept({ headers: {}, change: { method: 'HEAD' } })).toBeNull()
    expect(kept({ headers: {}, change: { url: '/scim/v2/Users' } })).toBeNull()
    for (const type of ['text/html; charset=utf-8', 'application/json', 'text/x-component'])
      expect(kept({ headers: { 'content-type': type } })).toBeNull()
    expect(rewrite({ headers: {}, status: 303 }, '')).toBeNull()
  })
})
