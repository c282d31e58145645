import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { create } from '../actions'
import { NewRole, readNewRole } from './new-role'

export const metadata: Metadata = { title: 'Create a role' }

interface NewRolePageProps {
  params: Promise<{ slug: string }>
  searchParams: Promise<{ from?: string | string[] }>
}

export default async function NewRolePage({ params, searchParams }: NewRolePageProps) {
  const { slug } = await params
  const { access, organization } = await organizationPage(slug, 'create:organization_roles')
  const found = await readNewRole(access)
  const { name: tenantName } = await currentTenant()
  return (
    <>
      <BackLink href={`/o/${slug}/roles`}>Roles</BackLink>
      <PageHeader
        title="Create a role"
        text={`It belongs to ${organization.displayName}, and only its members can have it.`}
      />
      <NewRole
        create={create.bind(null, slug)}
        path={`/o/${slug}/roles/new`}
        found={found}
        from={(await searchParams).from}
        tenantName={tenantName}
      />
    </>
  )
}
