import { Form } from '@/components/form/form'
import { Avatar } from '@/components/ui/avatar'
import { SubmitButton } from '@/components/ui/submit-button'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { PickableOrganization } from '@/lib/domain/organizations/my-organizations'
import { pick } from './actions'

interface OrganizationChoicesProps {
  uid: string
  organizations: readonly PickableOrganization[]
}

export function OrganizationChoices({ uid, organizations }: OrganizationChoicesProps) {
  return (
    <Form action={pick} values={{ uid }}>
      <ul aria-label="Your organizations" className="flex flex-col gap-2">
        {organizations.map(({ id, displayName, logoId }) => (
          <li key={id}>
            <SubmitButton name="organization" value={id} variant="secondary" width="full">
              <Avatar name={displayName} imageUrl={logoUrl(logoId)} shape="square" size="small" />
              <span className="min-w-0 flex-1 text-left wrap-anywhere">{displayName}</span>
            </SubmitButton>
          </li>
        ))}
      </ul>
    </Form>
  )
}
