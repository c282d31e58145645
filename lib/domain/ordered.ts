import { sql, type Sql } from '@/lib/db/sql'
import { readCursor, readTimeCursor } from './cursor'

/** How a list is ordered: by a key of its rows, then by their id. */
export interface Order {
  key: Sql
  id: Sql
  type: 'text' | 'time'
  isDown: boolean
}

/** A column for cursorOf(): where a row stands in this order. */
export function placeIn({ key, type }: Order): Sql {
  return type === 'text' ? key : sql`(extract(epoch FROM ${key}) * 1000000)::bigint::text`
}

export function inOrder({ key, id, isDown }: Order): Sql {
  const way = isDown ? sql`DESC` : sql`ASC`
  return sql`${key} ${way}, ${id} ${way}`
}

/**
 * The rows behind a cursor; an empty one stands before all.
 * @throws DomainError invalid at `from`
 */
export function behind(cursor: string, { key, id, type, isDown }: Order): Sql {
  if (cursor === '') return sql`true`
  const last = type === 'text' ? readCursor(cursor) : readTimeCursor(cursor)
  const place =
    type === 'text'
      ? sql`${last.place}`
      : sql`'epoch'::timestamptz + ${Number(last.place)}::bigint * interval '1 microsecond'`
  return isDown
    ? sql`(${key}, ${id}) < (${place}, ${last.id})`
    : sql`(${key}, ${id}) > (${place}, ${last.id})`
}
