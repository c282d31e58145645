import { vi } from 'vitest'
import { z } from 'zod'

const line = z.looseObject({
  level: z.string(),
  part: z.string().optional(),
  msg: z.string().optional(),
  err: z.object({ message: z.string(), stack: z.string().optional() }).optional(),
})

export type LoggedLine = z.infer<typeof line>

/** Keeps the log of a command or a test, which is written to stderr, from now on. Restore the mocks afterwards. */
export function readLog(): () => LoggedLine[] {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  return () => written.mock.calls.map(([text]) => line.parse(JSON.parse(String(text))))
}
