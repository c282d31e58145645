import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openapi } from '@/lib/http/openapi'
import { operations } from '../table'

const media = z.object({ schema: z.looseObject({}), example: z.unknown().optional() })
const content = z.object({ 'application/json': media })
const published = z.object({
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
        requestBody: z.object({ required: z.boolean(), content }).optional(),
        responses: z.record(z.string(), z.object({ content: content.optional() })),
      }),
    ),
  ),
})

const { paths, components } = published.parse(openapi({ url: 'http://localhost:3000' }, operations))

const all = operations.map(({ method, path, operation }) => {
  const document = paths[path]?.[method.toLowerCase()]
  if (!document) throw new Error(`${method} ${path} is not in the document.`)
  const { content } = document.responses[String(operation.status ?? 200)] ?? {}
  return {
    method,
    operation,
    document,
    name: `${method} ${path}`,
    answer: content?.['application/json'],
  }
})

// The zod schemas check formats: they validate each example, too.
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })

/** A schema with those that it refers to. */
function whole(schema: object): object {
  return { ...schema, components }
}

/** What is wrong with an example. */
function complaints(what: string, { schema, example }: z.infer<typeof media>, own: z.ZodType): string[] {
  if (example === undefined) return [`${what} has no example`]
  const isValid = ajv.compile(whole(schema))
  const { error } = own.safeParse(example)
  return [
    ...(isValid(example) ? [] : [`${what}: ${ajv.errorsText(isValid.errors)}`]),
    ...(error ? [`${what}: ${error.message}`] : []),
  ]
}

function sizeOf(example: unknown): number {
  return Object.keys(Object(example) as object).length
}

describe('examples', () => {
  it('every answer has one, valid by the published schema and by the operation’s own', () => {
    const answering = all.filter(({ operation }) => operation.answer)
    expect(answering.length).toBeGreaterThan(100)
    expect(
      answering.flatMap(({ name, answer, operation }) =>
        answer && operation.answer ? complaints(name, answer, operation.answer) : [`${name} has no answer`],
      ),
    ).toEqual([])
  })

  it('only answers that are always empty have an empty one', () => {
    const empty = all.filter(({ answer }) => answer && sizeOf(answer.example) === 0)
    expect(empty.map(({ name }) => name)).toEqual([
      'GET /grants',
      'GET /prompts/{prompt}/partials',
      'POST /roles/{id}/permissions',
      'DELETE /roles/{id}',
      'POST /users/{id}/permissions',
    ])
  })

  it('every body has one with properties, valid by the published schema and by the operation’s own', () => {
    const taking = all.filter(({ operation }) => operation.body)
    expect(taking.length).toBeGreaterThan(50)
    expect(
      taking.flatMap(({ name, document, operation }) => {
        const body = document.requestBody?.content['application/json']
        if (!body || !operation.body) return [`${name} has no body`]
        const isEmpty = sizeOf(body.example) === 0
        return [...complaints(name, body, operation.body), ...(isEmpty ? [`${name} says nothing`] : [])]
      }),
    ).toEqual([])
  })

  it('they use the people of the demo', () => {
    const addresses = JSON.stringify(paths).match(/[\w.]+@[\w.]+\w/g)
    expect([...new Set(addresses)].toSorted()).toEqual([
      'ann@acme.test',
      'ben@acme.test',
      'cai@acme.test',
      'support@lumen.test',
    ])
  })
})

it('a body is required unless an empty one is valid, and every DELETE with a body requires it', () => {
  for (const { name, document, operation } of all) {
    const { requestBody } = document
    if (!requestBody) continue
    const isEmptyTaken = ajv.validate(whole(requestBody.content['application/json'].schema), {})
    if (requestBody.required) expect(operation.body?.safeParse({}).success, name).toBe(false)
    else expect(isEmptyTaken, name).toBe(true)
  }
  const deleting = all.filter(({ method, document }) => method === 'DELETE' && document.requestBody)
  expect(deleting.map(({ name, document }) => [name, document.requestBody?.required])).toEqual([
    ['DELETE /organizations/{id}/clients', true],
    ['DELETE /organizations/{id}/members/{user_id}/roles', true],
    ['DELETE /organizations/{id}/members', true],
    ['DELETE /roles/{id}/permissions', true],
    ['DELETE /users/{id}/permissions', true],
    ['DELETE /users/{id}/roles', true],
  ])
})

it('every GET with a body has `fields` and `include_fields`, and no other operation does', () => {
  for (const { name, method, operation, document } of all) {
    const names = document.parameters.flatMap((one) => (one.in === 'query' ? [one.name] : []))
    const chooses = method === 'GET' && operation.answer !== undefined
    expect(
      names.filter((one) => one.endsWith('fields')),
      name,
    ).toEqual(chooses ? ['fields', 'include_fields'] : [])
    expect(new Set(names).size, name).toBe(names.length)
  }
})

describe('patterns', () => {
  it('have no flags, which JSON Schema does not support', () => {
    const flagged: string[] = []
    let seen = 0
    for (const { name, operation } of all)
      for (const [io, schema] of [
        ['input', operation.query],
        ['input', operation.body],
        ['output', operation.answer],
      ] as const)
        if (schema)
          z.toJSONSchema(schema, {
            io,
            unrepresentable: 'any',
            override({ zodSchema }) {
              const { checks = [] } = zodSchema._zod.def as { checks?: { _zod: { def: object } }[] }
              for (const { def } of [zodSchema._zod, ...checks.map((check) => check._zod)])
                if ('pattern' in def && def.pattern instanceof RegExp) {
                  seen++
                  if (def.pattern.flags !== '') flagged.push(`${name}: ${def.pattern}`)
                }
            },
          })
    expect(seen).toBeGreaterThan(100)
    expect(flagged).toEqual([])
  })

  it('accept colors in capitals', () => {
    const { schema } = paths['/branding']?.['patch']?.requestBody?.content['application/json'] ?? {}
    const isValid = ajv.compile(whole(schema ?? { not: {} }))
    for (const primary of ['#0059D6', '#0059d6', '#FFF']) expect(isValid({ colors: { primary } })).toBe(true)
    expect(isValid({ colors: { primary: '#0059DG' } })).toBe(false)
  })
})
