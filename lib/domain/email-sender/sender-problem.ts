import { sql } from '@/lib/db/sql'

/** Of the emails that wait, no more are looked through. */
const oldest = 200

/** Why the provider refused one of the oldest emails that wait, if that is about its API key or domain. */
export function senderProblem(tenantId: string) {
  return sql`
    SELECT m.last_problem FROM (
      SELECT last_problem FROM mails
      WHERE tenant_id = ${tenantId} AND state = 'queued' ORDER BY id LIMIT ${oldest}) m
    WHERE m.last_problem ~ '^(40[13] |unreadable_api_key$)' LIMIT 1`
}
