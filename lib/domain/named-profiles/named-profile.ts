import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { raw, sql, type Sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import type { Changes } from '../changes-of'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'

export type JsonObject = NonNullable<Event['details']>

/** Its plural is a table and ends its permissions; with `_id` it is what an application’s configuration calls it. */
export type ProfileNoun = 'connection_profile' | 'user_attribute_profile'

/** The tenant names several, and the My Organization configuration of an application names one of them. */
export interface ProfileKind<Noun extends ProfileNoun, Settings extends JsonObject> {
  noun: Noun
  newId: () => string
  name: z.ZodType<string>
  settings: z.ZodType<Settings>
  fields: readonly (keyof Settings & string)[]
  created: (profile: Omit<Profile<Settings>, 'id'>) => Pick<Event, 'type' | 'details'>
  changed: (changes: Changes<JsonObject>) => Pick<Event, 'type' | 'details'>
  deleted: Pick<Event, 'type'>
}

export interface Profile<Settings extends JsonObject> {
  id: string
  name: string
  settings: Settings
}

/** The schema for each kind of identity providers, in Auth0’s names. */
export function byStrategy<Schema extends z.ZodType>(schema: Schema) {
  return z
    .strictObject({
      pingfederate: schema,
      ad: schema,
      adfs: schema,
      waad: schema,
      'google-apps': schema,
      okta: schema,
      oidc: schema,
      samlp: schema,
    })
    .partial()
}

export function tableOf({ noun }: { noun: ProfileNoun }): Sql {
  return raw(`${noun}s`)
}

export function wordsFor({ noun }: { noun: ProfileNoun }): string {
  return noun.replaceAll('_', ' ')
}

export function targetOf(
  { noun }: { noun: ProfileNoun },
  { id, name }: { id: string; name: string },
): NonNullable<Event['target']> {
  return { kind: noun, id, name }
}

export function listProfiles<Noun extends ProfileNoun, Settings extends JsonObject>(
  access: TenantAccess<`read:${Noun}s`>,
  kind: ProfileKind<Noun, Settings>,
  window: Window,
): Promise<Windowed<Profile<Settings>>> {
  return read(access, async (tx) => {
    const page = await readPage<Row>(tx, window, {
      columns: sql`p.id, p.name, p.settings`,
      from: sql`${tableOf(kind)} p WHERE p.tenant_id = ${access.tenantId}`,
      ...byId(window, sql`p.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map((row) => asProfile(kind, row)) }
  })
}

/** @throws DomainError not_found */
export function getProfile<Noun extends ProfileNoun, Settings extends JsonObject>(
  access: TenantAccess<`read:${Noun}s`>,
  kind: ProfileKind<Noun, Settings>,
  id: string,
): Promise<Profile<Settings>> {
  return read(access, (tx) => readProfile(tx, kind, { tenantId: access.tenantId, id }))
}

/** @throws DomainError not_found */
export async function readProfile<Settings extends JsonObject>(
  tx: Tx,
  kind: ProfileKind<ProfileNoun, Settings>,
  { tenantId, id, isLocked = false }: { tenantId: string; id: string; isLocked?: boolean },
): Promise<Profile<Settings>> {
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT p.id, p.name, p.settings FROM ${tableOf(kind)} p
    WHERE p.tenant_id = ${tenantId} AND p.id = ${id} ${isLocked ? sql`FOR NO KEY UPDATE` : sql``}`)
  if (!row) throw notFound()
  return asProfile(kind, row)
}

interface Row {
  id: string
  name: string
  settings: unknown
}

function asProfile<Settings extends JsonObject>(
  kind: ProfileKind<ProfileNoun, Settings>,
  { id, name, settings }: Row,
): Profile<Settings> {
  return { id, name, settings: kind.settings.parse(settings) }
}
