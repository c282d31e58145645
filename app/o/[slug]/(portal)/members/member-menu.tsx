'use client'

import { UserMinus, UserRound } from 'lucide-react'
import { useState } from 'react'
import type { FormAction } from '@/components/form/form'
import { AlertDialog } from '@/components/ui/alert-dialog'
import { Menu, MenuSeparator } from '@/components/ui/menu'
import { MenuItem, MenuLink } from '@/components/ui/menu-item'
import { RemovalForm, removalText, removalTitle, type MemberRemoval } from './removal-form'

interface MemberMenuProps {
  href: string
  remove: FormAction
  removal?: MemberRemoval | undefined
}

export function MemberMenu({ href, remove, removal }: MemberMenuProps) {
  const [isAsking, setAsking] = useState(false)

  return (
    <span className="needs-script">
      <Menu label="More actions">
        <MenuLink href={href} icon={<UserRound aria-hidden strokeWidth={1.75} />}>
          See details
        </MenuLink>
        {removal && <MenuSeparator />}
        {removal && (
          <MenuItem
            tone="danger"
            icon={<UserMinus aria-hidden strokeWidth={1.75} />}
            onClick={() => setAsking(true)}
          >
            Remove from organization
          </MenuItem>
        )}
      </Menu>
      {removal && (
        <AlertDialog
          title={removalTitle(removal)}
          description={removalText(removal)}
          open={isAsking}
          onOpenChange={setAsking}
        >
          <RemovalForm removal={removal} action={remove} />
        </AlertDialog>
      )}
    </span>
  )
}
