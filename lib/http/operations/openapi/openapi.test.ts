import { globSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startApi, type Api } from '@/test/api'
import { routes, type Route } from '@/test/api-routes'
import { PublishedSchemas } from '@/lib/http/published-schemas'
import { answerProgram } from '@/lib/server/routes'
import { missingOperations } from '../missing'

const operation = z.looseObject({
  operationId: z.string().regex(/^\w+$/),
  summary: z.string().regex(/^[A-Z].*[^.]$/),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.enum(['path', 'query', 'header']) })),
  responses: z.record(z.string(), z.looseObject({ content: z.unknown().optional() })),
})
const document = z.looseObject({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
})

let api: Api
let all: Route[]
let published: z.infer<typeof document>

beforeAll(async () => {
  api = await startApi()
  all = await routes()
  const answer = await ask(api.openid.tenant)
  published = document.parse(await answer.json())
})

function ask({ id, url }: { id: string; url: string }): Promise<Response> {
  const request = new Request(`${url}/api/v2/openapi.json`, { headers: { 'x-foyer-tenant': id } })
  return answerProgram(request)
}

function publishedOf({ path, method }: Route): z.infer<typeof operation> {
  const found = published.paths[path]?.[method.toLowerCase()]
  if (!found) throw new Error(`${method} ${path} is not in the document.`)
  return found
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate(published)).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
    const broken = { ...published, paths: { '/roles': 'all of them' } }
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
  })

  it('has every operation of the route table and no other', () => {
    const names = Object.entries(published.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(names.toSorted()).toEqual(all.map(({ method, path }) => `${method} ${path}`).toSorted())
  })

  it('has every operation of the files and of missing.ts', async () => {
    const folder = join(import.meta.dirname, '..')
    const files = globSync('*/*.ts', { cwd: folder, exclude: ['**/*.test.ts'] })
    expect(files.length).toBeGreaterThan(80)
    const modules = await Promise.all(
      files.map(async (file) => (await import(join(folder, file))) as Record<string, unknown>),
    )
    const exported = modules.flatMap((module) => Object.values(module))
    const handlers = [
      ...exported.filter((value) => Object.hasOwn(Object(value) as object, 'operation')),
      ...missingOperations.map(({ handler }) => handler),
    ]
    expect(new Set(handlers)).toEqual(new Set(all.map(({ handler }) => handler)))
    expect(handlers.length).toBe(all.length)
  })

  it('is of the tenant that was asked, and built once for all tenants', async () => {
    const building = vi.spyOn(PublishedSchemas.prototype, 'of')
    const other = (await startApi()).openid.tenant
    const text = await (await ask(other)).text()
    expect(building).not.toHaveBeenCalled()
    building.mockRestore()
    expect(document.parse(JSON.parse(text)).servers).toEqual([{ url: `${other.url}/api/v2` }])
    expect(text).not.toContain(api.openid.tenant.url)
    expect(published.servers).toEqual([{ url: `${api.openid.tenant.url}/api/v2` }])
  })
})

describe('every operation', () => {
  it('has an id of its own', () => {
    const ids = all.map((route) => publishedOf(route).operationId)
    expect(new Set(ids).size).toBe(all.length)
  })

  it('describes its answer, unless it has none', () => {
    for (const route of all) {
      const { status = 200, answer, isMissing } = route.operation
      const { responses } = publishedOf(route)
      const name = `${route.method} ${route.path}`
      const done = Object.keys(responses).filter((code) => code.startsWith('2'))
      expect(done, name).toEqual(isMissing ? [] : [String(status)])
      const { content } = responses[status] ?? {}
      if (answer) expect(content, name).toHaveProperty(['application/json', 'schema'])
      else expect(bodiless(route), name).toBe(true)
    }
  })

  it('has an example of each refusal, with its status', () => {
    for (const route of all) {
      const { responses } = publishedOf(route)
      const refused = Object.entries(responses).filter(([code]) => code >= '400')
      expect(refused.length).toBeGreaterThan(4)
      for (const [code, { content }] of refused) {
        const error = STATUS_CODES[code]
        const at = ['application/json', 'example']
        expect(content, `${route.method} ${route.path}`).toHaveProperty([...at, 'statusCode'], Number(code))
        expect(content).toHaveProperty([...at, 'error'], error)
      }
      const scopes = `Insufficient scope, expected any of: ${route.operation.any.join(',')}`
      expect(responses['403']?.content).toHaveProperty(['application/json', 'example', 'message'], scopes)
    }
  })

  it('names every parameter of its path', () => {
    for (const route of all) {
      const named = publishedOf(route).parameters.filter((one) => one.in === 'path')
      const inPath = Array.from(route.path.matchAll(/\{(\w+)\}/g), ([, name]) => name)
      expect(named.map(({ name }) => name)).toEqual(inPath)
    }
  })
})

/** Auth0 answers these two without a body, too. */
const bodilessAt200 = ['POST /roles/{id}/users', 'GET /connections/{id}/status']

function bodiless({ method, path, operation: { status, isMissing } }: Route): boolean {
  return isMissing === true || status === 204 || status === 202 || bodilessAt200.includes(`${method} ${path}`)
}
