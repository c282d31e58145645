'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { BadgeCheck, ChevronsUpDown, CircleUser, SlidersHorizontal } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { classNames } from '@/components/ui/class-names'
import { itemStyles } from '@/components/ui/floating-styles'
import { Menu, MenuGroup, MenuSeparator } from '@/components/ui/menu'
import { MenuLink } from '@/components/ui/menu-item'
import { TextLink } from '@/components/ui/text-link'
import { chooseTheme, themeChoices, useTheme } from '@/components/ui/theme-toggle'
import { WithoutScript } from '@/components/ui/without-script'
import { SignOutButton } from './sign-out-button'

interface PersonMenuProps {
  person: ShellPerson
  signOut: (form: FormData) => Promise<void>
  compact?: boolean
  /** The page about what the person may do in the organization. */
  accessHref?: string | undefined
  /** Absent for people who cannot open the operator’s console. */
  consoleHref?: string | undefined
}

export function PersonMenu({ person, signOut, compact = false, accessHref, consoleHref }: PersonMenuProps) {
  return (
    <div className="flex min-w-0 items-center gap-1">
      <Menu
        label={`Your menu, ${person.name}`}
        trigger={<PersonButton person={person} compact={compact} />}
        align={compact ? 'end' : 'start'}
        className="w-60"
      >
        <MenuGroup label={person.email}>
          <MenuLink href="/account" icon={<CircleUser aria-hidden strokeWidth={1.75} />}>
            Account
          </MenuLink>
          {accessHref && (
            <MenuLink href={accessHref} icon={<BadgeCheck aria-hidden strokeWidth={1.75} />}>
              Your access
            </MenuLink>
          )}
          {consoleHref && (
            <MenuLink href={consoleHref} icon={<SlidersHorizontal aria-hidden strokeWidth={1.75} />}>
              Console
            </MenuLink>
          )}
        </MenuGroup>
        <MenuSeparator />
        <ThemeChoices />
      </Menu>
      <PlainPersonMenu person={person} accessHref={accessHref} consoleHref={consoleHref} />
      <SignOutButton signOut={signOut} />
    </div>
  )
}

type PersonButtonProps = ComponentProps<'button'> & { person: ShellPerson; compact: boolean }

function PersonButton({ person, compact, ...props }: PersonButtonProps) {
  return (
    <button
      {...props}
      className={classNames(
        itemStyles,
        'needs-script min-w-0 hover:bg-hover data-popup-open:bg-hover',
        compact && 'size-control shrink-0 justify-center p-0',
      )}
    >
      <Avatar name={person.name} imageUrl={person.picture ?? undefined} size={compact ? 'medium' : 'small'} />
      {!compact && <span className="min-w-0 flex-1 truncate font-medium">{person.name}</span>}
      {!compact && <ChevronsUpDown aria-hidden strokeWidth={1.75} className="text-muted-foreground" />}
    </button>
  )
}

function ThemeChoices() {
  return (
    <BaseMenu.RadioGroup value={useTheme()} onValueChange={chooseTheme} aria-label="Theme">
      {themeChoices.map(({ value, label, Icon }) => (
        <BaseMenu.RadioItem key={value} value={value} className={classNames(itemStyles, 'group')}>
          <Icon aria-hidden strokeWidth={1.75} />
          <span className="min-w-0 flex-1">{label}</span>
          <BaseMenu.RadioItemIndicator className="size-1.5 rounded-full bg-foreground" />
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  )
}

interface ShellPerson {
  name: string
  email: string
  picture?: string | null
}

/** For browsers without JavaScript. */
function PlainPersonMenu({
  person,
  accessHref,
  consoleHref,
}: Pick<PersonMenuProps, 'person' | 'accessHref' | 'consoleHref'>) {
  return (
    <WithoutScript>
      <TextLink href="/account" className="min-w-0 flex-1 px-2.5 py-2">
        {person.name}
      </TextLink>
      {accessHref && (
        <TextLink href={accessHref} className="px-2.5 py-2">
          Your access
        </TextLink>
      )}
      {consoleHref && (
        <TextLink href={consoleHref} className="px-2.5 py-2">
          Console
        </TextLink>
      )}
    </WithoutScript>
  )
}
