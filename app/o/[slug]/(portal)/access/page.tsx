import type { Metadata } from 'next'
import { PermissionsExplained } from '@/components/permissions-explained'
import { PageHeader, Section } from '@/components/ui/page-header'
import { getMyAccess, type MyAccess } from '@/lib/domain/organizations/get-my-access'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'

export const metadata: Metadata = { title: 'Your access' }

export default async function AccessPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, organization, support } = await organizationPage(slug)
  const isSupport = support !== null
  const { isMember, roles, permissions } = await getMyAccess(access, { isSupport })
  const tenant = await currentTenant()
  const { displayName } = organization
  return (
    <>
      <PageHeader title="Your access" text={`Your roles in ${displayName}, and what they let you do.`} />
      {isMember && (
        <Section title="Your roles">
          <Roles roles={roles} />
        </Section>
      )}
      <Section
        title="What you can do here"
        text={
          isMember
            ? 'Each permission and its source.'
            : isSupport
              ? `You opened ${displayName} as support. Of your permissions across ${tenant.name}, these count here.`
              : `You’re not a member of ${displayName}. You have access through your permissions across ${tenant.name}.`
        }
      >
        <PermissionsExplained
          apis={permissions}
          nothing="Your roles give you no permissions."
          tenantName={tenant.name}
        />
      </Section>
    </>
  )
}

function Roles({ roles }: Pick<MyAccess, 'roles'>) {
  if (roles.length === 0) return <p className="text-muted-foreground">You have no role here yet.</p>
  return (
    <ul aria-label="Your roles" className="flex flex-col border-t">
      {roles.map(({ id, name, description }) => (
        <li key={id} className="flex min-h-11 flex-wrap items-center gap-x-3 border-b py-2">
          <span className="font-medium wrap-anywhere">{name}</span>
          <span className="text-muted-foreground">{description}</span>
        </li>
      ))}
    </ul>
  )
}
