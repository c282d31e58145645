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
  Webhook,
  type LucideIcon,
} from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { SwitcherOrganization } from '@/components/shell/plain-switcher'
import { PortalShell } from '@/components/shell/portal-shell'
import { Button, type ButtonProps } from '@/components/ui/button'
import { joinClasses } from '@/components/ui/join-classes'
import { startNavigation } from '@/components/ui/navigation-state'
import { useInvite } from './invitations/invite-provider'

interface PortalFrameProps {
  slug: string
  pages: { path: string; label: string }[]
  title: string
  switcher: ReactNode
  person: ReactNode
  signOut: ReactNode
  organizations: SwitcherOrganization[]
  switchTo: (form: FormData) => Promise<void>
  may: { createOrganizations: boolean; findMembers: boolean }
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
  webhooks: Webhook,
  settings: Settings,
}

/** They have their own button “Invite people”. */
const pagesWithInvite = ['home', 'members', 'invitations']

/** Marks the current page in the browser, since a layout does not render again on navigation. */
export function PortalFrame({ slug, pages, organizations, switchTo, may, ...shell }: PortalFrameProps) {
  const here = usePathname()
  const invite = useInvite()
  const isOffered = pagesWithInvite.some((path) => here === `/o/${slug}/${path}`)
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
  const palette = {
    accessHref: `/o/${slug}/access`,
    organizations,
    mayCreateOrganizations: may.createOrganizations,
    people: may.findMembers
      ? { label: 'Members', find: `/o/${slug}/find-members`, pages: `/o/${slug}/members` }
      : undefined,
    invite: invite ?? undefined,
    switchTo: switchOrganization,
  }
  return (
    <PortalShell
      {...shell}
      label="Organization"
      items={items}
      palette={palette}
      action={invite && !isOffered ? <SidebarInvite onInvite={invite} /> : undefined}
    />
  )

  function switchOrganization(id: string) {
    const form = new FormData()
    form.set('organization_id', id)
    startNavigation(() => switchTo(form))
  }
}

type SidebarInviteProps = ButtonProps & { onInvite: () => void }

/** On phones it is also the button that closes the menu, whose props it is given. */
function SidebarInvite({ onInvite, onClick, className, ...props }: SidebarInviteProps) {
  return (
    <Button
      {...props}
      className={joinClasses('needs-script', className)}
      onClick={(event) => {
        onClick?.(event)
        onInvite()
      }}
    >
      <MailPlus aria-hidden strokeWidth={1.75} />
      Invite people
    </Button>
  )
}
