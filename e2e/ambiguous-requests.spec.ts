import { expect, test } from '@playwright/test'
import { head, RawConnection } from './raw-connection'

const url = process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100'
const limit = 100 * 1024
const form = { 'content-type': 'application/x-www-form-urlencoded' }
/** A request that a body hides; where it is taken for one, it is answered with 200. */
const live = 'GET /api/health/live HTTP/1.1\r\nhost: localhost\r\n\r\n'

test.describe('what follows a refused body on the same connection', () => {
  const last = `${live.trimEnd()}\r\nconnection: close\r\n\r\n`

  test('is one request, and what the body holds is none', async () => {
    const connection = await RawConnection.to(url)
    const body = live.repeat(Math.floor(limit / live.length))
    const headers = { ...form, origin: url, 'content-length': String(body.length) }
    await connection.write(head(url, { path: '/no-such-page', headers }))
    expect(await connection.answered()).toEqual([404])
    await connection.write(body)
    await connection.write(last)
    await connection.closed()
    expect(connection.statuses).toEqual([404, 200])
  })

  test('is nothing if the body is large', async () => {
    const connection = await RawConnection.to(url)
    const body = live.repeat(Math.ceil((2 * limit) / live.length))
    const headers = { ...form, origin: url, 'content-length': String(body.length) }
    await connection.write(head(url, { path: '/sign-in', headers }))
    expect(await connection.answered()).toEqual([413])
    await connection.write(body)
    await connection.write(last)
    await connection.closed()
    expect(connection.statuses).toEqual([413])
  })

  test('is nothing if the body is chunked', async () => {
    const connection = await RawConnection.to(url)
    const headers = { ...form, origin: url, 'transfer-encoding': 'chunked' }
    await connection.write(head(url, { path: '/sign-in', headers }))
    const chunk = Buffer.from(`${live.length.toString(16)}\r\n${live}\r\n`)
    const chunks = Buffer.concat(Array.from({ length: (2 * limit) / live.length }, () => chunk))
    await connection.write(chunks)
    await connection.write(`0\r\n\r\n${last}`)
    await connection.closed()
    expect(connection.statuses).toEqual([413])
  })
})

test.describe('a request whose end is ambiguous', () => {
  const ambiguous: Record<string, string[]> = {
    'has a length and is chunked': ['content-length: 5', 'transfer-encoding: chunked'],
    'is chunked and has a length': ['transfer-encoding: chunked', 'content-length: 5'],
    'has two lengths': ['content-length: 5', 'content-length: 6'],
    'has two lengths in one header': ['content-length: 5, 6'],
    'has a length with a sign': ['content-length: +5'],
    'has an encoding that is none': ['transfer-encoding: xchunked'],
    'is chunked, and then something else': ['transfer-encoding: chunked, identity'],
    'has a space before the colon': ['transfer-encoding : chunked'],
    'is chunked on a folded line': ['transfer-encoding:', ' chunked'],
  }

  for (const [title, lines] of Object.entries(ambiguous)) {
    test(`is refused, and nothing after it is answered: it ${title}`, async () => {
      const connection = await RawConnection.to(url)
      const start = ['POST /sign-in HTTP/1.1', `host: ${new URL(url).host}`, `origin: ${url}`, ...lines]
      await connection.write(`${start.join('\r\n')}\r\n\r\n0\r\n\r\n${live}`)
      await connection.closed()
      expect(connection.statuses).toEqual([400])
    })
  }
})
