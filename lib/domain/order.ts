import { z } from 'zod'
import { sql, type Sql } from '@/lib/db/sql'
import { type DomainError, invalid } from '@/lib/errors'

/** The sort key, then the id; with the text form of a place in the list. */
export interface Order {
  key: Sql
  id: Sql
  isDown: boolean
  /** The key as text. */
  written: Sql
  /** @throws DomainError invalid at `from` */
  read: (text: string) => Sql
}

type Columns = Pick<Order, 'key' | 'id'> & { isDown?: boolean }

export function byText({ key, id, isDown = false }: Columns): Order {
  return { key, id, isDown, written: key, read: (text) => sql`${text}` }
}

/** In microseconds since 1970, which no setting of a database session changes. */
export function byTime({ key, id, isDown = false }: Columns): Order {
  return {
    key,
    id,
    isDown,
    written: sql`(extract(epoch FROM ${key}) * 1000000)::bigint::text`,
    read: (text) => {
      if (!/^\d{1,16}$/.test(text)) throw noPlace()
      return sql`'epoch'::timestamptz + ${text}::bigint * interval '1 microsecond'`
    },
  }
}

export function inOrder({ key, id, isDown }: Order): Sql {
  return isDown ? sql`${key} DESC, ${id} DESC` : sql`${key}, ${id}`
}

/** True of all rows for an empty cursor. @throws DomainError invalid at `from` */
export function isAfterPlace(cursor: string, { key, id, isDown, read }: Order): Sql {
  if (cursor === '') return sql`true`
  const [last, lastId] = readPlace(cursor)
  return isDown
    ? sql`(${key}, ${id}) < (${read(last)}, ${lastId})`
    : sql`(${key}, ${id}) > (${read(last)}, ${lastId})`
}

export function placeOf({ key, id }: { key: string; id: string }): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

const shape = z.tuple([z.string(), z.string()])

function readPlace(text: string): [string, string] {
  const parts = shape.safeParse(parsed(Buffer.from(text, 'base64url').toString())).data
  if (!parts?.every((part) => part.isWellFormed() && !part.includes('\0'))) throw noPlace()
  return parts
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function noPlace(): DomainError {
  return invalid('from', '`from` is not a valid position. Start without it.')
}
