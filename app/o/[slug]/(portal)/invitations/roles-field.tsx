'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { RoleChoice } from '@/components/ui/role-choice'

interface RolesFieldProps {
  options: RoleOption[]
  value: string[]
  onChange: (ids: string[]) => void
  help?: string | undefined
}

/** One role; several with “Add another role”. */
export function RolesField({ options, value, onChange, help }: RolesFieldProps) {
  const [isSeveral, setSeveral] = useState(value.length > 1)
  const [isOpen, setOpen] = useState(false)
  return (
    <Field name="roles" label="Role" help={help}>
      <div className="flex flex-wrap items-center gap-2">
        <RoleChoice
          key={String(isSeveral)}
          options={options}
          value={value}
          onChange={onChange}
          isSeveral={isSeveral}
          open={isOpen}
          onOpenChange={setOpen}
          className="flex-1 basis-40"
        />
        {!isSeveral && options.length > 1 && (
          <Button
            variant="ghost"
            onClick={() => {
              setSeveral(true)
              setOpen(true)
            }}
          >
            <Plus aria-hidden strokeWidth={1.75} />
            Add another role
          </Button>
        )}
      </div>
    </Field>
  )
}
