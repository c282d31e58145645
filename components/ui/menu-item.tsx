'use client'

import { Menu as BaseMenu } from '@base-ui/react/menu'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { AppLink } from './app-link'
import { itemStyles } from './floating-styles'
import { startNavigation } from './navigation-state'

interface MenuItemLook {
  icon?: ReactNode
  tone?: 'neutral' | 'danger'
  children: ReactNode
}

interface MenuItemProps extends MenuItemLook {
  onClick: () => void
}

export function MenuItem({ icon, tone = 'neutral', onClick, children }: MenuItemProps) {
  return (
    <BaseMenu.Item onClick={onClick} className={classNames(itemStyles, tone === 'danger' && 'text-danger')}>
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
    </BaseMenu.Item>
  )
}

interface MenuLinkProps extends MenuItemLook {
  href: string
}

export function MenuLink({ href, icon, children }: MenuLinkProps) {
  const router = useRouter()
  return (
    <BaseMenu.LinkItem
      closeOnClick
      render={<AppLink href={href} onNavigate={navigate} />}
      className={itemStyles}
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
    </BaseMenu.LinkItem>
  )

  /** The menu closes, and the link in it with it, before the page is there. */
  function navigate(event: { preventDefault: () => void }) {
    event.preventDefault()
    startNavigation(() => router.push(href))
  }
}
