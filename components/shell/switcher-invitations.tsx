'use client'

import { useEffect, useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { MenuSeparator } from '@/components/ui/menu'
import { MenuLink } from '@/components/ui/menu-item'
import type { SwitcherOrganization } from './plain-switcher'

/** Rendered while the switcher is open: asks then, so that no page waits for it. */
export function SwitcherInvitations() {
  const [invitations, setInvitations] = useState<SwitcherOrganization[]>([])
  useEffect(() => {
    const controller = new AbortController()
    void readInvitations(controller.signal).then((found) => {
      if (!controller.signal.aborted) setInvitations(found)
    })
    return () => controller.abort()
  }, [])
  if (invitations.length === 0) return null
  return (
    <>
      <MenuSeparator />
      {invitations.map(({ id, displayName, logoUrl }) => (
        <MenuLink
          key={id}
          href={`/orgs/invitations/${id}`}
          icon={<Avatar name={displayName} imageUrl={logoUrl} size="small" shape="square" />}
        >
          <span className="block truncate font-medium">{displayName}</span>
          <span className="block text-sm text-muted-foreground">View invitation</span>
        </MenuLink>
      ))}
    </>
  )
}

/** None if the server does not answer: they are listed at /orgs as well. */
async function readInvitations(signal: AbortSignal): Promise<SwitcherOrganization[]> {
  try {
    const response = await fetch('/orgs/invitations', { signal })
    return response.ok ? ((await response.json()) as SwitcherOrganization[]) : []
  } catch {
    return []
  }
}
