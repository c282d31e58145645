import type { DomainError } from '@/lib/errors'
import { noteRefused } from '@/lib/request-state'

/** A rate limit gives the page status 429; a full quota keeps its own status. */
export function noteBusyPage({ code, retryAfter }: DomainError): void {
  if (code === 'too_many' && retryAfter !== undefined) noteRefused({ status: 429, retryAfter })
}
