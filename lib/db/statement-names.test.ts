import { describe, expect, it } from 'vitest'
import { disconnect } from './prisma'
import { bypassRowSecurity, read } from './transaction'
import { plannedEachTime, statementNames } from './statement-names'

describe('the name of a statement', () => {
  const third = (nameOf: ReturnType<typeof statementNames>, sql: string) =>
    [1, 2, 3].map(() => nameOf({ sql })).at(-1)

  it('comes when the same text is sent a third time, and stays', () => {
    const nameOf = statementNames()
    const [first, second, kept, again] = [1, 2, 3, 4].map(() => nameOf({ sql: 'SELECT 1' }))
    expect([first, second]).toEqual(['', ''])
    expect(kept).toMatch(/^s[0-9a-f]{40}$/)
    expect(again).toBe(kept)
  })

  it('is that of the text, in every process', () => {
    const [one, other] = [statementNames(), statementNames()]
    third(one, 'SELECT 0')
    expect(third(one, 'SELECT 1')).toBe(third(other, 'SELECT 1'))
    expect(third(one, 'SELECT 2')).not.toBe(third(one, 'SELECT 1'))
  })

  it('is given to at most 400 texts, and to none of more than 8,000 characters', () => {
    const nameOf = statementNames()
    expect(third(nameOf, `SELECT ${'1'.repeat(8000)}`)).toBe('')
    for (let count = 1; count <= 400; count++) third(nameOf, `SELECT ${count}`)
    expect(third(nameOf, 'SELECT 401')).toBe('')
    expect(third(nameOf, 'SELECT 400')).not.toBe('')
  })

  it('is not given to a text that is planned for its values', () => {
    expect(third(statementNames(), `${plannedEachTime} SELECT 1`)).toBe('')
  })
})

it('PostgreSQL keeps a statement that is read often', async () => {
  // Whose names other files have taken.
  await disconnect()
  const prepared = await read(bypassRowSecurity('a test reads its connection', 'none'), async (tx) => {
    for (let times = 0; times < 4; times++) await tx.$queryRaw`SELECT 'kept'::text AS answer`
    return await tx.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`
  })
  expect(prepared.map(({ statement }) => statement)).toContain(`SELECT 'kept'::text AS answer`)
})
