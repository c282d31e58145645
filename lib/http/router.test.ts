import { describe, expect, it } from 'vitest'
import { answerRoute, Router, type PathParameters, type Route } from './router'

async function say({ method }: Request, params: PathParameters): Promise<Response> {
  return Response.json({ method, params })
}

function routeOf(path: string, ...methods: string[]): Route {
  const handlers = new Map(methods.map((method) => [method, say]))
  return { path, handlers, otherwise: () => new Response(null, { status: 405 }) }
}

const router = new Router([
  routeOf('/users', 'GET', 'POST'),
  routeOf('/users/{id}', 'GET', 'PATCH', 'DELETE'),
  routeOf('/users/{id}/roles', 'POST'),
  routeOf('/users/name/{name}', 'GET'),
  routeOf('/keys', 'GET', 'OPTIONS'),
])

function pathOf(pathname: string): string | undefined {
  return router.find(pathname)?.route.path
}

async function answer(method: string, pathname: string): Promise<Response> {
  const found = router.find(pathname)
  if (!found) throw new Error(`There is no ${pathname}.`)
  return answerRoute(found, new Request(`http://foyer.test${pathname}`, { method }))
}

describe('a path', () => {
  it('is found by its segments', () => {
    expect(pathOf('/users')).toBe('/users')
    expect(pathOf('/users/1')).toBe('/users/{id}')
    expect(pathOf('/users/1/roles')).toBe('/users/{id}/roles')
  })

  it('prefers a literal segment, and a parameter where only that one matches', () => {
    expect(pathOf('/users/name/roles')).toBe('/users/name/{name}')
    expect(pathOf('/users/name')).toBe('/users/{id}')
    expect(pathOf('/users/name/roles/1')).toBeUndefined()
    expect(new Router([routeOf('/a/b/c'), routeOf('/a/{x}/d')]).find('/a/b/d')?.params).toEqual({ x: 'b' })
  })

  it.each([
    '/',
    '',
    '/users/',
    '//users',
    '/users//roles',
    '/users/1/roles/',
    '/Users',
    '/users/1/2',
    '/nothing',
  ])('without a route is not found: %s', (pathname) => {
    expect(router.find(pathname)).toBeNull()
  })

  it('gives its parameters still encoded', () => {
    expect(router.find('/users/auth0%7Ca%2Fb')?.params).toEqual({ id: 'auth0%7Ca%2Fb' })
    expect(router.find('/users/%E0%A4%A')?.params).toEqual({ id: '%E0%A4%A' })
  })

  it('is compared decoded, and an encoded slash separates nothing', () => {
    expect(pathOf('/%75sers/1')).toBe('/users/{id}')
    expect(pathOf('/users%2F1')).toBeUndefined()
    expect(pathOf('/users/1%2Froles')).toBe('/users/{id}')
  })
})

describe('a method', () => {
  it('is answered by its handler', async () => {
    expect(await (await answer('PATCH', '/users/1')).json()).toEqual({ method: 'PATCH', params: { id: '1' } })
  })

  it('HEAD is answered by the handler of GET, and 405 without one', async () => {
    expect(await (await answer('HEAD', '/users/1')).json()).toMatchObject({ method: 'HEAD' })
    expect((await answer('HEAD', '/users/1/roles')).status).toBe(405)
  })

  it('OPTIONS lists the methods', async () => {
    const { status, headers, body } = await answer('OPTIONS', '/users')
    expect([status, headers.get('allow'), body]).toEqual([204, 'GET, HEAD, OPTIONS, POST', null])
    expect((await answer('OPTIONS', '/users/1/roles')).headers.get('allow')).toBe('OPTIONS, POST')
    expect(await (await answer('OPTIONS', '/keys')).json()).toMatchObject({ method: 'OPTIONS' })
  })

  it('that the path does not have is answered as the route says', async () => {
    expect((await answer('DELETE', '/users')).status).toBe(405)
  })
})
