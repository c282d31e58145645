import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'
import { disableMethod } from '../actions'
import { methodUse } from '../method-use'
import { SentenceList } from '../sentence-list'

interface DisableDialogProps {
  slug: string
  method: EnabledConnection
  tenantName: string
  isOwn: boolean
}

export function DisableDialog({ slug, method, tenantName, isOwn }: DisableDialogProps) {
  const { id, displayName, isOffered } = method
  const warnings = [
    ...methodUse(method, isOwn),
    ...(isOffered ? [] : [`Only ${tenantName} can enable it again.`]),
  ]
  return (
    <ConfirmDialog
      act="disable-method"
      trigger={<Button variant="danger">Disable</Button>}
      title={`Disable ${displayName}?`}
      description={<SentenceList sentences={warnings} />}
      action={disableMethod.bind(null, slug)}
      values={{ id }}
      submit="Disable"
    />
  )
}
