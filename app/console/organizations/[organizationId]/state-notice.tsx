import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { FullTime } from '@/components/ui/time'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { restore, resume } from './actions'

interface StateNoticeProps {
  organization: OrganizationStatus
  mayResume: boolean
  mayRestore: boolean
}

export function StateNotice({ organization, mayResume, mayRestore }: StateNoticeProps) {
  const { id, suspendedAt, suspensionReason, restorableUntil } = organization
  if (restorableUntil !== null) {
    return (
      <Notice
        tone="danger"
        className="mb-8"
        title="Deleted"
        action={
          mayRestore && (
            <Form action={restore} act="restore-organization" values={{ organization_id: id }}>
              <SubmitButton variant="secondary">Restore organization</SubmitButton>
            </Form>
          )
        }
      >
        No one can open it. It can be restored until <FullTime value={restorableUntil} />.
      </Notice>
    )
  }
  if (suspendedAt === null) return null
  return (
    <Notice
      tone="warning"
      className="mb-8"
      title="Suspended"
      action={
        mayResume && (
          <Form action={resume.bind(null, id)} act="resume-organization">
            <SubmitButton variant="secondary">Resume organization</SubmitButton>
          </Form>
        )
      }
    >
      <p>
        No one has been able to open it since <FullTime value={suspendedAt} />.
      </p>
      {suspensionReason && <p className="wrap-anywhere">Reason: {suspensionReason}</p>}
    </Notice>
  )
}
