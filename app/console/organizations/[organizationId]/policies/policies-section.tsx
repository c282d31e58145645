import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Fact, Facts } from '@/components/ui/facts'
import { Section } from '@/components/ui/page-header'
import { LocalDate } from '@/components/ui/time'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import type { PoliciesInTenant } from '@/lib/domain/policies/queries'
import { allowEveryNetwork } from './actions'

interface PoliciesSectionProps {
  organization: OrganizationStatus
  policies: PoliciesInTenant
  mayUpdate: boolean
}

export function PoliciesSection({ organization, policies, mayUpdate }: PoliciesSectionProps) {
  const { secondFactorFrom, sessionMinutes, idleMinutes, invitationDomains, networks } = policies
  return (
    <Section title="Security policies" text="Its owners set them. They do not limit support access.">
      <Facts>
        <Fact label="Second factor">
          {secondFactorFrom === null ? (
            'Not required'
          ) : (
            <>
              Required from <LocalDate value={secondFactorFrom} />
            </>
          )}
        </Fact>
        <Fact label="Session length">{minutesText(sessionMinutes)}</Fact>
        <Fact label="Idle time">{minutesText(idleMinutes)}</Fact>
        <Fact label="Email domains of invitations">{invitationDomains?.join(', ') ?? 'Every domain'}</Fact>
        <Fact label="Networks">{networks?.join(', ') ?? 'Every network'}</Fact>
      </Facts>
      {mayUpdate && networks !== null && <AllowEveryNetwork organization={organization} />}
    </Section>
  )
}

function minutesText(minutes: number | null): string {
  return minutes === null ? 'The tenant’s' : `${minutes} minutes`
}

function AllowEveryNetwork({ organization: { id, displayName } }: { organization: OrganizationStatus }) {
  return (
    <div>
      <ConfirmDialog
        act="allow-every-network"
        trigger={<Button>Allow every network</Button>}
        title={`Allow every network at ${displayName}?`}
        description="Use this if its owners locked themselves out. Its list of networks is deleted, and its audit log says that an operator did it."
        action={allowEveryNetwork.bind(null, id)}
        submit="Allow"
        tone="primary"
      />
    </div>
  )
}
