import type { OrganizationActor } from '@/lib/access'
import { join, sql, type Sql } from '@/lib/db/sql'
import { foldWords, nextPrefix } from '../text/fold'

export interface MemberMatch {
  /** Words, each of which must be the beginning of a word in the member’s name or address. */
  q: string
  /** A role’s id, or empty. */
  role: string
}

const mostWords = 10

/** The condition on `members m`. Prefixes are ranges, since row security keeps LIKE off the index. */
export function matchingMembers({ tenantId, organizationId }: OrganizationActor, input: MemberMatch): Sql {
  const conditions = [sql`m.tenant_id = ${tenantId} AND m.organization_id = ${organizationId}`]
  for (const word of wordsOf(input.q)) {
    conditions.push(sql`m.user_id IN (
      SELECT w.user_id FROM user_words w
      WHERE w.tenant_id = ${tenantId} AND w.word >= ${word} AND w.word < ${nextPrefix(word)})`)
  }
  if (input.role !== '') {
    conditions.push(sql`m.user_id IN (
      SELECT mr.user_id FROM member_roles mr
      WHERE mr.tenant_id = ${tenantId} AND mr.organization_id = ${organizationId} AND mr.role_id = ${input.role})`)
  }
  return join(conditions, ' AND ')
}

/** Drops a leading @: people write a domain as @domain, but the @ is not part of a word. */
function wordsOf(text: string): string[] {
  const words = foldWords(text.replaceAll('\0', ' ')).map((word) => word.replace(/^@+(?=.)/, ''))
  return [...new Set(words)].slice(0, mostWords)
}
