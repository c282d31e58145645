'use client'

import { createContext, use } from 'react'

export interface SelectionState {
  /** In the order of the rows. */
  ids: readonly string[]
  selected: readonly string[]
  /** `isRange`: also every row between it and the one that was changed last. */
  change: (id: string, how: { isSelected: boolean; isRange: boolean }) => void
  select: (ids: readonly string[]) => void
}

/** The checkboxes of rows. */
export const rowBoxes = '[data-narrow="start"] input'

export const SelectionContext = createContext<SelectionState | null>(null)

export function useSelection(): SelectionState {
  const selection = use(SelectionContext)
  if (!selection) throw new Error('A selection is only available inside <Selection>.')
  return selection
}

/** The rows from one to the other, in either direction; only `to` if `from` is not in the list. */
export function rangeOf(ids: readonly string[], from: string | undefined, to: string): string[] {
  const [start, end] = [from === undefined ? -1 : ids.indexOf(from), ids.indexOf(to)]
  if (start < 0 || end < 0) return [to]
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1)
}
