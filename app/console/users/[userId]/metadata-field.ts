import { z } from 'zod'

const longest = 30_000
const deepest = 20

/** Empty for an empty object. */
export const metadataField = z
  .string({ error: 'Enter a JSON object.' })
  .max(longest, `Metadata can have at most ${longest.toLocaleString('en')} characters here.`)
  .transform((text, context): Record<string, unknown> => {
    const problem = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const read = parsed(text.trim() === '' ? '{}' : text)
    if (read.problem !== undefined) return problem(read.problem)
    if (!isObject(read.value)) return problem('Enter a JSON object, such as { "plan": "team" }.')
    if (!isStorable(read.value))
      return problem('This contains a character or a name that cannot be stored, or is nested too deep.')
    return read.value
  })

function parsed(text: string): { value?: unknown; problem?: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '')
    const where = place ? ` Look at line ${place[1] ?? ''}, column ${place[2] ?? ''}.` : ''
    return { problem: `This is not valid JSON.${where}` }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** PostgreSQL cannot store NUL or half a surrogate pair. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth >= deepest) return false
  return Object.entries(value).every(
    ([key, inner]) => key !== '__proto__' && isStorable(key) && isStorable(inner, depth + 1),
  )
}
