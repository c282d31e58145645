import { Form } from '@/components/form/form'
import { ReviewBeforeSaving } from '@/components/form/review-before-saving'
import { Notice } from '@/components/ui/notice'
import type { RoleDetails } from '@/lib/domain/roles/get-role'
import { change } from '../actions'
import { PermissionChoices } from '../permission-choices'
import { RoleFields } from '../role-fields'

/** Changes a role of the organization’s own: the first post shows what would change, the second saves it. */
export function RoleForm({ slug, details }: { slug: string; details: RoleDetails }) {
  const { role, apis, choices, mayTake } = details
  return (
    <Form action={change.bind(null, slug)} className="flex flex-col gap-6">
      <input type="hidden" name="role_id" value={role.id} />
      <RoleFields name={role.name} description={role.description} />
      {!mayTake && (
        <Notice>
          Somebody who holds this role can do more here than you. You can add permissions, but take none out.
        </Notice>
      )}
      <PermissionChoices apis={apis} choices={choices} given={role.permissions} mayTake={mayTake} />
      <ReviewBeforeSaving />
    </Form>
  )
}
