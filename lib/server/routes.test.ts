import { describe, expect, it } from 'vitest'
import { answerProgram, findProgram } from './routes'

const origin = 'http://foyer.test'
const ofTheApi = [
  '/api/v2',
  '/api/v2/',
  '/api/v2/nothing',
  '/api/v2/users/1/nothing/at/all',
  '/api/v2/users/',
]
const notFound = { statusCode: 404, error: 'Not Found', message: 'Not Found' }

function ask(method: string, path: string): Promise<Response> {
  return answerProgram(new Request(`${origin}${path}`, { method }))
}

async function expectNotFound(method: string, path: string): Promise<void> {
  const { status, headers, body } = await ask(method, path)
  expect([status, headers.get('content-type')], `${method} ${path}`).toEqual([
    404,
    'application/json; charset=utf-8',
  ])
  expect(await new Response(body).json()).toEqual(notFound)
}

describe('under /api/v2', () => {
  it('404 where there is nothing, for any method', async () => {
    for (const path of ofTheApi)
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
        await expectNotFound(method, path)
  })

  it('404 for a method that a path does not have', async () => {
    for (const [method, path] of [
      ...(['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((name) => [name, '/api/v2/openapi.json'] as const),
      ['PUT', '/api/v2/users'],
      ['DELETE', '/api/v2/users'],
      ['HEAD', '/api/v2/tickets/password-change'],
      ['POST', '/api/v2/users/auth0%7C1'],
    ] as const)
      await expectNotFound(method, path)
  })

  it('OPTIONS says which methods there are, and where there is nothing, all', async () => {
    for (const [path, allow] of [
      ['/api/v2/users', 'GET, HEAD, OPTIONS, POST'],
      ['/api/v2/tickets/password-change', 'OPTIONS, POST'],
      ['/api/v2/openapi.json', 'GET, HEAD, OPTIONS'],
      ['/api/v2/nothing', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
    ] as const) {
      const { status, headers } = await ask('OPTIONS', path)
      expect([status, headers.get('allow')], path).toEqual([204, allow])
    }
  })
})

it.each(['/', '/sign-in', '/api/v2x', '/API/v2/users', '/api/v1', '//api/v2', '/oauth', '/oauth/nothing'])(
  'no program calls %s',
  (path) => {
    expect(findProgram(path)).toBeNull()
  },
)
