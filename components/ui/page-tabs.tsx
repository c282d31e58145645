'use client'

import { usePathname } from 'next/navigation'
import { AppLink } from './app-link'

interface PageTabsProps {
  /** What the pages are about. */
  label: string
  tabs: readonly { href: string; label: string }[]
}

/** Links to the pages about one thing. The first tab is its own page, the others are below. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  const here = usePathname()
  const [first] = tabs
  return (
    <nav aria-label={label} className="mb-6 border-b">
      <ul className="flex flex-wrap gap-x-5">
        {tabs.map((tab) => {
          const isWithin = tab !== first && here.startsWith(`${tab.href}/`)
          return (
            <li key={tab.href}>
              <AppLink
                href={tab.href}
                aria-current={here === tab.href || isWithin ? 'page' : undefined}
                className="-mb-px flex min-h-control items-center border-b-2 border-transparent font-medium text-muted-foreground transition-colors duration-hover hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground"
              >
                {tab.label}
              </AppLink>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
