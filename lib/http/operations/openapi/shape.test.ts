import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openapi } from '@/lib/http/openapi'
import { PublishedSchemas } from '@/lib/http/published-schemas'
import { newRole, roleAnswer } from '@/lib/http/auth0/role'
import { operations } from '../table'

const schema = z.looseObject({
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
})
const content = z.object({ 'application/json': z.object({ schema: z.looseObject({}) }) })
const published = z.object({
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string(), schema })),
        requestBody: z.object({ content }).optional(),
        responses: z.record(z.string(), z.object({ content: content.optional() })),
      }),
    ),
  ),
})

const document = published.parse(openapi({ url: 'http://localhost:3000' }, operations))

const all = operations.map(({ method, path, operation }) => {
  const described = document.paths[path]?.[method.toLowerCase()]
  if (!described) throw new Error(`${method} ${path} is not in the document.`)
  return { name: `${method} ${path}`, operation, described }
})

const inQueries = all.flatMap(({ name, operation, described }) =>
  described.parameters
    .filter((parameter) => parameter.in === 'query' && operation.query && !parameter.name.endsWith('fields'))
    .map((parameter) => ({ ...parameter, operation: name, query: operation.query })),
)

function ofType(type: string) {
  return inQueries.filter((parameter) => parameter.schema.type === type)
}

/** Whether the operation accepts this text for the parameter. */
function isAccepted({ name, query }: (typeof inQueries)[number], text: string): boolean {
  const { error } = query?.safeParse({ [name]: text }) ?? {}
  return !error?.issues.some(({ path }) => path[0] === name)
}

describe('queries', () => {
  it('numbers are integers, with the bounds that are enforced', () => {
    const numbers = ofType('integer')
    expect([...new Set(numbers.map(({ name }) => name))].toSorted()).toEqual(['page', 'per_page', 'take'])
    for (const parameter of numbers) {
      const { minimum = NaN, maximum = NaN } = parameter.schema
      const accepted = [minimum - 1, minimum, maximum, maximum + 1].map((one) =>
        isAccepted(parameter, String(one)),
      )
      expect(accepted, `${parameter.operation} ${parameter.name}`).toEqual([false, true, true, false])
      expect(isAccepted(parameter, '1.5')).toBe(false)
    }
  })

  it('flags are booleans', () => {
    const flags = ofType('boolean')
    expect([...new Set(flags.map(({ name }) => name))].toSorted()).toEqual([
      ...[
        'allow_any_organization',
        'include_totals',
        'is_enabled',
        'is_first_party',
        'is_global',
        'remove_last_owner',
      ],
    ])
    for (const parameter of flags)
      expect(['true', 'false', '1', 'yes'].map((text) => isAccepted(parameter, text))).toEqual([
        ...[true, true, false, false],
      ])
    const fields = all.flatMap(({ described }) =>
      described.parameters.filter(({ name }) => name === 'include_fields'),
    )
    expect(fields.length).toBeGreaterThan(50)
    for (const parameter of fields) expect(parameter.schema).toEqual({ type: 'boolean' })
  })

  it('no number or flag is described as text', () => {
    for (const { name, described } of all)
      for (const parameter of described.parameters) {
        expect(parameter.schema.pattern ?? '', `${name} ${parameter.name}`).not.toMatch(/^\^\\d/)
        expect(parameter.schema.enum ?? [], `${name} ${parameter.name}`).not.toContain('true')
      }
  })
})

const reference = /"\$ref":"#\/components\/schemas\/(\w+)"/g

function referencesIn(part: unknown): string[] {
  return Array.from(JSON.stringify(part).matchAll(reference), ([, name = '']) => name)
}

describe('named schemas', () => {
  it('every reference has a schema, and every schema is used', () => {
    const used = new Set(referencesIn(document))
    expect([...used].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted())
    expect(JSON.stringify(document)).not.toContain('$defs')
  })

  it('an organization is the same in all its operations', () => {
    const names = ['GET /organizations/{id}', 'PATCH /organizations/{id}', 'GET /organizations/name/{name}']
    for (const { described } of all.filter(({ name }) => names.includes(name)))
      expect(described.responses['200']?.content?.['application/json'].schema).toEqual({
        $ref: '#/components/schemas/Organization',
      })
    const pages = ['GET /organizations', 'GET /users/{id}/organizations']
    for (const { described } of all.filter(({ name }) => pages.includes(name)))
      expect(new Set(referencesIn(described.responses['200']))).toEqual(new Set(['Organization']))
  })

  it('no object with properties is described in two operations', () => {
    const found = new Map<string, string[]>()
    for (const { name, described } of all)
      for (const part of [described.requestBody, ...Object.values(described.responses)]) {
        const { schema: whole } = part?.content?.['application/json'] ?? {}
        for (const one of objectsIn(whole)) found.set(one, [...(found.get(one) ?? []), name])
      }
    expect([...found].filter(([, names]) => new Set(names).size > 1)).toEqual([])
  })

  it('throws for two schemas of the same name', () => {
    const schemas = new PublishedSchemas({ Role: {} })
    expect(() => schemas.of(roleAnswer, 'output')).toThrow('Two schemas are called Role.')
    expect(schemas.of(newRole, 'input')).toEqual({ $ref: '#/components/schemas/NewRole' })
  })
})

/** Objects with at least four properties, as text, without pages, which are alike. */
function objectsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  const inner = Object.values(part).flatMap(objectsIn)
  const names = 'properties' in part ? Object.keys(Object(part.properties) as object) : []
  return names.length < 4 || names.includes('start') ? inner : [JSON.stringify(part), ...inner]
}
