import { expect, test } from '@playwright/test'
import { z } from 'zod'
import { ApiCaller } from './api-caller'
import { call } from './oidc-caller'
import { OwnTenant, type OwnPlace } from './own-tenant'

test.describe.configure({ mode: 'default' })

const absent = { statusCode: 404, error: 'Not Found', message: 'No organization found by that id or name' }
let tenant: OwnTenant
let reader: ApiCaller
let places: OwnPlace[]

test.beforeAll(async ({ baseURL }) => {
  tenant = await OwnTenant.make(baseURL)
  places = []
  for (const name of ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'])
    places.push(await tenant.organization(name))
  reader = await ApiCaller.machine(tenant, ['read:organizations'])
})

function here(): OwnPlace {
  const [place] = places
  if (!place) throw new Error('There is no organization yet.')
  return place
}

function wireOf({ id, slug, displayName }: OwnPlace): object {
  return { id, name: slug, display_name: displayName }
}

function listed(answer: { text: string }): unknown {
  return JSON.parse(answer.text)
}

test.describe('200', () => {
  test('one organization, by its id and by its name', async () => {
    for (const path of [`organizations/${here().id}`, `organizations/name/${here().slug}`]) {
      const answer = await reader.get(path)
      expect(answer.status, path).toBe(200)
      expect(answer.json).toEqual(wireOf(here()))
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' })
    }
  })

  test('all of them by page, bare or with totals, in any order', async () => {
    const byDisplayName = places.map(wireOf)
    const sorted = 'organizations?sort=display_name:1'
    expect(listed(await reader.get(sorted))).toEqual(byDisplayName)
    expect(listed(await reader.get('organizations?sort=created_at:-1'))).toEqual([...byDisplayName].reverse())
    const second = await reader.get(`${sorted}&page=1&per_page=2&include_totals=true`)
    expect(second.json).toEqual({ start: 2, limit: 2, total: 5, organizations: byDisplayName.slice(2, 4) })
    expect(listed(await reader.get(`${sorted}&page=9&per_page=2`))).toEqual([])
  })

  test('all of them from checkpoint to checkpoint, once each', async () => {
    for (const sort of [
      'name:1',
      'name:-1',
      'display_name:1',
      'display_name:-1',
      'created_at:1',
      'created_at:-1',
    ]) {
      const seen: unknown[] = []
      let from: string | undefined
      do {
        const next = from === undefined ? '' : `&from=${encodeURIComponent(from)}`
        // Auth0’s tools send both at once: the checkpoint wins.
        const { status, json } = await reader.get(
          `organizations?take=2&include_totals=true&sort=${sort}${next}`,
        )
        expect(status).toBe(200)
        seen.push(...(json['organizations'] as object[]))
        from = z.string().optional().parse(json['next'])
      } while (from !== undefined)
      expect(seen, sort).toHaveLength(5)
      expect(seen, sort).toEqual(expect.arrayContaining(places.map(wireOf)))
    }
  })
})

test.describe('400', () => {
  test('what makes no sense is said to be so, by its name', async () => {
    for (const [query, property] of [
      ['sort=slug:1', 'sort'],
      ['page=-1', 'page'],
      ['page=1001', 'page'],
      ['per_page=101', 'per_page'],
      ['per_page=ten', 'per_page'],
      ['take=0', 'take'],
      ['take=101', 'take'],
      ['include_totals=yes', 'include_totals'],
    ]) {
      const { status, json } = await reader.get(`organizations?${query}`)
      expect(status, query).toBe(400)
      expect(json).toMatchObject({ statusCode: 400, error: 'Bad Request', errorCode: 'invalid_query_string' })
      expect(String(json['message'])).toContain(`on property ${property}`)
    }
    const lost = await reader.get('organizations?from=nowhere')
    expect(lost).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } })
    const far = await reader.get('organizations?page=20&per_page=50')
    expect(far).toMatchObject({ status: 400, json: { errorCode: 'invalid_paging' } })
  })
})

test.describe('401', () => {
  test('nobody, and nobody whom this API knows', async () => {
    const other = await OwnTenant.make(test.info().project.use.baseURL)
    const foreign = await ApiCaller.machine(other, ['read:organizations'])
    const tampered = `${reader.token.slice(0, -8)}AAAAAAAA`
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      `Basic ${reader.token}`,
      'Bearer x',
      `Bearer ${tampered}`,
      `Bearer ${foreign.token}`,
    ]) {
      const headers = authorization === undefined ? {} : { authorization }
      const { status, json } = await call(tenant.url, '/api/v2/organizations', { headers })
      expect(status, authorization).toBe(401)
      expect(json).toEqual({ statusCode: 401, error: 'Unauthorized', message: 'Invalid token.' })
    }
  })
})

test.describe('403', () => {
  test('a token without the scope, which the answer names', async () => {
    const writer = await ApiCaller.machine(tenant, ['update:organizations'])
    const { status, json } = await writer.get('organizations')
    expect(status).toBe(403)
    expect(json).toMatchObject({
      errorCode: 'insufficient_scope',
      message: 'Insufficient scope, expected any of: read:organizations,read:organizations_summary',
    })
  })
})

test.describe('404', () => {
  test('what is not there, or another tenant’s', async () => {
    const other = await OwnTenant.make(test.info().project.use.baseURL)
    const foreign = await other.organization()
    for (const path of ['org_nothing', foreign.id, 'name/nothing', `name/${foreign.slug}`, 'org_x%27--']) {
      const { status, json } = await reader.get(`organizations/${path}`)
      expect(status, path).toBe(404)
      expect(json).toEqual(absent)
    }
  })

  test('an operation that this API does not have', async () => {
    for (const path of ['nothing', 'organizations/x/nothing']) {
      const { status, json } = await reader.get(path)
      expect(status, path).toBe(404)
      expect(json).toEqual({ statusCode: 404, error: 'Not Found', message: 'Not Found' })
    }
  })
})
