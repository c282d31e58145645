import { z } from 'zod'
import type { EmailFilter } from '@/lib/email/list-emails'
import { searchText, fitting } from '@/lib/http/event-query'
import type { RawQuery } from '@/lib/http/page-query'

export const emailsPath = '/console/emails'

const states = [
  'queued',
  'sent',
  'failed',
  'unknown',
  'delivered',
  'delivery_delayed',
  'bounced',
  'complained',
] as const
const emailId = fitting(/^mail_[0-9a-z]{1,40}$/)

const query = z.object({
  state: z.enum(states).optional().catch(undefined),
  template: fitting(/^[a-z_-]{1,60}$/),
  recipient: searchText,
  organization: searchText,
  before: emailId,
  after: emailId,
})

export function queryOf(raw: RawQuery): EmailFilter {
  return query.parse(raw)
}
