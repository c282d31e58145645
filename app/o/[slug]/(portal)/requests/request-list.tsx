'use client'

import { ExpectedItem, ExpectedNote, ExpectedRows } from '@/components/form/expected-rows'
import { Person } from '@/components/ui/person'
import { Time } from '@/components/ui/time'
import type { JoinRequest } from '@/lib/domain/join-requests/queries'
import { Decision, type RequestActs, type RequestRole } from './decision'

export interface RequestListProps {
  requests: readonly JoinRequest[]
  /** Null if the viewer may not decide. */
  roles: RequestRole[] | null
  acts: RequestActs
  now: Date
}

/** A client component, so that the page contains the requests as data, and their markup only once. */
export function RequestList({ requests, roles, acts, now }: RequestListProps) {
  return (
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
                <ExpectedNote rowId={request.id} /> Asked <Time value={request.createdAt} now={now} />
              </p>
            </div>
            {roles && (
              <Decision acts={acts} id={request.id} name={request.name} email={request.email} roles={roles} />
            )}
          </ExpectedItem>
        ))}
      </ul>
    </ExpectedRows>
  )
}
