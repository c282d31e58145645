import type { ReactNode } from 'react'
import { AppLink } from '@/components/ui/app-link'
import { classNames } from '@/components/ui/class-names'

export interface NavigationItem {
  href: string
  label: string
  icon: ReactNode
  current: boolean
}

export function Navigation({ label, items }: { label: string; items: NavigationItem[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-col gap-0.5">
        {items.map((item) => (
          <li key={item.href}>
            <AppLink
              href={item.href}
              aria-current={item.current ? 'page' : undefined}
              className={classNames(
                'flex min-h-control items-center gap-2.5 rounded-md px-2.5 font-medium text-muted-foreground',
                'transition-colors duration-hover ease-out hover:bg-hover hover:text-foreground',
                'aria-[current=page]:bg-hover aria-[current=page]:text-foreground [&_svg]:size-4 [&_svg]:shrink-0',
              )}
            >
              {item.icon}
              <span className="truncate">{item.label}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
