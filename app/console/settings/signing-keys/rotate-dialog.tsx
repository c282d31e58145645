import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { rotate } from './actions'

export function RotateDialog() {
  return (
    <ConfirmDialog
      act="rotate-signing-key"
      trigger={<Button>Rotate key</Button>}
      title="Rotate the signing key?"
      description="The next key, which applications can read already, signs from now on. Tokens of the old key stay valid until they expire."
      action={rotate}
      submit="Rotate"
      tone="primary"
    >
      <Field name="force" label="Applications’ caches" labelHidden group>
        <Checkbox
          value="on"
          label="Rotate even if the next key is new"
          help="Applications that read the keys in the last 11 minutes may reject new tokens until they read them again."
        />
      </Field>
    </ConfirmDialog>
  )
}
