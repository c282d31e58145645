import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdPage } from './hold-page'
import { addition } from './refusal'

const page = '<!doctype html><title>A page</title>'
const html = '<noscript>Something went wrong</noscript>'

const server = createServer((request, response) => {
  const coding = request.url?.slice(1) ?? ''
  if (coding !== '') response.setHeader('content-encoding', coding)
  const held = holdPage(response, html, (body) => response.writeHead(500).end(body))
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
  'sends the page with its addition, whether it is compressed or not: “%s”',
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

describe('what is added', () => {
  const incoming = {
    method: 'GET',
    url: '/o/acme/home',
    headers: { accept: 'text/html' },
    remoteAddress: '::1',
  }

  const ofPage: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "style-src 'self' 'nonce-abc'",
  }

  function added(change: Partial<typeof incoming> & { headers?: Record<string, string> } = {}, status = 500) {
    return addition({ ...incoming, ...change }, status, { getHeader: (name) => ofPage[name] })
  }

  it('says so on a page that failed, with its own style', () => {
    expect(added()).toContain('<noscript><style nonce="abc">')
    expect(added()).toContain('<h1>Something went wrong</h1>')
  })

  it('is nothing for other answers', () => {
    expect(added({}, 200)).toBeNull()
    expect(added({ method: 'HEAD' })).toBeNull()
    expect(added({ url: '/api/v2/users' })).toBeNull()
    expect(added({ headers: { accept: 'text/html', rsc: '1' } })).toBeNull()
    expect(addition(incoming, 500, { getHeader: () => 'application/json' })).toBeNull()
  })
})
