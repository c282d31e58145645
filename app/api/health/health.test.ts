import { createServer, type AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { admit } from '@/lib/http/admission'
import { livenessAnswer, isLivenessProbe } from '@/lib/http/liveness'
import { noteStopping } from '@/lib/http/readiness'
import { version } from '@/package.json'

/** A port on which no server listens. */
async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function incoming(url: string) {
  return { method: 'GET', url, headers: { host: 'localhost:3000' }, remoteAddress: '127.0.0.1' }
}

it('without its database a process lives, is not ready, and says which part fails', async () => {
  const url = `postgresql://foyer_app@127.0.0.1:${await unusedPort()}/foyer`
  vi.stubEnv('DATABASE_URL', url)
  await expect(admit(incoming('/sign-in'))).rejects.toThrow()
  for (const url of ['/api/health', '/api/health/live', '/api/health/ready'])
    expect(await admit(incoming(url))).toHaveProperty('headers')
  const { GET: ready } = await import('./ready/route')
  expect(isLivenessProbe({ method: 'GET', url: '/api/health/live' })).toBe(true)
  expect(JSON.parse(livenessAnswer.body)).toEqual({ status: 'ok' })
  const answer = await ready()
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'failing', failing: 'database' })
  const { GET: health } = await import('./route')
  const withVersion = await health()
  expect(withVersion.status).toBe(503)
  expect(await withVersion.json()).toEqual({ status: 'failing', failing: 'database', version })
})

it('a process that stops is not ready, also for other copies of the module', async () => {
  noteStopping()
  vi.resetModules()
  const { GET: ready } = await import('./ready/route')
  const answer = await ready()
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'failing', failing: 'stopping' })
})
