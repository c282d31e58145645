'use client'

import {
  House,
  KeyRound,
  MailPlus,
  Palette,
  ScrollText,
  Settings,
  ShieldCheck,
  Tags,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { PortalShell } from '@/components/shell/portal-shell'

interface PortalFrameProps {
  slug: string
  pages: { path: string; label: string }[]
  title: string
  switcher: ReactNode
  person: ReactNode
  signOut: ReactNode
  children: ReactNode
}

const icons: Record<string, LucideIcon> = {
  home: House,
  members: Users,
  invitations: MailPlus,
  roles: Tags,
  branding: Palette,
  'sign-in-methods': KeyRound,
  security: ShieldCheck,
  audit: ScrollText,
  settings: Settings,
}

/** Marks the current page in the browser, since a layout does not render again on navigation. */
export function PortalFrame({ slug, pages, ...shell }: PortalFrameProps) {
  const here = usePathname()
  const items = pages.map(({ path, label }) => {
    const Icon = icons[path] ?? House
    const href = `/o/${slug}/${path}`
    return {
      href,
      label,
      icon: <Icon aria-hidden strokeWidth={1.75} />,
      current: here === href || here.startsWith(`${href}/`),
    }
  })
  return <PortalShell {...shell} items={items} />
}
