'use client'

import { useEffect, useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { MenuSeparator } from '@/components/ui/menu'
import { MenuLink } from '@/components/ui/menu-item'
import type { SwitcherOrganization } from './plain-switcher'

/** An organization that the person is not a member of, and can become one. */
export interface SwitcherOffer extends SwitcherOrganization {
  href: string
  act: 'View invitation' | 'Join' | 'Ask to join' | 'Requested'
}

/** Rendered while the switcher is open: asks then, so that no page waits for it. */
export function SwitcherOffers() {
  const [offers, setOffers] = useState<SwitcherOffer[]>([])
  useEffect(() => {
    const controller = new AbortController()
    void readOffers(controller.signal).then((found) => {
      if (!controller.signal.aborted) setOffers(found)
    })
    return () => controller.abort()
  }, [])
  if (offers.length === 0) return null
  return (
    <>
      <MenuSeparator />
      {offers.map(({ id, displayName, logoUrl, href, act }) => (
        <MenuLink
          key={id}
          href={href}
          icon={<Avatar name={displayName} imageUrl={logoUrl} size="small" shape="square" />}
        >
          <span className="block truncate font-medium">{displayName}</span>
          <span className="block text-sm text-muted-foreground">{act}</span>
        </MenuLink>
      ))}
    </>
  )
}

/** None if the server does not answer: they are listed at /orgs as well. */
async function readOffers(signal: AbortSignal): Promise<SwitcherOffer[]> {
  try {
    const response = await fetch('/orgs/offers', { signal })
    return response.ok ? ((await response.json()) as SwitcherOffer[]) : []
  } catch {
    return []
  }
}
