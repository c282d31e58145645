import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { LocalDate } from '@/components/ui/time'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'

interface SecondFactorNoticeProps {
  organization: EnteredOrganization
  from: Date
}

/** For people who could not open the organization after that date as they are signed in now. */
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
