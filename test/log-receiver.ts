import { z } from 'zod'
import { PostReceiver } from './post-receiver'

const row = z.looseObject({
  log_id: z.string(),
  type: z.string(),
  details: z.looseObject({ event: z.string() }),
})
export type LogRow = z.infer<typeof row>

export type LogReceiver = PostReceiver<LogRow[]>

/** A receiver of log streams in each of their formats. */
export function startLogReceiver(): Promise<LogReceiver> {
  return PostReceiver.start(rowsIn)
}

/** @throws for what is no row of the log, and for lines without an end */
export function rowsIn(body: string): LogRow[] {
  if (body.startsWith('[')) return z.array(row).parse(JSON.parse(body))
  if (!body.includes('\n')) return [row.parse(JSON.parse(body))]
  const lines = body.split('\n')
  if (lines.pop() !== '') throw new Error('The last line has no end.')
  return lines.map((line) => row.parse(JSON.parse(line)))
}
