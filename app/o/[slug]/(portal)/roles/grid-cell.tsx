import type { ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { classNames } from '@/components/ui/class-names'
import type { GridPermission } from './permission-group'

interface GridCellProps {
  permission: GridPermission
  label: ReactNode
  className?: string
}

/** A disabled box is not sent: what must stay is sent by a hidden field. */
export function GridCell({ permission, label, className }: GridCellProps) {
  const { key, name, description, isGiven, isFixed, mayChoose } = permission
  const isLocked = isFixed || !mayChoose
  return (
    <>
      {isFixed && <input type="hidden" name="permissions" value={key} />}
      <Checkbox
        value={key}
        label={label}
        title={reasonOf(permission) ?? `${description || name} (${name})`}
        defaultChecked={isGiven}
        disabled={isLocked}
        className={classNames(isLocked && 'text-muted-foreground', className)}
      />
    </>
  )
}

function reasonOf({ isFixed, mayChoose }: GridPermission): string | null {
  if (isFixed) return 'Someone with this role has more permissions here than you, so you can’t remove any.'
  return mayChoose ? null : 'You don’t have this permission here, so you can’t add it.'
}
