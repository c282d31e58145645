import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '@/lib/db/sql'
import { DomainError } from '@/lib/errors'
import { createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { refusal } from '@/test/fixtures/operator'
import { byId, readPage, type Requirement } from './read-page'
import type { Window } from './window'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

/** The numbers from 1 to 5, as a list of ids. */
function numbers(window: Window, requires: Requirement[] = []) {
  return tenant.read((tx) =>
    readPage<{ id: string }>(tx, window, {
      columns: sql`n::text AS id`,
      from: sql`generate_series(1, 5) AS n WHERE true`,
      requires,
      ...byId(window, sql`n::text`, sql`n DESC`),
      placeOf: ({ id }) => id,
    }),
  )
}

function ids(...of: number[]) {
  return of.map((id) => ({ id: String(id) }))
}

describe('a page of a list', () => {
  it('has the rows of its window and the total, beyond the end too', async () => {
    expect(await numbers({ take: 2, skip: 1 })).toEqual({ rows: ids(4, 3), total: 5, next: null })
    expect(await numbers({ take: 2, skip: 9 })).toEqual({ rows: [], total: 5, next: null })
    expect(await numbers({ take: 0, skip: 0 })).toEqual({ rows: [], total: 5, next: null })
  })

  it('continues after a place', async () => {
    expect(await numbers({ take: 3, after: null })).toEqual({ rows: ids(1, 2, 3), total: 0, next: '3' })
    expect(await numbers({ take: 3, after: '3' })).toEqual({ rows: ids(4, 5), total: 0, next: null })
  })

  it('counts only where a count is asked for', async () => {
    expect(await numbers({ take: 1, skip: 0, isCounted: false })).toMatchObject({ rows: ids(5), total: 0 })
  })

  it('requires what its query does: the first that is absent decides the error', async () => {
    const there = { exists: sql`true` }
    const absent = { exists: sql`1 = 2 OR false`, absent: () => new DomainError('gone', 'Gone.') }
    const window = { take: 1, skip: 0 }
    expect((await numbers(window, [there, there])).rows).toEqual(ids(5))
    expect(await refusal(numbers(window, [there, absent, { exists: sql`false` }]))).toBe('gone')
    expect(await refusal(numbers(window, [{ exists: sql`false` }, absent]))).toBe('not_found')
  })
})
