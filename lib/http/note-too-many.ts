import type { DomainError } from '@/lib/errors'
import { noteRefused } from '@/lib/request-state'

/** An answer that says “too often” in its body has the status 429; one about something that is full keeps its own. */
export function noteBusyPage({ code, retryAfter }: DomainError): void {
  if (code === 'too_many' && retryAfter !== undefined) noteRefused({ status: 429, retryAfter })
}
