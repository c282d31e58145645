import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

export interface TableProps {
  caption: string
  children: ReactNode
  className?: string
}

/** Below 1100 pixels each row becomes two lines, so that nothing scrolls sideways. */
export function Table({ caption, children, className }: TableProps) {
  return (
    <table className={classNames('w-full border-collapse text-left max-wide:block', className)} role="table">
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

const rowStyles = [
  'group/row h-11 border-b transition-colors duration-hover hover:bg-panel',
  'max-wide:relative max-wide:grid max-wide:h-auto max-wide:min-h-11 max-wide:py-1.5',
  'max-wide:grid-cols-[repeat(5,minmax(0,max-content))_minmax(0,1fr)] max-wide:items-center',
  'max-wide:has-[>[data-narrow=start]]:pl-8 sm:max-wide:has-[[data-person]]:pl-11',
  'sm:max-wide:has-[>[data-narrow=start]]:has-[[data-person]]:pl-19',
  'max-wide:has-[>[data-narrow=end]]:pr-24 sm:max-wide:has-[>[data-narrow=corner]]:pr-24',
].join(' ')

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr role="row" {...props} className={classNames(rowStyles, className)} />
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
  /**
   * Where the cell is below 1100 pixels: `first` is the first line; cells with `second` share the second line, with a
   * dot between them; `start` is the left of both and `end` the right; `corner` is the right, on phones of the first line
   * alone; `line` is a line of its own.
   */
  narrow?: 'first' | 'second' | 'line' | 'start' | 'end' | 'corner' | 'hide'
}

const places = {
  first: 'max-wide:col-span-full max-wide:py-px max-sm:group-has-[>[data-narrow=corner]]/row:pr-24',
  second: [
    'max-wide:truncate max-wide:text-sm max-wide:text-muted-foreground max-wide:empty:hidden',
    "max-wide:[[data-narrow=second]:not(:empty)+&]:before:mx-1.5 max-wide:[[data-narrow=second]:not(:empty)+&]:before:content-['·']",
  ].join(' '),
  line: 'max-wide:col-span-full',
  corner:
    'max-wide:absolute max-wide:right-0 max-sm:top-0.5 sm:max-wide:inset-y-0 sm:max-wide:flex sm:max-wide:items-center',
  end: 'max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:flex max-wide:items-center',
  start: 'max-wide:absolute max-wide:top-3 max-wide:left-0',
  hide: 'max-wide:hidden',
}

export function Cell({ align = 'start', narrow = 'second', className, ...props }: CellProps) {
  return (
    <td
      role="cell"
      data-narrow={narrow}
      {...props}
      className={classNames(
        'px-3 py-1 align-middle first:pl-0 last:pr-0 max-wide:p-0',
        align === 'end' && 'text-right',
        places[narrow],
        className,
      )}
    />
  )
}
