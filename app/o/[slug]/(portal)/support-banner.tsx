import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { ClockTime } from '@/components/ui/time'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import type { OpenSupport } from '@/lib/domain/users/find-session'
import { end } from '../../../console/organizations/[organizationId]/support/actions'

interface SupportBannerProps {
  organization: EnteredOrganization
  support: OpenSupport
}

export function SupportBanner({ organization: { id, displayName }, support }: SupportBannerProps) {
  return (
    <section aria-label="Support access" className="mb-6">
      <Notice tone="warning" className="sm:items-center">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="min-w-0 wrap-anywhere">
            You opened {displayName} as support. Ends at <ClockTime value={support.endsAt} />.
          </p>
          <Form action={end.bind(null, id)} values={{ support_access_id: support.id }}>
            <SubmitButton variant="secondary">End support access</SubmitButton>
          </Form>
        </div>
      </Notice>
    </section>
  )
}
