import { z } from 'zod'

/** Of a user. Empty text is an empty object. */
export const userMetadata = jsonObject(30_000, 'Metadata can have at most 30,000 characters here.')

const most = 25
const longest = 255

const texts = z
  .record(z.string().min(1).max(longest), z.string().max(longest))
  .refine((given) => Object.keys(given).length <= most)

/** Of an organization: an object of texts, as Auth0 has it. Empty text is an empty object. */
export const organizationMetadata = jsonObject(
  40_000,
  'Metadata can have at most 25 keys, and each key and value at most 255 characters.',
).transform((given, context) => {
  const { data, success } = texts.safeParse(given)
  if (success) return data
  context.addIssue({ code: 'custom', message: textsProblem(given) })
  return z.NEVER
})

function textsProblem(given: Record<string, unknown>): string {
  if (Object.keys(given).length > most) return `Metadata can have at most ${most} keys.`
  const other = Object.entries(given).find(([, value]) => typeof value !== 'string')
  if (other) return `The value of “${other[0].slice(0, 40)}” is not text. Put it in quotes.`
  return `Each key has 1 to ${longest} characters, and each value at most ${longest}.`
}

function jsonObject(mostCharacters: number, tooLong: string) {
  return z
    .string({ error: 'Enter a JSON object.' })
    .max(mostCharacters, tooLong)
    .transform((text, context): Record<string, unknown> => {
      const { value, problem } = parseJson(text.trim() === '' ? '{}' : text)
      if (problem === undefined && isObject(value) && isStorable(value)) return value
      const unusable = isObject(value)
        ? 'This contains a character or a name that cannot be stored, or is nested too deep.'
        : 'Enter a JSON object, such as { "plan": "team" }.'
      context.addIssue({ code: 'custom', message: problem ?? unusable })
      return z.NEVER
    })
}

function parseJson(text: string): { value?: unknown; problem?: string } {
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

const deepest = 20

/** PostgreSQL cannot store NUL or half a surrogate pair. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  if (depth >= deepest) return false
  return Object.entries(value).every(
    ([key, inner]) => key !== '__proto__' && isStorable(key) && isStorable(inner, depth + 1),
  )
}
