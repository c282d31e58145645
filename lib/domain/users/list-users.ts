import type { AnyTenantAccess, TenantAccess } from '@/lib/access'
import { join, sql, type Sql } from '@/lib/db/sql'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { storedConnectionName } from '../connections/connection-fields'
import { byText, byTime, type Order, placeOf } from '../order'
import { type ListedOrganization, organizationColumns } from '../organizations/get-organization'
import { bySort, readPage } from '../read-page'
import { fold, foldWords } from '../text/fold'
import { wordBegins } from '../text/search-words'
import { foldedAddress } from '../text/email-address'
import type { Window, Windowed } from '../window'
import { userExists } from './lock-users'
import {
  asUser,
  identitiesColumn,
  ownUserColumns,
  readUser,
  type User,
  userColumns,
  type UserRow,
} from './read-user'

export interface UserSort {
  by: 'email' | 'name' | 'created' | 'updated' | 'lastLogin'
  isDown: boolean
}

export interface UsersInput {
  match: UserMatch
  sort: UserSort
}

type Access = AnyTenantAccess<'read:users' | 'read:user_idp_tokens'>

export function listUsers(access: Access, input: Window & UsersInput): Promise<Windowed<User>> {
  return read(access, (tx) => readUsers(tx, access.tenantId, input))
}

/** What to count instead of the matching users. */
interface CountedUsers {
  /** With a WHERE. */
  from: Sql
  order: Sql
}

export type ReadInput = Window &
  UsersInput & {
    extra?: Sql
    /** A query of user ids, for a match `found`. Counted instead of the matching users. */
    found?: Sql
    counted?: CountedUsers
  }

/** @param input.extra columns read only for the rows of the page */
export async function readUsers<Extra extends object>(
  tx: Tx,
  tenantId: string,
  { match, sort, extra, found, counted = countedIn(found), ...window }: ReadInput,
): Promise<Windowed<Extra & User>> {
  const order = orderOf(sort)
  const page = await readPage<Extra & UserRow & { key: string }>(tx, window, {
    columns: sql`${ownUserColumns}, ${order.written} AS key`,
    ...(found === undefined ? {} : { with: sql`found AS MATERIALIZED (${found})` }),
    from: sql`users u WHERE u.tenant_id = ${tenantId} AND ${matchingUsers(tenantId, match)}`,
    // Few or many may match.
    isPlannedEachTime: extra !== undefined && (match.of !== 'all' || match.matches.length > 0),
    // Words do not depend on when the user was created.
    ...(extra === undefined ? {} : { countedBy: sql`u.created_at, u.id` }),
    ...(counted === undefined ? {} : { counted: counted.from, countedBy: counted.order }),
    extra: sql`${identitiesColumn(sql`${tenantId}`, sql`page.id`)}${extra === undefined ? sql`` : sql`, ${extra}`}`,
    ...bySort(window, order),
    placeOf,
  })
  return { ...page, rows: page.rows.map((row) => ({ ...row, ...asUser(row) })) }
}

export function usersMatching(tenantId: string, match: UserMatch): CountedUsers {
  return {
    from: sql`users u WHERE u.tenant_id = ${tenantId} AND ${matchingUsers(tenantId, match)}`,
    order: sql`u.id`,
  }
}

function countedIn(found: Sql | undefined): CountedUsers | undefined {
  return found && { from: sql`found WHERE true`, order: sql`user_id` }
}

const keys: Record<UserSort['by'], Sql> = {
  email: sql`u.email_folded`,
  name: sql`u.name_folded`,
  created: sql`u.created_at`,
  updated: sql`u.updated_at`,
  lastLogin: sql`coalesce(u.last_login_at, 'epoch')`,
}

function orderOf({ by, isDown }: UserSort): Order {
  const columns = { key: keys[by], id: sql`u.id`, isDown }
  return by === 'email' || by === 'name' ? byText(columns) : byTime(columns)
}

/** @throws DomainError not_found */
export function getUser(access: Access, id: string): Promise<User> {
  return read(access, (tx) => readUser(tx, access.tenantId, id))
}

export function listUsersByAddress(access: TenantAccess<'read:users'>, email: string): Promise<User[]> {
  return read(access, async (tx) => {
    const rows = await tx.$queryRaw<UserRow[]>(sql`
      SELECT ${userColumns} FROM users u
      WHERE u.tenant_id = ${access.tenantId} AND u.email_folded = ${foldedAddress(email)}`)
    return rows.map(asUser)
  })
}

