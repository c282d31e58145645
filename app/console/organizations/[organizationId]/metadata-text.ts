import { z } from 'zod'

const most = 25
const longest = 255

/** A JSON object of texts, as Auth0 has it. Empty text is an empty object. */
export const metadataText = z
  .string()
  .max(40_000, 'Metadata can have at most 25 keys, and each key and value at most 255 characters.')
  .transform((text, context): Record<string, string> => {
    const parsed = record.safeParse(parsedJson(text))
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: problemOf(text) })
    return z.NEVER
  })

const record = z
  .record(z.string().min(1).max(longest), z.string().max(longest))
  .refine((given) => Object.keys(given).length <= most)

/** Why it is not taken, in the order in which people can mend it. */
function problemOf(text: string): string {
  const value = parsedJson(text)
  if (value === undefined) return 'This is not valid JSON. Check its quotes, commas and braces.'
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'Metadata is an object, such as {"plan": "gold"}.'
  if (Object.keys(value).length > most) return `Metadata can have at most ${most} keys.`
  const other = Object.entries(value).find(([, one]) => typeof one !== 'string')
  if (other) return `The value of “${other[0].slice(0, 40)}” is not text. Put it in quotes.`
  return `Each key has 1 to ${longest} characters, and each value at most ${longest}.`
}

function parsedJson(text: string): unknown {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
