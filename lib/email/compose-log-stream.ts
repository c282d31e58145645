import { hostOf } from '@/lib/domain/webhooks/webhook'
import type { Composed, MailboxPage } from './mailbox-page'

/** Null once the stream is deleted or resumed. */
export async function composeLogStreamSuspended(
  { tx, mail: { tenantId }, worn, url }: MailboxPage,
  streamId: string,
): Promise<Composed | null> {
  const where = { tenantId, id: streamId, state: 'suspended' }
  const stream = await tx.logStream.findFirst({ where, select: { name: true, endpoint: true } })
  if (stream === null) return null
  return {
    content: {
      ...worn,
      template: 'log_stream_suspended',
      streamName: stream.name,
      host: stream.endpoint === null ? null : hostOf(stream.endpoint),
      link: `${url}/console/log-streams/${streamId}`,
    },
    secrets: { token: '', code: '' },
  }
}
