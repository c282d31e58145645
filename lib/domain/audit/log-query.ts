import { join, sql, type Sql } from '@/lib/db/sql'
import { byClient } from './log-event'

export type LogTerm =
  | { about: 'id' | 'client' | 'organization' | 'slug' | 'ip' | 'user'; among: readonly string[] }
  /** The type is in `among`, or, unless `orNoneOf` is null, not in `orNoneOf`. */
  | { about: 'type'; among: readonly string[]; orNoneOf: readonly string[] | null }
  /** The email address of the user who acted, or else of the target. */
  | { about: 'email'; patterns: readonly { text: string; isWhole: boolean }[] }
  | { about: 'date'; from: Moment | null; to: Moment | null }
  | { about: 'concerning'; userId: string }

interface Moment {
  at: Date
  isIncluded: boolean
}

export function matchesTerms(terms: readonly LogTerm[]): Sql {
  return terms.length === 0 ? sql`true` : join(terms.map(conditionOf), ' AND ')
}

function conditionOf(term: LogTerm): Sql {
  switch (term.about) {
    case 'type':
      return ofType(term)
    case 'email':
      return join(term.patterns.map(emailIs), ' OR ', '(', ')')
    case 'date':
      return sql`${since(term.from)} AND ${until(term.to)}`
    case 'concerning':
      return sql`(e.actor_id = ${term.userId} OR e.target_id = ${term.userId})`
    case 'user':
      return sql`(${ofUser(sql`e.actor_kind = 'user' AND e.actor_id`, term.among)}
        OR ${ofUser(sql`e.actor_kind <> 'user' AND e.target_kind = 'user' AND e.target_id`, term.among)})`
    default:
      return sql`${columns[term.about]} = ANY(${term.among})`
  }
}

const columns = {
  id: sql`e.id`,
  client: sql`${byClient()}`,
  organization: sql`e.organization_id`,
  slug: sql`o.slug`,
  ip: sql`p.ip`,
}

function ofType({ among, orNoneOf }: { among: readonly string[]; orNoneOf: readonly string[] | null }): Sql {
  return orNoneOf === null
    ? sql`e.type = ANY(${among})`
    : sql`(e.type = ANY(${among}) OR NOT e.type = ANY(${orNoneOf}))`
}

function ofUser(column: Sql, ids: readonly string[]): Sql {
  return sql`(${column} = ANY(${ids}))`
}

function emailIs({ text, isWhole }: { text: string; isWhole: boolean }): Sql {
  const email = sql`lower(CASE WHEN e.actor_kind = 'user' THEN p.actor_email ELSE p.target_email END)`
  return isWhole ? sql`${email} = lower(${text})` : sql`starts_with(${email}, lower(${text}))`
}

function since(moment: Moment | null): Sql {
  if (moment === null) return sql`true`
  return moment.isIncluded ? sql`e.occurred_at >= ${moment.at}` : sql`e.occurred_at > ${moment.at}`
}

function until(moment: Moment | null): Sql {
  if (moment === null) return sql`true`
  return moment.isIncluded ? sql`e.occurred_at <= ${moment.at}` : sql`e.occurred_at < ${moment.at}`
}
