import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { listSigningKeys } from '@/lib/domain/keys/signing-keys'
import { consolePage } from '@/lib/http/person'
import { rotate } from './actions'
import { KeysTable } from './keys-table'

export const metadata: Metadata = { title: 'Signing keys' }

export default async function SigningKeysPage() {
  const { operator, tenantActor } = await consolePage('read:signing_keys')
  const keys = await listSigningKeys(operator)
  const hasKeys = keys.length > 0
  return (
    <Section
      title="Signing keys"
      text="They sign ID and access tokens. After 30 days the next key takes over by itself. The old one stays published until its tokens have expired."
      action={hasKeys && may(tenantActor, 'create:signing_keys') && <RotateDialog />}
    >
      {hasKeys ? (
        <KeysTable keys={keys} mayRevoke={may(tenantActor, 'update:signing_keys')} />
      ) : (
        <EmptyState
          title="No keys yet"
          text="They are created when the first application reads the tenant’s keys or asks for a token."
        />
      )}
    </Section>
  )
}

function RotateDialog() {
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
