import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { BackLink } from '@/components/ui/back-link'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { findPermissionHolders, getApi, type PermissionHolders } from '@/lib/domain/apis/queries'
import { readTogether } from '@/lib/domain/read-together'
import { consolePage } from '@/lib/http/person'
import { apiPath } from '../../../paths'
import { removePermission, savePermission } from '../../actions'
import { ApiFrame } from '../../api-frame'
import { PermissionFields } from '../permission-fields'
import { holderCounts, Holders } from './holders'

export const metadata: Metadata = { title: 'API permission' }

interface PermissionPageProps {
  params: Promise<{ apiId: string; permission: string }>
}

export default async function PermissionPage({ params }: PermissionPageProps) {
  const { apiId, permission: encoded } = await params
  const name = decodeURIComponent(encoded)
  const { operator, tenantActor } = await consolePage('read:resource_servers')
  const { api, holders } = await readTogether([operator], async () => {
    const api = await getApi(operator, apiId)
    return { api, holders: await findPermissionHolders(operator, { apiId: api.id, name }) }
  })
  const permission = api.permissions.find((one) => one.name === name)
  if (!permission) notFound()
  const mayChange = !api.isPortal && may(tenantActor, 'update:resource_servers')
  return (
    <ApiFrame api={api}>
      <BackLink href={`${apiPath(api.id)}/permissions`}>Permissions</BackLink>
      <Section title={name} text={mayChange ? undefined : permission.description}>
        {mayChange && (
          <Form
            action={savePermission}
            act="save-api-permission"
            values={{ api_id: api.id, permission: name }}
            className="page-form"
          >
            <PermissionFields description={permission.description} isOpen={permission.openToOrganizations} />
            <SubmitButton className="self-start">Save changes</SubmitButton>
          </Form>
        )}
      </Section>
      <Section title="Who has it">
        <Holders holders={holders} />
      </Section>
      {mayChange && (
        <Section
          title="Remove"
          text="It goes from every role, user and application, and from tokens issued from then on."
        >
          <div>
            <RemoveDialog apiId={api.id} name={name} holders={holders} />
          </div>
        </Section>
      )}
    </ApiFrame>
  )
}

interface RemoveDialogProps {
  apiId: string
  name: string
  holders: PermissionHolders
}

function RemoveDialog({ apiId, name, holders }: RemoveDialogProps) {
  const counts = holderCounts(holders)
  return (
    <ConfirmDialog
      act="remove-api-permission"
      trigger={<Button variant="danger">Remove permission</Button>}
      title={`Remove ${name}?`}
      description={counts === null ? 'No one has it.' : `Lost by ${counts}. This can’t be undone.`}
      action={removePermission}
      values={{ api_id: apiId, permission: name }}
      submit="Remove"
    />
  )
}
