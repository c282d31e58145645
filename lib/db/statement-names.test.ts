import { describe, expect, it } from 'vitest'
import { asSystem, read } from './doors'
import { statementNames } from './statement-names'

describe('the name of a statement', () => {
  it('comes when the same text is sent a third time, and stays', () => {
    const nameOf = statementNames()
    const names = [1, 2, 3, 4].map(() => nameOf({ sql: 'SELECT 1' }))
    expect(names).toEqual(['', '', 's1', 's1'])
  })

  it('differs for another text', () => {
    const nameOf = statementNames()
    const [one, other] = ['SELECT 1', 'SELECT 2'].map((sql) => [1, 2, 3].map(() => nameOf({ sql })).at(-1))
    expect([one, other]).toEqual(['s1', 's2'])
  })

  it('is given to at most 400 texts', () => {
    const nameOf = statementNames()
    const third = (sql: string) => [1, 2, 3].map(() => nameOf({ sql })).at(-1)
    for (let count = 1; count <= 400; count++) third(`SELECT ${count}`)
    expect(third('SELECT 401')).toBe('')
    expect(third('SELECT 400')).toBe('s400')
  })
})

it('PostgreSQL keeps a statement that is read often', async () => {
  const prepared = await read(asSystem('a test looks at its connection', 'none'), async (tx) => {
    for (let times = 0; times < 4; times++) await tx.$queryRaw`SELECT 'kept'::text AS answer`
    return await tx.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`
  })
  expect(prepared.map(({ statement }) => statement)).toContain(`SELECT 'kept'::text AS answer`)
})
