import { IdCard } from 'lucide-react'
import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { Cell, Column, Table, TableBody, TableHead, TableRow } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { touchArea } from '@/components/ui/touch-area'
import { may } from '@/lib/access'
import { listSelfServiceProfiles, type SelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import { consolePage } from '@/lib/http/person'
import { strategyLabels } from './profile-fields'

export const metadata: Metadata = { title: 'Self-service profiles' }

const path = '/console/connections/self-service-profiles'

export default async function SelfServiceProfilesPage() {
  const { operator, tenantActor } = await consolePage('read:connections', 'read:self_service_profiles')
  // A tenant has at most 20.
  const { rows } = await listSelfServiceProfiles(operator, { after: null, take: 100 })
  const create = may(tenantActor, 'create:self_service_profiles') && (
    <LinkButton variant="primary" href={`${path}/new`}>
      Create self-service profile
    </LinkButton>
  )
  return (
    <>
      <BackLink href="/console/connections">Connections</BackLink>
      <PageHeader
        title="Self-service profiles"
        text="What someone without an account sees who connects an organization’s identity provider by a set-up link. Links are created on the organization’s sign-in methods."
        action={rows.length > 0 && create}
      />
      {rows.length === 0 ? (
        <EmptyState
          icon={<IdCard aria-hidden strokeWidth={1.75} />}
          title="No self-service profiles"
          text="A set-up link needs one: it says which identity providers the link offers."
          action={create}
        />
      ) : (
        <ProfilesTable profiles={rows} />
      )}
    </>
  )
}

function ProfilesTable({ profiles }: { profiles: SelfServiceProfile[] }) {
  return (
    <Table caption="Self-service profiles">
      <TableHead>
        <Column>Profile</Column>
        <Column>Identity providers</Column>
        <Column>Changed</Column>
      </TableHead>
      <TableBody>
        {profiles.map(({ id, name, description, allowedStrategies, updatedAt }) => (
          <TableRow key={id}>
            <Cell narrow="first" className="wide:py-2">
              <TextLink href={`${path}/${id}`} className={`wrap-anywhere ${touchArea}`}>
                {name}
              </TextLink>
              {description && (
                <span className="block text-sm text-muted-foreground wrap-anywhere">{description}</span>
              )}
            </Cell>
            <Cell narrow="line" className="max-wide:text-sm max-wide:text-muted-foreground">
              {allowedStrategies.length === 0
                ? 'All'
                : allowedStrategies.map((strategy) => shortLabel(strategyLabels[strategy])).join(', ')}
            </Cell>
            <Cell>
              <Time value={updatedAt} />
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function shortLabel(label: string): string {
  return label.split(',')[0] ?? label
}
