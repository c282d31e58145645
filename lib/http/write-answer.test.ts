import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAnswer } from './write-answer'

let server: Server
let answer: Response

beforeAll(async () => {
  server = createServer((request, response) => void writeAnswer(request, response, answer))
  await once(server.listen(0, '127.0.0.1'), 'listening')
})

afterAll(() => server.close())

interface Written {
  status: number | undefined
  headers: IncomingMessage['headers']
  body: Buffer
}

async function write(
  given: Response,
  requested: { method?: string; accepts?: string } = {},
): Promise<Written> {
  answer = given
  const { method = 'GET', accepts } = requested
  const { port } = server.address() as AddressInfo
  const headers = accepts === undefined ? {} : { 'accept-encoding': accepts }
  const request = ask({ host: '127.0.0.1', port, method, headers }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(Buffer.from(chunk as Uint8Array))
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}

const long = 'Foyer '.repeat(400)

describe('an answer', () => {
  it('is written with its status, its headers, its body and its length', async () => {
    const { status, headers, body } = await write(
      Response.json({ a: 'é' }, { status: 201, headers: { etag: '"1"' } }),
    )
    expect([status, body.toString()]).toEqual([201, '{"a":"é"}'])
    expect(headers).toMatchObject({ 'content-type': 'application/json', etag: '"1"', 'content-length': '10' })
    expect(headers['transfer-encoding']).toBeUndefined()
  })

  it('keeps its cookies apart', async () => {
    const headers = new Headers({ vary: 'origin' })
    headers.append('set-cookie', 'a=1; Path=/')
    headers.append('set-cookie', 'b=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
    const written = await write(new Response(null, { headers }))
    expect(written.headers['set-cookie']).toEqual([
      'a=1; Path=/',
      'b=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    ])
    expect(written.headers['content-length']).toBe('0')
  })

  it('of status 204 or 304 has no length', async () => {
    for (const status of [204, 304]) {
      const { headers, ...written } = await write(new Response(null, { status }))
      expect(written).toMatchObject({ status, body: Buffer.alloc(0) })
      expect(headers['content-length']).toBeUndefined()
    }
  })

  it('to HEAD has the length of the body that GET has', async () => {
    const measured = await write(new Response('four'), { method: 'HEAD' })
    expect([measured.headers['content-length'], measured.body.length]).toEqual(['4', 0])
    const known = await write(new Response(null, { headers: { 'content-length': '7' } }), { method: 'HEAD' })
    expect(known.headers['content-length']).toBe('7')
  })
})

describe('compression', () => {
  it.each(['gzip', 'br, gzip', 'deflate, GZIP;q=0.5', 'gzip;q=1.0, identity', '*'])(
    'is used for %s',
    async (accepts) => {
      const { headers, body } = await write(new Response(long, { headers: { vary: 'Origin' } }), { accepts })
      expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Origin, accept-encoding' })
      expect(Number(headers['content-length'])).toBe(body.length)
      expect(body.length).toBeLessThan(long.length)
      expect(gunzipSync(body).toString()).toBe(long)
    },
  )

  it.each([undefined, 'br', 'gzip;q=0', 'gzip; q=0.00', 'x-gzip', '*;q=0'])(
    'is not used for %s',
    async (accepts) => {
      const { headers, body } = await write(new Response(long), accepts === undefined ? {} : { accepts })
      expect(headers['content-encoding']).toBeUndefined()
      expect([headers['vary'], body.toString()]).toEqual(['accept-encoding', long])
    },
  )

  it('is not used for a short body', async () => {
    const { headers } = await write(new Response('short'), { accepts: 'gzip' })
    expect([headers['content-encoding'], headers['vary']]).toEqual([undefined, undefined])
  })
})
