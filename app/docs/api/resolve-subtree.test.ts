import { expect, it } from 'vitest'
import { z } from 'zod'
import { openapi } from '@/lib/http/openapi'
import { operations } from '@/lib/http/operations/table'
import { resolveSubtree } from './resolve-subtree'

const id = { type: 'string', example: '$ref' }
const document = {
  paths: {
    '/roles': {
      get: { parameters: [{ schema: { $ref: '#/components/schemas/Id' } }], summary: 'List roles' },
      post: { schema: { $ref: '#/components/schemas/Role', description: 'A new one' } },
    },
  },
  components: {
    schemas: {
      Id: id,
      Role: { type: 'object', properties: { id: { $ref: '#/components/schemas/Id' } } },
      Tree: { type: 'object', properties: { below: { $ref: '#/components/schemas/Tree' } } },
      'a/b~c %': { const: 1 },
    },
  },
}

it('replaces references, also within what they name', () => {
  expect(resolveSubtree(document, ['paths', '/roles', 'get'])).toEqual({
    spec: { parameters: [{ schema: { ...id, $$ref: '#/components/schemas/Id' } }], summary: 'List roles' },
    errors: [],
  })
  expect(resolveSubtree(document, ['components', 'schemas', 'Role']).spec).toEqual({
    type: 'object',
    properties: { id: { ...id, $$ref: '#/components/schemas/Id' } },
  })
})

it('keeps what stands beside a reference', () => {
  const { schema } = Object(resolveSubtree(document, ['paths', '/roles', 'post']).spec)
  expect(schema).toMatchObject({ type: 'object', description: 'A new one' })
})

it('ends where a schema contains itself', () => {
  const tree = { $ref: '#/components/schemas/Tree' }
  expect(resolveSubtree({ ...document, tree }, ['tree']).spec).toEqual({
    type: 'object',
    properties: { below: tree },
    $$ref: tree.$ref,
  })
})

it('reads names with characters that a pointer escapes', () => {
  const named = { $ref: '#/components/schemas/a~1b~0c%20%25' }
  expect(resolveSubtree({ ...document, named }, ['named']).spec).toMatchObject({ const: 1 })
  const inList = { list: [{ const: 2 }], second: { $ref: '#/list/0' } }
  expect(resolveSubtree(inList, ['second']).spec).toMatchObject({ const: 2 })
})

it('gives null where there is nothing', () => {
  expect(resolveSubtree(document, ['paths', '/nothing', 'get']).spec).toBeNull()
  expect(resolveSubtree(document, ['constructor']).spec).toBeNull()
})

it.each([
  '#/components/gone',
  '#/constructor',
  '#/components/%',
  '#/components/%ff',
  'https://other.test/a.json#/components',
])('keeps a reference that it cannot replace: %s', ($ref) => {
  expect(resolveSubtree({ ...document, odd: { $ref } }, ['odd']).spec).toEqual({ $ref })
})

const documentSchema = z
  .object({ paths: z.record(z.string(), z.record(z.string(), z.json())) })
  .catchall(z.json())

it('leaves no reference in any operation of the Management API', () => {
  const json: unknown = JSON.parse(JSON.stringify(openapi({ url: 'http://localhost' }, operations)))
  const published = documentSchema.parse(json)
  const all = Object.entries(published.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ['paths', path, method]),
  )
  expect(all.length).toBeGreaterThan(100)
  const resolved = all.map((path) => resolveSubtree(published, path).spec)
  expect(resolved).not.toContain(null)
  expect(JSON.stringify(resolved)).not.toContain('"$ref"')
})
