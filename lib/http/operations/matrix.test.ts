import { describe, expect, it } from 'vitest'
import { routes, type Route } from '@/test/api-routes'
import { operationIn, statusesIn } from '@/test/documented-statuses'
import { titlesIn, titlesOf, type Title } from '@/test/titles'

/** What each operation has to be seen answering; what all have is swept: 401, 403, 429, 412. */
function neededBy({ path, operation }: Pick<Route, 'path' | 'operation'>): number[] {
  const { status = 200, isMissing, body, query, refusals = [] } = operation
  const implied = [
    isMissing ? 404 : status,
    ...(body || query ? [400] : []),
    ...(path.includes('{') ? [404] : []),
  ]
  return [...new Set([...implied, ...refusals])].sort()
}

/** `GET /roles` → the statuses that its tests name. That they see them is looked after by test/promise-kept.ts. */
function seenIn(titles: readonly Title[]): Map<string, Set<number>> {
  const seen = new Map<string, Set<number>>()
  for (const { blocks, title } of titles) {
    const [operation, statuses] = [operationIn(blocks), statusesIn(title)]
    if (operation === undefined || statuses.length === 0) continue
    seen.set(operation, new Set([...(seen.get(operation) ?? []), ...statuses]))
  }
  return seen
}

function missing(all: readonly Route[], titles: readonly Title[]): string[] {
  const seen = seenIn(titles)
  return all.flatMap((route) => {
    const name = `${route.method} ${route.path}`
    return neededBy(route)
      .filter((status) => !seen.get(name)?.has(status))
      .map((status) => `${name}: ${status}`)
  })
}

describe('every operation of the Management API is tested by its statuses', async () => {
  const all = await routes()
  const titles = [...titlesIn('lib/http/operations/**/*.test.ts'), ...titlesIn('e2e/*.spec.ts')]

  it('none is left out', () => {
    expect(all.length).toBeGreaterThan(150)
    expect(missing(all, titles)).toEqual([])
  })

  it('no test is of an operation that there is not', () => {
    const names = all.map(({ method, path }) => `${method} ${path}`)
    expect([...seenIn(titles).keys()].filter((name) => !names.includes(name))).toEqual([])
  })

  it('a new one without tests would be missed', () => {
    const [some] = all.filter(({ path }) => path === '/roles/{id}')
    if (!some) throw new Error('There are no roles.')
    const added = { ...some, path: '/doors/{id}' }
    expect(missing([added], titles)).toEqual(['GET /doors/{id}: 200', 'GET /doors/{id}: 404'])
  })
})

describe('titles are read', () => {
  it('through tables, nested blocks and templates', () => {
    const text = `
      const forms = [{ form: 'doors', parameter: 'door_id' }] as const
      describe.each(forms)('$form', ({ form, parameter }) => {
        describe(\`GET /\${form}/{\${parameter}}\`, () => {
          it.each([['x', {}]])('400: %s', async () => {})
          it('200: of two, one; 404 for the other', () => {})
        })
      })
      describe.each([['GET', '/a'], ['PUT', '/b']])('%s %s', () => { test('204: done', () => done()) })`
    expect([...seenIn(titlesOf('a.test.ts', text))].map(([name, set]) => [name, ...set])).toEqual([
      ['GET /doors/{door_id}', 400, 200, 404],
      ['GET /a', 204],
      ['PUT /b', 204],
    ])
  })

  it('but for what does not run', () => {
    const text = `
      // describe('GET /a', () => { test('200: x', () => {}) })
      describe('GET /b', () => {
        it.skip('200: x', () => {})
        test.todo('400: x')
        it('404: without a body')
      })
      describe.skip('GET /c', () => { test('200: x', () => {}) })`
    expect(titlesOf('a.test.ts', text)).toEqual([])
  })
})
