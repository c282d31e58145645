import { z } from 'zod'
import { DomainError } from '@/lib/errors'

const shape = z.tuple([z.string(), z.string()])

/** A place in a list that is sorted by something else than the id: what the row is sorted by, and its id. */
export function cursorOf(place: string, id: string): string {
  return Buffer.from(JSON.stringify([place, id])).toString('base64url')
}

/** @throws DomainError invalid at `from` */
export function readCursor(text: string): { place: string; id: string } {
  const parts = partsOf(text)
  if (parts === null || parts.some((part) => part.includes('\0') || !part.isWellFormed())) throw noPlace()
  return { place: parts[0], id: parts[1] }
}

/** A time as cursors have it: microseconds since 1970. @throws DomainError invalid at `from` */
export function readTimeCursor(text: string): { place: string; id: string } {
  const found = readCursor(text)
  if (!/^\d{1,16}$/.test(found.place)) throw noPlace()
  return found
}

function partsOf(text: string): [string, string] | null {
  try {
    return shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null
  } catch {
    return null
  }
}

function noPlace(): DomainError {
  return new DomainError('invalid', 'This is no place in the list. Begin without `from`.', { field: 'from' })
}
