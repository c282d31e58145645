import { createHash } from 'node:crypto'

/** A text seen this often is prepared; one that differs with each request is not. */
const timesBeforeNamed = 3
/** PostgreSQL keeps a prepared statement as long as its connection, about 50 KB each. */
const mostNames = 400
const mostTexts = 5000
/** Longer texts contain lists: a different text for each length. */
const longestText = 8000

/** Begins a text that PostgreSQL plans for the values of each request: the best plan differs with them. */
export const plannedEachTime = '/* planned each time */'

/** PostgreSQL plans a named text once per connection. All processes use the same names; empty: not prepared. */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  const times = new Map<string, number>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (sql.startsWith(plannedEachTime)) return ''
    if (names.size >= mostNames || sql.length > longestText) return ''
    const seen = (times.get(sql) ?? 0) + 1
    if (seen < timesBeforeNamed) {
      if (times.size >= mostTexts) times.clear()
      times.set(sql, seen)
      return ''
    }
    times.delete(sql)
    const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 40)}`
    names.set(sql, name)
    return name
  }
}
