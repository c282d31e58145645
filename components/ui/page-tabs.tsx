'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { AppLink } from './app-link'

interface PageTabsProps {
  /** What the pages are about. */
  label: string
  tabs: readonly { href: string; label: string }[]
}

/**
 * Links to the pages about one thing. The first tab is its own page, the others are below. On narrow screens they are one
 * line, which scrolls to the current one.
 */
export function PageTabs({ label, tabs }: PageTabsProps) {
  const here = usePathname()
  const [first] = tabs
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (list.current) centerCurrent(list.current)
  }, [here])
  return (
    <nav aria-label={label} className="mb-6 border-b">
      <ul
        ref={list}
        className="relative -mb-px flex gap-x-5 [scrollbar-width:none] max-lg:-mx-gutter max-lg:overflow-x-auto max-lg:px-gutter lg:flex-wrap"
      >
        {tabs.map((tab) => {
          const isWithin = tab !== first && here.startsWith(`${tab.href}/`)
          return (
            <li key={tab.href} className="shrink-0">
              <AppLink
                href={tab.href}
                aria-current={here === tab.href || isWithin ? 'page' : undefined}
                className="flex min-h-control items-center border-b-2 border-transparent font-medium text-muted-foreground transition-colors duration-hover hover:text-foreground focus-visible:-outline-offset-2 aria-[current=page]:border-primary aria-[current=page]:text-foreground"
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

/** Without moving the page, as `scrollIntoView` would. */
function centerCurrent(list: HTMLElement) {
  const current = list.querySelector<HTMLElement>('[aria-current=page]')
  if (current) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.clientWidth) / 2
}
