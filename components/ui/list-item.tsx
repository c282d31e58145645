import type { ReactNode } from 'react'

interface ListItemProps {
  title: ReactNode
  note?: ReactNode
  /** Its buttons. */
  children?: ReactNode
}

/** In a list with `divide-y rounded-lg border`. */
export function ListItem({ title, note, children }: ListItemProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        {title && <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">{title}</p>}
        {note && <p className="text-sm wrap-anywhere text-muted-foreground">{note}</p>}
      </div>
      {children}
    </li>
  )
}
