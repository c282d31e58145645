import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

const listStyles = 'flex max-w-full gap-4 overflow-x-auto border-b'
const tabStyles = [
  '-mb-px inline-flex min-h-control shrink-0 items-center border-b-2 border-transparent text-base font-medium',
  'text-muted-foreground transition-colors duration-hover hover:text-foreground focus-visible:-outline-offset-2',
  'aria-selected:border-primary aria-selected:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground',
].join(' ')

export interface Tab {
  value: string
  label: string
  content: ReactNode
}

/** Views of one thing that need no address of their own. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <BaseTabs.Root defaultValue={tabs[0]?.value} className="flex flex-col gap-4">
      <BaseTabs.List aria-label={label} className={listStyles}>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className={tabStyles}>
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  )
}

export interface TabLink {
  href: string
  label: string
  current: boolean
}

/** The same look for views that have an address. */
export function TabLinks({ label, links }: { label: string; links: TabLink[] }) {
  return (
    <nav aria-label={label} className={listStyles}>
      {links.map((link) => (
        <Link
          prefetch={false}
          key={link.href}
          href={link.href}
          aria-current={link.current ? 'page' : undefined}
          className={classNames(tabStyles)}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  )
}
