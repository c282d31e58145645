import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { methodUse } from '../method-use'
import { remove } from './actions'

interface DeleteProviderProps {
  slug: string
  provider: OwnConnection
  /** Whether the reader is signed in with it. */
  isOwn: boolean
}

export function DeleteProvider({ slug, provider, isOwn }: DeleteProviderProps) {
  const { id, displayName } = provider
  return (
    <ConfirmDialog
      act="delete-provider"
      trigger={<Button variant="danger">Delete identity provider</Button>}
      title={`Delete ${displayName}?`}
      description={
        <ul className="flex flex-col gap-2">
          {[...methodUse(provider, isOwn), 'You can’t undo this.'].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
      action={remove.bind(null, slug)}
      values={{ id }}
      submit="Delete"
    />
  )
}
