'use client'

import { createContext, use, useOptimistic, type ComponentProps, type ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { joinClasses } from '@/components/ui/join-classes'
import { TableRow } from '@/components/ui/table'

/** What a row of a list shows from the click until the page is rendered again, or the server refuses. */
export interface ExpectedRow {
  isSuspended?: boolean
  roles?: { id: string; name: string }[]
  isPending?: true
  /** What takes the row off the list, such as “Removing…”. */
  leaving?: string
}

export type Rows = Readonly<Record<string, ExpectedRow>>

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

/** For a form’s `onStart` or `onUndo`: the same for each row whose id the form sends in the field. */
export function useExpectEach(field: string, row: ExpectedRow): (form: FormData) => void {
  const expect = useExpect()
  return (form) => expect(Object.fromEntries(textsIn(form, field).map((id) => [id, row])))
}

export function textsIn(form: FormData, field: string): string[] {
  return form.getAll(field).filter((item) => typeof item === 'string')
}

/** Dimmed while it is being removed from the list. */
export function ExpectedTableRow({ rowId, ...props }: ComponentProps<typeof TableRow> & { rowId: string }) {
  return <TableRow {...props} {...useLeaving(rowId)} />
}

export function ExpectedItem({ rowId, className, ...props }: ComponentProps<'li'> & { rowId: string }) {
  const leaving = useLeaving(rowId)
  return <li {...props} {...leaving} className={joinClasses(className, leaving.className)} />
}

function useLeaving(rowId: string) {
  const isLeaving = useExpectedRow(rowId).leaving !== undefined
  return { 'aria-busy': isLeaving || undefined, className: isLeaving ? 'opacity-60' : '' }
}

/** What the row is about to become, where no badge says it. */
export function ExpectedNote({ rowId }: { rowId: string }) {
  const { leaving } = useExpectedRow(rowId)
  return leaving === undefined ? null : <Badge>{leaving}</Badge>
}
