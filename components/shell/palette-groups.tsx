import { BadgeCheck, CircleUser, MailPlus, Plus, Rows3 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { chooseTheme, themeChoices } from '@/components/ui/theme-toggle'
import type { NavigationItem } from './navigation'
import type { SwitcherOrganization } from './plain-switcher'
import type { FoundMember, PeopleSearch } from './use-member-search'

export interface PaletteItem {
  id: string
  label: string
  hint?: string
  icon: ReactNode
  /** Other words that find it. */
  words?: string
  /** The server has found it for what was typed. */
  isFound?: true
  run: () => void
}

export interface PaletteGroup {
  label: string
  items: PaletteItem[]
}

export interface PaletteContent {
  /** The page about what the person may do in the organization. */
  accessHref?: string
  pages: NavigationItem[]
  /** The others. */
  organizations: SwitcherOrganization[]
  mayCreateOrganizations: boolean
  /** Absent if the person may not search for people here. */
  people?: PeopleSearch | undefined
  /** Absent if the person may not invite. */
  invite?: (() => void) | undefined
  switchTo: (organizationId: string) => void
}

export function paletteGroups(
  content: PaletteContent,
  members: readonly FoundMember[],
  goTo: (href: string) => void,
): PaletteGroup[] {
  const groups = [
    { label: content.people?.label ?? '', items: members.map((member) => memberItem(content, member, goTo)) },
    { label: 'Go to', items: placesOf(content, goTo) },
    { label: 'Actions', items: actionsOf(content) },
    { label: 'Switch organization', items: organizationsOf(content) },
    { label: 'Theme', items: themes },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

function memberItem(
  { people }: PaletteContent,
  member: FoundMember,
  goTo: (href: string) => void,
): PaletteItem {
  const { userId, name, email, picture } = member
  return {
    id: userId,
    label: name,
    ...(email === name ? {} : { hint: email }),
    icon: <Avatar name={name} imageUrl={picture ?? undefined} size="small" />,
    isFound: true,
    run: () => goTo(`${people?.pages ?? ''}/${encodeURIComponent(userId)}`),
  }
}

function placesOf(
  { accessHref, pages, mayCreateOrganizations }: PaletteContent,
  goTo: (href: string) => void,
) {
  const others = [
    ...(accessHref === undefined
      ? []
      : [{ href: accessHref, label: 'Your access', icon: <BadgeCheck aria-hidden strokeWidth={1.75} /> }]),
    { href: '/account', label: 'Account', icon: <CircleUser aria-hidden strokeWidth={1.75} /> },
    { href: '/orgs', label: 'All organizations', icon: <Rows3 aria-hidden strokeWidth={1.75} /> },
    ...(mayCreateOrganizations
      ? [{ href: '/orgs/new', label: 'Create organization', icon: <Plus aria-hidden strokeWidth={1.75} /> }]
      : []),
  ]
  return [...pages, ...others].map(({ href, label, icon }): PaletteItem => {
    return { id: href, label, icon, run: () => goTo(href) }
  })
}

function actionsOf({ invite }: PaletteContent): PaletteItem[] {
  if (!invite) return []
  const icon = <MailPlus aria-hidden strokeWidth={1.75} />
  return [{ id: 'invite', label: 'Invite people', words: 'add member', icon, run: invite }]
}

function organizationsOf({ organizations, switchTo }: PaletteContent): PaletteItem[] {
  return organizations.map(({ id, displayName, logoUrl }) => ({
    id,
    label: displayName,
    words: 'switch organization',
    icon: <Avatar name={displayName} imageUrl={logoUrl} size="small" shape="square" />,
    run: () => switchTo(id),
  }))
}

const themes = themeChoices.map(({ value, label, Icon }): PaletteItem => ({
  id: `theme ${value}`,
  label: `${label} theme`,
  words: 'appearance',
  icon: <Icon aria-hidden strokeWidth={1.75} />,
  run: () => chooseTheme(value),
}))
