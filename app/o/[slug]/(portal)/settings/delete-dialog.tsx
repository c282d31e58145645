import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import { remove } from './actions'

interface DeleteDialogProps {
  slug: string
  displayName: string
}

export function DeleteDialog({ slug, displayName }: DeleteDialogProps) {
  return (
    <TypedDeleteDialog
      act="delete-organization"
      action={remove.bind(null, slug)}
      noun="organization"
      title={`Delete ${displayName}?`}
      description="Everyone, including you, loses access immediately. You can restore it for 30 days."
      typed={slug}
    />
  )
}
