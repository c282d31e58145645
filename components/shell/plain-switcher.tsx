import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

export interface SwitcherOrganization {
  id: string
  displayName: string
  logoUrl?: string | undefined
  /** Why it is there, if not as one of the person’s own. */
  mark?: string
}

export interface OrganizationSwitcherProps {
  current: SwitcherOrganization
  organizations: SwitcherOrganization[]
  action: (form: FormData) => Promise<void>
  mayCreate?: boolean
}

/** For browsers without JavaScript. */
export function PlainSwitcher({ current, organizations, action, mayCreate }: OrganizationSwitcherProps) {
  return (
    <WithoutScript>
      <details>
        <summary className="min-h-control px-2.5 py-2 font-medium">{current.displayName}</summary>
        <form action={action} className="flex flex-col">
          {organizations.map((organization) => (
            <button
              key={organization.id}
              name="organization_id"
              value={organization.id}
              className="min-h-control rounded-md px-2.5 text-left hover:bg-hover"
            >
              {organization.displayName}
              {organization.mark !== undefined && ` (${organization.mark})`}
            </button>
          ))}
        </form>
        <p className="flex flex-col gap-2 px-2.5 py-2">
          <TextLink href="/orgs">All organizations and invitations</TextLink>
          {mayCreate && <TextLink href="/orgs/new">Create organization</TextLink>}
        </p>
      </details>
    </WithoutScript>
  )
}
