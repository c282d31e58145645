import type { z } from 'zod'

/** The sentence of each issue that the schema has with the value; empty if it accepts the value. */
export function problemsOf(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []
}
