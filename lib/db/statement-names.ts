import { createHash } from 'node:crypto'

/** A text that came so often is prepared; one that differs with each request is not. */
const timesBeforeNamed = 3
/** PostgreSQL keeps what is prepared for as long as a connection lives, some 50 KB a statement. */
const mostNames = 400
const mostTexts = 5000
/** Longer texts are those of lists, another one for each length. */
const longestText = 8000

/**
 * Names for statements, so that PostgreSQL parses and plans each once a connection. The same text has the same name in
 * every process, and no other text has it; it is empty where a statement is not kept.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  const times = new Map<string, number>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
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
