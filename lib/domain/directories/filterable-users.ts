import { sql, type Sql } from '@/lib/db/sql'
import { fold } from '../text/fold'
import { momentIn, type Filterable, type FilterableList, type Filterables } from './resource-filter'

const parts = {
  emails: ['value', 'type', 'display'],
  phoneNumbers: ['value', 'type', 'display'],
  addresses: ['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'],
}

const texts = [
  ...[
    'displayName',
    'nickName',
    'profileUrl',
    'title',
    'userType',
    'preferredLanguage',
    'locale',
    'timezone',
  ],
  ...['formatted', 'givenName', 'middleName', 'familyName', 'honorificPrefix', 'honorificSuffix'].map(
    (name) => `name.${name}`,
  ),
  ...['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager.value'].map(
    (name) => `enterprise.${name}`,
  ),
  'enterprise.manager.displayName',
]

const lists = Object.fromEntries(
  Object.entries(parts).map(([name, texts]) => [name.toLowerCase(), listOf(name, texts)]),
)

/** Requires `u` of directory_users. */
export const filterableUsers: Filterables = {
  attributes: {
    ...Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => valuesOf(name, list))),
    id: { type: 'text', column: sql`u.id` },
    username: { type: 'text', column: sql`u.user_name_folded`, given: folded },
    externalid: { type: 'text', column: sql`u.external_id` },
    active: { type: 'flag', column: sql`(m.suspended_at IS NULL)`, within: isMember },
    ...Object.fromEntries(texts.map((name) => [name.toLowerCase(), said(name.split('.'))])),
    // The address that Foyer knows, which has an index.
    emails: { type: 'text', column: sql`u.email_folded`, given: folded },
    'emails.value': { type: 'text', column: sql`u.email_folded`, given: folded },
    groups: { type: 'text', column: sql`gm.group_id`, within: isInGroup },
    'groups.value': { type: 'text', column: sql`gm.group_id`, within: isInGroup },
    'meta.created': momentIn(sql`u.created_at`),
    'meta.lastmodified': momentIn(sql`u.updated_at`),
  },
  lists,
}

function said(path: readonly string[]): Filterable {
  return { type: 'text', column: sql`lower(u.attributes #>> ${path}::text[])`, given: lowered }
}

function listOf(name: string, texts: readonly string[]): FilterableList {
  const compared = texts.map((part) => [
    part.toLowerCase(),
    { type: 'text', column: sql`lower(one.value ->> ${part}::text)`, given: lowered },
  ])
  const primary = { type: 'flag', column: sql`(one.value ->> 'primary')::boolean` }
  return {
    attributes: { ...Object.fromEntries(compared), primary } as FilterableList['attributes'],
    within: (test) => sql`EXISTS (
      SELECT FROM jsonb_array_elements(coalesce(u.attributes -> ${name}::text, '[]')) AS one (value) WHERE ${test})`,
  }
}

/** Of any element; without a name of a part, its value is compared. */
function valuesOf(name: string, { attributes, within }: FilterableList): [string, Filterable][] {
  const named = Object.entries(attributes).map(([part, of]): [string, Filterable] => [
    `${name}.${part}`,
    { ...of, within },
  ])
  const value = attributes['value']
  return value === undefined ? named : [...named, [name, { ...value, within }]]
}

function folded(text: string): Sql {
  return sql`${fold(text)}`
}

/** By PostgreSQL, as the column is. */
function lowered(text: string): Sql {
  return sql`lower(${text})`
}

function isMember(test: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM members m
    WHERE m.tenant_id = u.tenant_id AND m.organization_id = u.organization_id AND m.user_id = u.user_id AND ${test})`
}

function isInGroup(test: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM directory_group_members gm
    WHERE gm.tenant_id = u.tenant_id AND gm.organization_id = u.organization_id AND gm.directory_user_id = u.id
      AND ${test})`
}
