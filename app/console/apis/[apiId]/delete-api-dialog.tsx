import { TypedDeleteDialog } from '@/components/form/typed-delete-dialog'
import type { Api } from '@/lib/domain/apis/read-api'
import { removeApi } from './actions'

export function DeleteApiDialog({ api: { id, name, permissions } }: { api: Api }) {
  const count = permissions.length === 1 ? '1 permission' : `${permissions.length} permissions`
  return (
    <TypedDeleteDialog
      action={removeApi}
      noun="API"
      title={`Delete ${name}?`}
      description={`${permissions.length === 0 ? 'No one gets a token for it any more.' : `Everyone loses its ${count}.`} You can’t undo this.`}
      typed={name}
    >
      <input type="hidden" name="api_id" value={id} />
    </TypedDeleteDialog>
  )
}
