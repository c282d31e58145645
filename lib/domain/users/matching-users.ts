import { join, sql, type Sql } from '@/lib/db/sql'
import { fold, foldWords } from '../text/fold'
import { foldedAddress } from '../text/folded-address'
import { nextPrefix } from '../text/next-prefix'

/** A condition on users. A `word` is a word of the user’s name, the user’s address, or the domain of that address. */
export type UserMatch =
  | { of: 'all' | 'any'; matches: readonly UserMatch[] }
  | { of: 'not'; match: UserMatch }
  | { of: 'blocked' | 'proven'; is: boolean }
  | { of: TextField; is: string }

export type TextField =
  | 'id'
  | 'email'
  | 'emailBegins'
  | 'name'
  | 'nameBegins'
  | 'word'
  | 'wordBegins'
  | 'organization'
  | 'connection'

/** The condition on `users u`. */
export function matchingUsers(tenantId: string, match: UserMatch): Sql {
  switch (match.of) {
    case 'all':
      return joined(tenantId, match.matches, ' AND ')
    case 'any':
      return joined(tenantId, match.matches, ' OR ')
    case 'not':
      return sql`NOT (${matchingUsers(tenantId, match.match)})`
    case 'blocked':
      return sql`u.blocked = ${match.is}`
    case 'proven':
      return sql`(u.email_verified_at IS NOT NULL) = ${match.is}`
    default:
      return conditions[match.of](match.is, tenantId)
  }
}

function joined(tenantId: string, matches: readonly UserMatch[], by: ' AND ' | ' OR '): Sql {
  if (matches.length === 0) return by === ' AND ' ? sql`true` : sql`false`
  const each = matches.map((match) => matchingUsers(tenantId, match))
  return sql`(${join(each, by)})`
}

const conditions: Record<TextField, (text: string, tenantId: string) => Sql> = {
  id: (id) => sql`u.id = ${id}`,
  email: (email) => sql`u.email_folded = ${foldedAddress(email)}`,
  emailBegins: (text, tenantId) =>
    sql`${beginning(tenantId, fold(text))} AND starts_with(u.email_folded, ${fold(text)})`,
  name: (name) => sql`u.name_folded = foyer.fold_text(${name})`,
  nameBegins: (text, tenantId) =>
    eachWord(
      text,
      (word) => sql`${beginning(tenantId, word)} AND position(' ' || ${word} IN ' ' || u.name_folded) > 0`,
    ),
  word: (text, tenantId) =>
    eachWord(
      text,
      (word) =>
        sql`u.id IN (SELECT w.user_id FROM user_words w WHERE w.tenant_id = ${tenantId} AND w.word = ${word})`,
    ),
  wordBegins: (text, tenantId) => eachWord(text, (word) => beginning(tenantId, word)),
  organization: (id, tenantId) =>
    sql`u.id IN (SELECT m.user_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${id})`,
  // A user without an identity signs in by email, as in userColumns.
  connection: (name, tenantId) => sql`EXISTS (
    SELECT FROM connections c WHERE c.tenant_id = ${tenantId} AND c.name = ${name} AND (
      EXISTS (SELECT FROM identities i WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.connection_id = c.id)
      OR (c.strategy = 'email' AND NOT EXISTS (
        SELECT FROM identities i WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id))))`,
}

/** Prefixes are ranges, since row security keeps LIKE off the index. */
function beginning(tenantId: string, word: string): Sql {
  return sql`u.id IN (
    SELECT w.user_id FROM user_words w
    WHERE w.tenant_id = ${tenantId} AND w.word >= ${word} AND w.word < ${nextPrefix(word)})`
}

/** A text without words matches no user. */
function eachWord(text: string, condition: (word: string) => Sql): Sql {
  const words = foldWords(text)
  return words.length === 0 ? sql`false` : join(words.map(condition), ' AND ')
}
