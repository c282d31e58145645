'use client'

import {
  Check,
  ChevronRight,
  Ellipsis,
  Link2,
  MailX,
  Minus,
  Pencil,
  Send,
  type LucideIcon,
} from 'lucide-react'

const icons = {
  check: Check,
  chevron: ChevronRight,
  ellipsis: Ellipsis,
  link: Link2,
  minus: Minus,
  pencil: Pencil,
  revoke: MailX,
  send: Send,
} satisfies Record<string, LucideIcon>

type RowIconName = keyof typeof icons

/** Once on each page with a shell. */
export function RowIcons() {
  return (
    <svg aria-hidden className="absolute size-0">
      {Object.entries(icons).map(([name, Icon]) => (
        <symbol key={name} id={`icon-${name}`} viewBox="0 0 24 24">
          <Icon strokeWidth={1.75} />
        </symbol>
      ))}
    </svg>
  )
}

/** For icons in the rows of a list: refers to a symbol of `<RowIcons>`, since an icon in each row would take 400 bytes. */
export function RowIcon({ name, className }: { name: RowIconName; className?: string }) {
  return (
    <svg aria-hidden className={className}>
      <use href={`#icon-${name}`} />
    </svg>
  )
}
