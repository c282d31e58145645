import { Section } from '@/components/ui/page-header'
import type { RequestActs } from './decision'
import { RequestList, type RequestListProps } from './request-list'

interface RequestsSectionProps extends RequestActs, Pick<RequestListProps, 'requests' | 'roles'> {
  /** There are more than these. */
  more: boolean
}

/** Renders nothing without requests. */
export function RequestsSection({ requests, more, roles, ...acts }: RequestsSectionProps) {
  if (requests.length === 0) return null
  return (
    <Section
      title="Requests to join"
      text={
        more
          ? `The ${requests.length} oldest requests of people with an address at a verified domain.`
          : 'From people with an address at a verified domain.'
      }
    >
      <RequestList requests={requests} roles={roles} acts={acts} now={new Date()} />
    </Section>
  )
}