/**
 * A `word` is a word of the name, the address, or the domain of the address. `commonWordBegins` looks a word up for each
 * user, in the order of the list, instead of finding all users who have it; `ownWordBegins` looks in the user’s own row, for
 * few users.
 */
export type UserMatch =
  | { of: 'all' | 'any'; matches: readonly UserMatch[] }
  | { of: 'not'; match: UserMatch }
  | { of: 'found' }
  | { of: 'blocked' | 'email_verified'; is: boolean }
  | { of: TextField; is: string }

export type TextField =
  | 'id'
  | 'email'
  | 'emailBegins'
  | 'name'
  | 'nameBegins'
  | 'word'
  | 'wordBegins'
  | 'commonWordBegins'
  | 'ownWordBegins'
  | 'organization'
  | 'connection'

function matchingUsers(tenantId: string, match: UserMatch): Sql {
  switch (match.of) {
    case 'all':
      return joined(tenantId, match.matches, ' AND ')
    case 'any':
      return joined(tenantId, match.matches, ' OR ')
    case 'not':
      return sql`NOT (${matchingUsers(tenantId, match.match)})`
    case 'found':
      // As an array, PostgreSQL reads each block of the index once.
      return sql`u.id = ANY (ARRAY(SELECT user_id FROM found))`
    case 'blocked':
      return sql`u.blocked = ${match.is}`
    case 'email_verified':
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
        sql`u.id IN (
          SELECT w.user_id FROM user_words w
          WHERE w.tenant_id = ${tenantId} AND w.word = ${word} AND ${isRead})`,
    ),
  wordBegins: (text, tenantId) => eachWord(text, (word) => beginning(tenantId, word)),
  commonWordBegins: (word, tenantId) =>
    sql`(SELECT true FROM user_words w
      WHERE w.tenant_id = ${tenantId} AND w.user_id = u.id AND ${wordBegins(word)} LIMIT 1)`,
  ownWordBegins: (word) =>
    sql`position(' ' || ${word} IN concat_ws(' ', '', u.name_folded, u.email_folded, split_part(u.email_folded, '@', 2))) > 0`,
  organization: (id, tenantId) =>
    sql`u.id IN (SELECT m.user_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.organization_id = ${id})`,
  connection: (name, tenantId) => sql`EXISTS (
    SELECT FROM connections c WHERE c.tenant_id = ${tenantId} AND c.name = ${storedConnectionName(name)} AND (
      EXISTS (SELECT FROM identities i WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id AND i.connection_id = c.id)
      OR (c.strategy = 'email' AND NOT EXISTS (
        SELECT FROM identities i WHERE i.tenant_id = ${tenantId} AND i.user_id = u.id))))`,
}

/**
 * True at tenant level, and in PostgreSQL’s estimate of one row in a hundred: it then looks up who has the word. Otherwise it
 * may read users in the order of the list until the page is full, and where no user has the word, all users.
 */
const isRead = sql`(foyer.is_tenant_wide() OR w.user_id = '')`

function beginning(tenantId: string, word: string): Sql {
  return sql`u.id IN (
    SELECT w.user_id FROM user_words w
    WHERE w.tenant_id = ${tenantId} AND ${wordBegins(word)} AND ${isRead})`
}

function eachWord(text: string, condition: (word: string) => Sql): Sql {
  const words = foldWords(text)
  return words.length === 0 ? sql`false` : join(words.map(condition), ' AND ')
}

const bySlug = byText({ key: sql`o.slug`, id: sql`o.id` })

/** @throws DomainError not_found */
export function listOrganizationsOf(
  access: TenantAccess<'read:organizations'>,
  input: Window & { userId: string },
): Promise<Windowed<ListedOrganization>> {
  const { tenantId } = access
  const { userId } = input
  return read(access, (tx) =>
    readPage<ListedOrganization & { key: string }>(tx, input, {
      columns: sql`${organizationColumns}, ${bySlug.written} AS key`,
      from: sql`organizations o WHERE o.tenant_id = ${tenantId} AND o.deleted_at IS NULL AND o.id IN (
        SELECT m.organization_id FROM members m WHERE m.tenant_id = ${tenantId} AND m.user_id = ${userId})`,
      requires: [{ exists: userExists(tenantId, userId) }],
      ...bySort(input, bySlug),
      placeOf,
    }),
  )
}
