import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { LocalDate } from '@/components/ui/time'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'

interface SecondFactorNoticeProps {
  organization: EnteredOrganization
  from: Date
}

/** For members whose current sign-in will no longer be enough from that date on. */
export function SecondFactorNotice({ organization: { slug, displayName }, from }: SecondFactorNoticeProps) {
  const href = `/o/${slug}/second-factor`
  return (
    <section aria-label="Second factor" className="mb-6">
      <Notice tone="warning">
        {displayName} requires a second factor from <LocalDate value={from} /> on, and you signed in without
        one. <TextLink href={href}>Add or use one</TextLink>
      </Notice>
    </section>
  )
}
