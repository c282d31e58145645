import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import type { EnabledConnection } from '@/lib/domain/connections/organization-connection'
import { disableMethod } from '../actions'

interface DisableDialogProps {
  slug: string
  method: EnabledConnection
  tenantName: string
  isOwn: boolean
}

export function DisableDialog({ slug, method, tenantName, isOwn }: DisableDialogProps) {
  const { id, displayName } = method
  return (
    <ConfirmDialog
      act="disable-method"
      trigger={<Button variant="danger">Disable</Button>}
      title={`Disable ${displayName}?`}
      description={
        <ul className="flex flex-col gap-2">
          {warnings(method, { tenantName, isOwn }).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
      action={disableMethod.bind(null, slug)}
      values={{ id }}
      submit="Disable"
    />
  )
}

function warnings(
  { signedIn, stranded, isOffered }: EnabledConnection,
  { tenantName, isOwn }: { tenantName: string; isOwn: boolean },
): string[] {
  return [
    signedIn === 0
      ? 'No one is signed in with it now.'
      : `${members(signedIn)} signed in with it now, and must sign in with another method.`,
    stranded === 0
      ? 'Everyone has another sign-in method.'
      : `${members(stranded)} locked out: they have no other sign-in method here.`,
    ...(isOwn ? ['You’re signed in with it yourself. Make sure that another method works for you.'] : []),
    ...(isOffered ? [] : [`Only ${tenantName} can enable it again.`]),
  ]
}

function members(count: number): string {
  return count === 1 ? '1 member is' : `${count} members are`
}
