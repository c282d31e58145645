'use client'

import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'
import { joinClasses } from './join-classes'

interface TableProps {
  caption: string
  children: ReactNode
}

/** Below 1100 pixels each row becomes two lines, so that nothing scrolls sideways. */
export function Table({ caption, children }: TableProps) {
  return (
    <table className="w-full border-collapse text-left max-wide:block" role="table">
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="max-wide:sr-only">
      <tr role="row" className="h-9 border-b">
        {children}
      </tr>
    </thead>
  )
}

export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="max-wide:block">
      {children}
    </tbody>
  )
}

/** The styles of rows and cells are in app/table.css. */
export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr role="row" {...props} className={joinClasses('list-row', className)} />
}

interface ColumnProps extends Omit<ComponentProps<'th'>, 'align'> {
  align?: 'start' | 'end'
}

/** `aria-sort` and a link inside make the column sortable. */
export function Column({ align = 'start', className, ...props }: ColumnProps) {
  return (
    <th
      scope="col"
      role="columnheader"
      {...props}
      className={classNames(
        'px-3 text-sm font-medium whitespace-nowrap text-muted-foreground first:pl-0 last:pr-0',
        align === 'end' && 'text-right',
        className,
      )}
    />
  )
}

/** Of the cells with buttons. */
export function ActionsColumn() {
  return (
    <Column>
      <span className="sr-only">Actions</span>
    </Column>
  )
}

export interface CellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: 'start' | 'end'
  /**
   * Where the cell is below 1100 pixels: `first` is the first line; cells with `second` share the second line, with a
   * dot between them; `start` is the left of both and `end` the right; `corner` is the right, on phones of the first line
   * alone; `line` is a line of its own.
   */
  narrow?: 'first' | 'second' | 'line' | 'start' | 'end' | 'corner' | 'hide'
}

export function Cell({ align = 'start', narrow = 'second', className, ...props }: CellProps) {
  const styles = joinClasses(align === 'end' && 'text-right', className)
  return <td role="cell" data-narrow={narrow} {...props} className={styles || undefined} />
}
