import { ExpectedItem, ExpectedNote, ExpectedRows } from '@/components/form/expected-rows'
import { Section } from '@/components/ui/page-header'
import { Person } from '@/components/ui/person'
import { Time } from '@/components/ui/time'
import type { JoinRequest } from '@/lib/domain/join-requests/queries'
import { Decision, type RequestActs, type RequestRole } from './decision'

interface RequestsSectionProps extends RequestActs {
  requests: readonly JoinRequest[]
  /** There are more than these. */
  more: boolean
  /** Null if the viewer may not decide. */
  roles: RequestRole[] | null
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
      <ExpectedRows>
        <ul aria-label="Requests to join" className="flex flex-col border-t">
          {requests.map((request) => (
            <ExpectedItem
              key={request.id}
              rowId={request.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b py-3"
            >
              <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1 *:not-first:sm:ml-11">
                <Person person={request} />
                {request.message !== null && (
                  <p className="text-sm wrap-anywhere whitespace-pre-line">{request.message}</p>
                )}
                <p className="text-sm text-muted-foreground">
                  <ExpectedNote rowId={request.id} /> Asked <Time value={request.createdAt} />
                </p>
              </div>
              {roles && (
                <Decision
                  acts={acts}
                  id={request.id}
                  name={request.name}
                  email={request.email}
                  roles={roles}
                />
              )}
            </ExpectedItem>
          ))}
        </ul>
      </ExpectedRows>
    </Section>
  )
}
