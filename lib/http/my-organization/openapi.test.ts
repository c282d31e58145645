import { Validator } from '@seriousme/openapi-schema-validator'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { answerProgram } from '@/lib/server/routes'
import { type MyOrganizationApi, startMyOrganizationApi } from '@/test/my-organization-api'
import { myOrganizationOperations } from './table'

vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))

const content = z.object({
  'application/json': z.object({ schema: z.looseObject({}), example: z.unknown() }),
})
const operation = z.looseObject({
  operationId: z.string().regex(/^\w+$/),
  summary: z.string().regex(/^[A-Z].*[^.]$/),
  security: z.tuple([z.object({ token: z.array(z.string()) })]),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query']) })),
  requestBody: z.object({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
})
const document = z.looseObject({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

let api: MyOrganizationApi
let published: z.infer<typeof document>

beforeAll(async () => {
  api = await startMyOrganizationApi()
  published = document.parse(await (await ask('openapi.json')).json())
})

function ask(path: string, method = 'GET'): Promise<Response> {
  const { id, url } = api.openid.tenant
  return answerProgram(new Request(`${url}/my-org/${path}`, { method, headers: { 'x-foyer-tenant': id } }))
}

const all = myOrganizationOperations.map((one) => ({ ...one, name: `${one.method} ${one.path}` }))

function publishedOf({ path, method }: (typeof all)[number]): z.infer<typeof operation> {
  const found = published.paths[path]?.[method.toLowerCase()]
  if (!found) throw new Error(`${method} ${path} is not in the document.`)
  return found
}

describe('the document', () => {
  it('is valid OpenAPI 3.1, of the tenant that was asked, and the same at /my-org/v1', async () => {
    expect(await new Validator().validate(published)).toEqual({ valid: true })
    const broken = { ...published, paths: { '/roles': 'all of them' } }
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
    expect(published.servers).toEqual([{ url: `${api.openid.tenant.url}/my-org` }])
    expect(await (await ask('v1/openapi.json')).json()).toEqual(published)
  })

  it('has every operation of the table and no other', () => {
    const names = Object.entries(published.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(names.toSorted()).toEqual(all.map(({ name }) => name).toSorted())
    expect(new Set(all.map((one) => publishedOf(one).operationId)).size).toBe(all.length)
  })

  it('has every operation that a file has', async () => {
    const folder = join(import.meta.dirname, 'operations')
    const files = globSync('*.ts', { cwd: folder })
    expect(files.length).toBeGreaterThan(25)
    const modules = await Promise.all(
      files.map(async (file) => (await import(join(folder, file))) as Record<string, unknown>),
    )
    const handlers = modules
      .flatMap((module) => Object.values(module))
      .filter((value) => Object.hasOwn(Object(value) as object, 'operation'))
    expect(new Set(handlers)).toEqual(new Set(all.map(({ handler }) => handler)))
  })

  it('is read only', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await ask('openapi.json', method)).status).toBe(404)
  })
})

describe('every operation', () => {
  it('names its scopes, all of them needed, and the parameters of its path', () => {
    for (const one of all) {
      const { security, description, parameters } = publishedOf(one)
      const [{ token }] = security
      expect(token, one.name).toEqual(one.operation.scopes)
      for (const scope of one.operation.scopes) expect(description).toContain(scope)
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
      expect(named).toEqual(Array.from(one.path.matchAll(/\{(\w+)\}/g), ([, name]) => name))
    }
  })

  it('has an example of its answer and of its body, which it would answer and take', () => {
    for (const one of all) {
      const { answer, body, status = 200 } = one.operation
      const { requestBody, responses } = publishedOf(one)
      expect(Object.keys(responses).filter((code) => code.startsWith('2'))).toEqual([String(status)])
      const answered = responses[status]?.content?.['application/json'].example
      if (answer) expect(answer.safeParse(answered).error, one.name).toBeUndefined()
      else expect(answered, one.name).toBeUndefined()
      const sent = requestBody?.content['application/json'].example
      if (body) expect(body.safeParse(sent).error, one.name).toBeUndefined()
      else expect(sent, one.name).toBeUndefined()
    }
  })

  it('shows each refusal with the status that it has', () => {
    for (const one of all) {
      const refused = Object.entries(publishedOf(one).responses).filter(([code]) => code >= '400')
      expect(refused.length).toBeGreaterThan(4)
      for (const [code, { content: shown }] of refused)
        expect(shown?.['application/json'].example, `${one.name} ${code}`).toMatchObject({
          type: expect.stringMatching(`^https://auth0.com/api-errors#A0E-${code}-`),
          status: Number(code),
        })
    }
  })
})
