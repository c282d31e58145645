'use client'

import {
  AppWindow,
  Braces,
  Building2,
  ChartLine,
  KeyRound,
  Mail,
  RadioTower,
  ScrollText,
  Settings,
  Tags,
  Users,
  Webhook,
  type LucideIcon,
} from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { SwitcherOrganization } from '@/components/shell/plain-switcher'
import { PortalShell } from '@/components/shell/portal-shell'
import { startNavigation } from '@/components/ui/navigation-state'

interface ConsoleFrameProps {
  pages: { href: string; label: string }[]
  title: string
  brand: ReactNode
  person: ReactNode
  signOut: ReactNode
  organizations: SwitcherOrganization[]
  switchTo: (form: FormData) => Promise<void>
  may: { createOrganizations: boolean; findUsers: boolean }
  children: ReactNode
}

const icons: Record<string, LucideIcon> = {
  '/console': ChartLine,
  '/console/organizations': Building2,
  '/console/users': Users,
  '/console/roles': Tags,
  '/console/apis': Braces,
  '/console/applications': AppWindow,
  '/console/connections': KeyRound,
  '/console/emails': Mail,
  '/console/logs': ScrollText,
  '/console/log-streams': RadioTower,
  '/console/webhooks': Webhook,
  '/console/settings': Settings,
}

/** Marks the current page in the browser, since a layout does not render again on navigation. */
export function ConsoleFrame({ pages, brand, organizations, switchTo, may, ...shell }: ConsoleFrameProps) {
  const current = usePathname()
  const items = pages.map(({ href, label }) => {
    const Icon = icons[href] ?? ChartLine
    const isWithin = href !== '/console' && current.startsWith(`${href}/`)
    return {
      href,
      label,
      icon: <Icon aria-hidden strokeWidth={1.75} />,
      current: current === href || isWithin,
    }
  })
  const palette = {
    organizations,
    mayCreateOrganizations: may.createOrganizations,
    people: may.findUsers
      ? { label: 'Users', find: '/console/users/find', pages: '/console/users' }
      : undefined,
    switchTo: (id: string) => {
      const form = new FormData()
      form.set('organization_id', id)
      startNavigation(() => switchTo(form))
    },
  }
  return <PortalShell {...shell} label="Console" switcher={brand} items={items} palette={palette} />
}
