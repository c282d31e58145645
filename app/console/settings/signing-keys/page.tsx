import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { listSigningKeys } from '@/lib/domain/keys/signing-keys'
import { consolePage } from '@/lib/http/person'
import { KeysTable } from './keys-table'
import { RotateDialog } from './rotate-dialog'

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
