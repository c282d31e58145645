'use client'

import { createContext, use, useOptimistic, type ReactNode } from 'react'

/** What a row of a list shows from the click until the page is rendered again, or the server refuses. */
interface ExpectedRow {
  isSuspended?: boolean
  roles?: { id: string; name: string }[]
  isPending?: true
}

type Rows = Readonly<Record<string, ExpectedRow>>

const none: Rows = {}

const Context = createContext<{ rows: Rows; expect: (rows: Rows) => void }>({
  rows: none,
  expect: () => undefined,
})

export function ExpectedRows({ children }: { children: ReactNode }) {
  const [rows, expect] = useOptimistic(none, (before: Rows, more: Rows) => ({ ...before, ...more }))
  return <Context value={{ rows, expect }}>{children}</Context>
}

/** Empty where nothing is expected. */
export function useExpectedRow(id: string): ExpectedRow {
  return use(Context).rows[id] ?? {}
}

/** Takes rows by their id. To be called within the action that changes them, before its first await. */
export function useExpect(): (rows: Rows) => void {
  return use(Context).expect
}
