'use client'

import { useState } from 'react'
import { RowIcon } from '@/components/ui/row-icon'
import type { ApiPermissions } from './given-permissions'
import { PermissionList } from './permission-list'

interface RolePermissionsProps {
  apis: ApiPermissions[]
  given: readonly number[]
}

/** Rendered once opened; without JavaScript the matrix is shown instead. */
export function RolePermissions({ apis, given }: RolePermissionsProps) {
  const [wasOpened, setOpened] = useState(false)
  if (given.length === 0) return <p className="text-sm text-muted-foreground">No permissions.</p>
  return (
    <details className="group needs-script" onToggle={() => setOpened(true)}>
      <summary className="flex min-h-11 w-fit list-none items-center gap-2 rounded-sm text-sm font-medium [&::-webkit-details-marker]:hidden">
        <RowIcon name="chevron" className="size-4 shrink-0 text-muted-foreground group-open:rotate-90" />
        {given.length === 1 ? '1 permission' : `${given.length} permissions`}
      </summary>
      {wasOpened && (
        <div className="mt-1">
          <PermissionList apis={apis} given={given} />
        </div>
      )}
    </details>
  )
}
