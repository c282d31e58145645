import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export interface TableProps {
  caption: string
  children: ReactNode
  className?: string
}

/** On phones each row becomes two lines, so that nothing scrolls sideways. */
export function Table({ caption, children, className }: TableProps) {
  return (
    <table className={classNames('w-full border-collapse text-left max-sm:block', className)} role="table">
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup" className="max-sm:sr-only">
      <tr role="row" className="h-9 border-b">
        {children}
      </tr>
    </thead>
  )
}

export function TableBody({ children }: { children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="max-sm:block">
      {children}
    </tbody>
  )
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      role="row"
      {...props}
      className={classNames(
        'h-11 border-b transition-colors duration-hover hover:bg-panel',
        'max-sm:relative max-sm:flex max-sm:h-auto max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-2 max-sm:py-3',
        className,
      )}
    />
  )
}

export interface ColumnProps extends Omit<ComponentProps<'th'>, 'align'> {
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

export interface CellProps extends Omit<ComponentProps<'td'>, 'align'> {
  align?: 'start' | 'end'
  /** On phones: `line` is the cell’s own line, `corner` the right of the first line, `hide` leaves it out. */
  phone?: 'line' | 'inline' | 'corner' | 'hide'
}

const phones = {
  line: 'max-sm:basis-full',
  inline: 'max-sm:basis-auto',
  corner: 'max-sm:absolute max-sm:top-2 max-sm:right-0',
  hide: 'max-sm:hidden',
}

export function Cell({ align = 'start', phone = 'inline', className, ...props }: CellProps) {
  return (
    <td
      role="cell"
      {...props}
      className={classNames(
        'px-3 py-1.5 align-middle first:pl-0 last:pr-0 max-sm:p-0',
        align === 'end' && 'text-right',
        phones[phone],
        className,
      )}
    />
  )
}
