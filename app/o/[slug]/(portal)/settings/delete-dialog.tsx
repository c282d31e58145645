import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import type { FormValues } from '@/lib/http/form-state'
import { remove } from './actions'

interface DeleteDialogProps {
  slug: string
  displayName: string
  continued: FormValues | null
}

export function DeleteDialog({ slug, displayName, continued }: DeleteDialogProps) {
  return (
    <TypedDeleteDialog
      action={remove.bind(null, slug)}
      noun="organization"
      title={`Delete ${displayName}?`}
      description="Everyone, including you, loses access immediately. You can restore it for 30 days."
      typed={slug}
      continued={continued}
    />
  )
}
