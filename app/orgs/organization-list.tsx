import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { MyOrganization } from '@/lib/domain/organizations/my-organizations'
import { switchTo } from './actions'

interface OrganizationListProps {
  organizations: MyOrganization[]
  currentId: string | undefined
}

export function OrganizationList({ organizations, currentId }: OrganizationListProps) {
  return (
    <ul aria-label="Your organizations" className="mb-6 flex flex-col border-t">
      {organizations.map((organization) => (
        <li
          key={organization.id}
          className="flex items-center gap-3 border-b py-3 max-sm:flex-wrap"
          aria-current={organization.id === currentId ? 'true' : undefined}
        >
          <Avatar name={organization.displayName} imageUrl={logoUrl(organization.logoId)} shape="square" />
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0">
              <span className="block font-medium wrap-anywhere">{organization.displayName}</span>
              <span className="block text-sm wrap-anywhere text-muted-foreground">{organization.slug}</span>
            </span>
            <span className="flex flex-wrap gap-1">
              {organization.roles.map((role) => (
                <Badge key={role}>{role}</Badge>
              ))}
            </span>
          </div>
          <form action={switchTo}>
            <input type="hidden" name="organization_id" value={organization.id} />
            <SubmitButton variant="secondary" aria-label={`Open ${organization.displayName}`}>
              Open
            </SubmitButton>
          </form>
        </li>
      ))}
    </ul>
  )
}
