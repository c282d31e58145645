/** `after` (null: from the beginning) is stable under changes and cheap in long lists; it counts rows only for `countAtMost`. */
export type Window = OffsetWindow | { take: number; after: string | null; countAtMost?: number | undefined }

export interface OffsetWindow {
  take: number
  skip: number
  isCounted?: boolean | undefined
  /** `total` is one more if there are more rows. By default all are counted. */
  countAtMost?: number | undefined
}

export interface Windowed<T> {
  rows: T[]
  /** 0 if not counted. */
  total: number
  /** The next `after`; null at the end, and for a window by `skip`. */
  next: string | null
}

const mostRows = 100

/** With `after`, takes one row more than requested, to know whether there is a next page. */
export function rangeOf(window: Window): { after: string; skip: number; take: number } {
  const take = rowsOf(window)
  if ('skip' in window) return { after: '', skip: Math.max(0, window.skip), take }
  return { after: window.after ?? '', skip: 0, take: take + 1 }
}

/** `found` was read by rangeOf(). */
export function windowed<T>(
  window: Window,
  found: T[],
  idOf: (row: T) => string,
): Omit<Windowed<T>, 'total'> {
  if ('skip' in window) return { rows: found, next: null }
  const rows = found.slice(0, rowsOf(window))
  const last = rows.at(-1)
  return { rows, next: found.length > rows.length && last !== undefined ? idOf(last) : null }
}

function rowsOf({ take }: Window): number {
  return Math.min(Math.max(0, take), mostRows)
}

/** For a short list that was read whole. */
export function windowOnto<T>(rows: readonly T[], window: Window, idOf: (row: T) => string): Windowed<T> {
  const { after, skip, take } = rangeOf(window)
  const byIds = (one: T, other: T) => (idOf(one) < idOf(other) ? -1 : 1)
  const inOrder = 'skip' in window ? rows : rows.filter((row) => idOf(row) > after).sort(byIds)
  return { ...windowed(window, inOrder.slice(skip, skip + take), idOf), total: rows.length }
}
