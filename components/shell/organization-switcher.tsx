'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check, ChevronsUpDown, Plus, Rows3 } from 'lucide-react'
import { useRef } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { itemStyles } from '@/components/ui/floating-styles'
import { Menu, MenuSeparator } from '@/components/ui/menu'
import { MenuLink } from '@/components/ui/menu-item'
import { startNavigation } from '@/components/ui/navigation-state'
import { PlainSwitcher, type OrganizationSwitcherProps, type SwitcherOrganization } from './plain-switcher'
import { SwitcherOffers } from './switcher-offers'

export function OrganizationSwitcher({
  current,
  organizations,
  action,
  mayCreate = true,
}: OrganizationSwitcherProps) {
  const row = useRef<HTMLDivElement>(null)
  return (
    <>
      <div ref={row} className={classNames(itemStyles, 'needs-script relative hover:bg-hover')}>
        <Organization organization={current} />
        <Menu
          label="Switch organization"
          trigger={
            <button className={triggerStyles}>
              <ChevronsUpDown aria-hidden strokeWidth={1.75} />
            </button>
          }
          anchor={row}
          align="start"
          className="flex w-60 flex-col overflow-hidden"
        >
          <Choices current={current} organizations={organizations} action={action} />
          <SwitcherOffers />
          <MenuSeparator />
          <OrganizationLinks mayCreate={mayCreate} />
        </Menu>
      </div>
      <PlainSwitcher current={current} organizations={organizations} action={action} mayCreate={mayCreate} />
    </>
  )
}

/** The whole row is clickable; the accessible name is the button’s. */
const triggerStyles = [
  'text-muted-foreground outline-none after:absolute after:inset-0 after:rounded-md',
  'focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-ring',
].join(' ')

function Choices({ current, organizations, action }: OrganizationSwitcherProps) {
  return (
    <div className="-m-1 max-h-75 overflow-y-auto overscroll-contain p-1">
      {organizations.map((organization) => (
        <BaseMenu.Item
          key={organization.id}
          label={organization.displayName}
          onClick={() => switchTo(organization, action)}
          className={itemStyles}
        >
          <Organization organization={organization} />
          {organization.id === current.id && <Check aria-hidden strokeWidth={1.75} />}
        </BaseMenu.Item>
      ))}
    </div>
  )
}

function OrganizationLinks({ mayCreate }: { mayCreate: boolean }) {
  return (
    <>
      <MenuLink href="/orgs" icon={<Rows3 aria-hidden strokeWidth={1.75} />}>
        All organizations
      </MenuLink>
      {mayCreate && (
        <MenuLink href="/orgs/new" icon={<Plus aria-hidden strokeWidth={1.75} />}>
          Create organization
        </MenuLink>
      )}
    </>
  )
}

function Organization({ organization }: { organization: SwitcherOrganization }) {
  return (
    <>
      <Avatar name={organization.displayName} imageUrl={organization.logoUrl} size="small" shape="square" />
      <span title={organization.displayName} className="min-w-0 flex-1 truncate font-medium">
        {organization.displayName}
      </span>
      {organization.mark !== undefined && <Badge tone="warning">{organization.mark}</Badge>}
    </>
  )
}

function switchTo({ id }: SwitcherOrganization, action: OrganizationSwitcherProps['action']) {
  const form = new FormData()
  form.set('organization_id', id)
  startNavigation(() => action(form))
}
