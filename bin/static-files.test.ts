import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compressStaticFiles, openStaticFiles } from './static-files.mjs'

const script = 'console.log("A file of a build.")\n'.repeat(100)
let folder: string
let server: Server

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-static-'))
  mkdirSync(join(folder, 'static/chunks'), { recursive: true })
  writeFileSync(join(folder, 'outside.js'), script)
  writeFileSync(join(folder, 'static/chunks/a.js'), script)
  writeFileSync(join(folder, 'static/chunks/short.js'), 'void 0')
  writeFileSync(join(folder, 'static/letters.woff2'), script)
  await compressStaticFiles(join(folder, 'static'))
  const sendStaticFile = openStaticFiles(join(folder, 'static'))
  server = createServer((request, response) => {
    if (!sendStaticFile(request, response)) response.writeHead(404).end('left to Next')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

interface Given {
  method?: string
  accepts?: string
}

async function read(path: string, { method = 'GET', accepts }: Given = {}) {
  const { port } = server.address() as AddressInfo
  const headers = accepts === undefined ? {} : { 'accept-encoding': accepts }
  const request = ask({ host: '127.0.0.1', port, method, path, headers }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

const chunk = '/_next/static/chunks/a.js'

it('sends the smallest encoding that the client accepts, with Vary', async () => {
  const smallest = await read(chunk, { accepts: 'gzip, deflate, br' })
  expect(smallest.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'content-length': String(smallest.body.length),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  })
  expect(brotliDecompressSync(smallest.body).toString()).toBe(script)
  for (const accepts of ['gzip', 'GZIP;q=0.5, br;q=0', '*, br;q=0']) {
    const { headers, body } = await read(chunk, { accepts })
    expect(headers, accepts).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(gunzipSync(body).toString()).toBe(script)
  }
  for (const accepts of [undefined, '', 'identity', 'zstd', 'br;q=0, gzip;q=0', '*;q=0']) {
    const { status, headers, body } = await read(chunk, accepts === undefined ? {} : { accepts })
    expect(status, accepts).toBe(200)
    expect(headers['content-encoding'], accepts).toBeUndefined()
    expect(headers.vary, accepts).toBe('accept-encoding')
    expect(body.toString()).toBe(script)
  }
})

it('sends short files and files that are not text uncompressed', async () => {
  for (const [path, type] of [
    ['chunks/short.js', 'text/javascript; charset=utf-8'],
    ['letters.woff2', 'font/woff2'],
  ]) {
    const { status, headers } = await read(`/_next/static/${path}`, { accepts: 'br, gzip' })
    expect({ status, headers }).toMatchObject({ status: 200, headers: { 'content-type': type } })
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers.vary).toBeUndefined()
  }
})

it('answers HEAD with the head of GET', async () => {
  const head = await read(chunk, { method: 'HEAD', accepts: 'br' })
  const { headers } = await read(chunk, { accepts: 'br' })
  expect(head.body).toHaveLength(0)
  expect({ ...head.headers, date: null }).toEqual({ ...headers, date: null })
})

it('ignores a query', async () => {
  expect((await read(`${chunk}?dpl=1`)).status).toBe(200)
})

it('leaves to Next every other path and method, and the compressed files by their own names', async () => {
  for (const path of [
    '/_next/static/nothing.js',
    '/_next/static/chunks/',
    `${chunk}.br`,
    `${chunk}.gz`,
    '/_next/static/../outside.js',
    '/_next/static/..%2foutside.js',
    '/_next/static/chunks%2fa.js',
    '/chunks/a.js',
    '/',
  ])
    expect((await read(path)).body.toString(), path).toBe('left to Next')
  for (const method of ['POST', 'DELETE', 'OPTIONS'])
    expect((await read(chunk, { method })).body.toString(), method).toBe('left to Next')
})
