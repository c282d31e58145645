import { sql, type Sql } from '@/lib/db/sql'
import { foldWords, nextPrefix } from './fold'

const mostWords = 10

/**
 * Folded, of what was typed into a search. People write a domain as @domain, but the @ is not part of a word.
 * @throws RangeError as normalize()
 */
export function searchWords(text: string): string[] {
  const words = foldWords(text.replaceAll('\0', ' ').toWellFormed()).map((word) =>
    word.replace(/^@+(?=.)/, ''),
  )
  return [...new Set(words)].slice(0, mostWords)
}

/** Of a row `w` with a column `word`. A range, since row security keeps LIKE off the index. */
export function wordBegins(word: string): Sql {
  return sql`w.word >= ${word} AND w.word < ${nextPrefix(word)}`
}
