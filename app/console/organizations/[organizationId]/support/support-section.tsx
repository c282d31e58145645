import { Form } from '@/components/form/form'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { FullTime } from '@/components/ui/time'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import type { OpenSupportAccess } from '@/lib/domain/support-accesses/support-access'
import { organizationPath } from '../../query'
import { end } from './actions'

interface SupportSectionProps {
  organization: OrganizationStatus
  accesses: OpenSupportAccess[]
  /** In this session. */
  isOpenHere: boolean
  mayOpen: boolean
}

export function SupportSection({ organization, accesses, isOpenHere, mayOpen }: SupportSectionProps) {
  const { id, slug, suspendedAt } = organization
  return (
    <Section
      title="Support access"
      text="An operator can open it for a limited time, to see what its members see."
      action={
        mayOpen &&
        suspendedAt === null &&
        (isOpenHere ? (
          <LinkButton href={`/o/${slug}/home`}>Go to portal</LinkButton>
        ) : (
          <LinkButton href={organizationPath(id, 'support/new')}>Open as support</LinkButton>
        ))
      }
    >
      {accesses.length === 0 ? (
        <p className="text-muted-foreground">No one has it open as support.</p>
      ) : (
        <ul aria-label="Open as support" className="flex flex-col border-t">
          {accesses.map((access) => (
            <li key={access.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b py-3">
              <AccessText access={access} />
              {mayOpen && <EndSupport organizationId={id} access={access} />}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function AccessText({ access: { name, reason, endsAt } }: { access: OpenSupportAccess }) {
  return (
    <div className="min-w-0 flex-1 basis-60">
      <p className="wrap-anywhere">
        <span className="font-medium">{name}</span> until <FullTime value={endsAt} />
      </p>
      <p className="wrap-anywhere text-muted-foreground">{reason}</p>
    </div>
  )
}

function EndSupport({ organizationId, access }: { organizationId: string; access: OpenSupportAccess }) {
  return (
    <Form action={end.bind(null, organizationId)} values={{ support_access_id: access.id }}>
      <SubmitButton variant="secondary" aria-label={`End support access of ${access.name}`}>
        End
      </SubmitButton>
    </Form>
  )
}
