import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import type { ListedTemplateRole } from '@/lib/domain/tenants/template-roles'
import { PermissionGrid } from '../../../o/[slug]/(portal)/roles/permission-grid'
import { RoleNameFields } from '../../../o/[slug]/(portal)/roles/role-name-fields'
import { saveTemplate } from '../actions'
import { allPermissionGroups } from '../all-permissions'

export function TemplateForm({ apis, role }: { apis: CataloguedApi[]; role?: ListedTemplateRole }) {
  return (
    <Form action={saveTemplate} act="save-template-role" className="flex flex-col gap-6">
      {role && <input type="hidden" name="template_role_id" value={role.id} />}
      <RoleNameFields name={role?.name ?? ''} description={role?.description ?? ''} />
      <PermissionGrid groups={allPermissionGroups(apis, role?.permissions)} />
      <SubmitButton className="self-start">{role ? 'Save changes' : 'Add template role'}</SubmitButton>
    </Form>
  )
}
