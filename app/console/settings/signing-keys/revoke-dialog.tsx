import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { SigningKey } from '@/lib/domain/keys/signing-keys'
import { revoke } from './actions'

const losses = {
  active:
    'All tokens that it signed stop working within seconds, and the next key signs from now on. Applications that have not read it yet reject new tokens until they do.',
  next: 'It has signed nothing. Another key is created and published in its place.',
  retired: 'Tokens that it signed and that have not expired stop working.',
}

export function RevokeDialog({
  id,
  state,
}: {
  id: string
  state: keyof typeof losses & SigningKey['state']
}) {
  return (
    <ConfirmDialog
      act="revoke-signing-key"
      actOn={id}
      trigger={
        <Button variant="ghost" size="small">
          Revoke
        </Button>
      }
      title="Revoke this key?"
      description={`${losses[state]} You can’t undo this.`}
      action={revoke}
      values={{ key_id: id }}
      submit="Revoke key"
    />
  )
}
