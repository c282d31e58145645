import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countOfTexts, seed, slowTexts, tooSlow } from '@/test/slow-texts'
import { clientFilter, clientQuery } from './client-query'
import { readLogQuery } from './log-query'
import { userQuery } from './user-query'

const texts = slowTexts(countOfTexts(20), seed)

/** Values of the schema’s shape with the text in one place, for every place that a text may have. */
function valuesWith(schema: z.core.$ZodType, text: string): unknown[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) =>
      valuesWith(inner as z.core.$ZodType, text).map((value) => ({ [name]: value })),
    )
  if (schema instanceof z.ZodArray) return valuesWith(schema.element, text).map((value) => [value])
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => valuesWith(option, text))
  if (schema instanceof z.ZodRecord) return [{ [text]: 'x' }, { x: text }]
  const inner = innerOf(schema)
  if (inner) return valuesWith(inner, text)
  return textKinds.some((kind) => schema instanceof kind) ? [text] : []
}

const textKinds = [z.ZodString, z.ZodURL, z.ZodUnknown]

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.in
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.unwrap()
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.unwrap()
  return undefined
}

const modules = globSync('lib/http/auth0/*.ts', { exclude: (path) => path.endsWith('.test.ts') })
const schemas: [string, z.ZodType][] = []
for (const path of modules.sort()) {
  const exported = (await import(/* @vite-ignore */ resolve(path))) as Record<string, unknown>
  for (const [name, value] of Object.entries(exported))
    if (value instanceof z.ZodType && !name.endsWith('Answer') && valuesWith(value, 'x').length > 0)
      schemas.push([name, value])
}

describe('no text from a caller of the API blocks the event loop', () => {
  const timeout = 60_000 + texts.length * 200

  it.each(schemas)('in the schema %s', { timeout }, (_, schema) => {
    for (const text of texts)
      for (const value of valuesWith(schema, text))
        expect(
          tooSlow(() => schema.safeParse(value), text),
          `FOYER_SEED=${seed}`,
        ).toBeNull()
  })

  it.each([
    ['users', (text: string) => userQuery(text.slice(0, 2_000))],
    ['log events', (text: string) => readLogQuery(text)],
    ['applications', (text: string) => clientFilter(clientQuery.parse({ q: text.slice(0, 500) }))],
  ])('in a search of %s', { timeout }, (_, read) => {
    for (const text of texts) expect(tooSlow(read, text), `FOYER_SEED=${seed}`).toBeNull()
  })
})

it('the tested schemas are those of bodies and queries', () => {
  const names = schemas.map(([name]) => name)
  expect(names).toEqual(
    expect.arrayContaining(['newUser', 'newInvitations', 'organizationChanges', 'logsQuery']),
  )
  expect(
    valuesWith(z.object({ a: z.array(z.string().max(3)).optional(), b: z.record(z.string(), z.int()) }), 'x'),
  ).toEqual([{ a: ['x'] }, { b: { x: 'x' } }, { b: { x: 'x' } }])
})
