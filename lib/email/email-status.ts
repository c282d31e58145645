import { noLongerWanted } from '@/lib/db/outgoing-mail'
import type { ReportType } from './email-report'

export type MailState = 'queued' | 'sent' | 'failed' | 'unknown'

export interface EmailOutcome {
  state: MailState
  lastProblem: string | null
  /** Types of what the provider reported. */
  reports: readonly ReportType[]
}

export type EmailStatus =
  | 'queued'
  | 'delayed'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'failed'
  | 'outdated'
  | 'unknown'

/** What matters most of what is known about an email. */
export function statusOf({ state, lastProblem, reports }: EmailOutcome): EmailStatus {
  if (reports.some((type) => type === 'bounced' || type === 'suppressed')) return 'bounced'
  if (reports.includes('complained')) return 'complained'
  if (reports.includes('failed')) return 'failed'
  if (reports.includes('delivered')) return 'delivered'
  if (reports.includes('delivery_delayed')) return 'delayed'
  return state !== 'queued' && lastProblem === noLongerWanted ? 'outdated' : state
}

/** Another attempt makes no second email of one that the provider refused, unless no one has the address. */
export function mayRetry({ state, lastProblem, reports }: EmailOutcome): boolean {
  return state === 'failed' && lastProblem !== noLongerWanted && !reports.includes('bounced')
}
