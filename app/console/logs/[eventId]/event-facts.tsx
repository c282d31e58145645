import { CopyValue } from '@/components/ui/copy-value'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import { words } from '@/lib/domain/audit/detail-lines'
import type { ShownEvent } from '@/lib/domain/audit/list-events'
import { pathWith } from '@/lib/http/page-query'
import { RoleLink, SubjectLink } from '../../subject-link'
import { logsPath } from '../query'

interface EventFactsProps {
  event: ShownEvent
  who: string
  viewer: { permissions: ReadonlySet<string> }
}

export function EventFacts({ event, who, viewer }: EventFactsProps) {
  const { organization, connection, requestId } = event
  return (
    <Facts>
      <Fact label="Actor">
        <Actor event={event} who={who} viewer={viewer} />
      </Fact>
      {event.targetKind !== null && event.targetId !== null && (
        <Fact label="Target">
          <Target event={event} id={event.targetId} viewer={viewer} />
        </Fact>
      )}
      {organization && (
        <Fact label="Organization">
          {organization.displayName === null ? (
            <>Permanently deleted</>
          ) : (
            <SubjectLink kind="organization" id={organization.id} viewer={viewer}>
              {organization.displayName}
            </SubjectLink>
          )}
          <Id value={organization.id} label="Copy the organization’s ID" />
        </Fact>
      )}
      {connection && <Fact label="Sign-in method">{connection.name}</Fact>}
      {event.ip !== null && <Fact label="IP address">{event.ip}</Fact>}
      {event.userAgent !== null && <Fact label="User agent">{event.userAgent}</Fact>}
      {requestId !== null && (
        <Fact label="Request">
          <Id value={requestId} label="Copy the request’s ID" />
          <TextLink href={pathWith(logsPath, { request: requestId })}>Events of this request</TextLink>
        </Fact>
      )}
      <Fact label="Type">
        <code className="font-mono text-sm">{event.type}</code>
        <br />
        <TextLink href={pathWith(logsPath, { group: event.type })}>Events of this type</TextLink>
      </Fact>
      <Fact label="Event ID">
        <Id value={event.id} label="Copy the event’s ID" />
      </Fact>
    </Facts>
  )
}

function Actor({ event: { actorKind, actorId, actorName, actorEmail }, who, viewer }: EventFactsProps) {
  const isThere = actorName !== null || actorEmail !== null
  const name = actorName ?? who
  return (
    <>
      {isThere && actorId !== null ? (
        <SubjectLink kind={actorKind} id={actorId} viewer={viewer}>
          {name}
        </SubjectLink>
      ) : (
        name
      )}
      {actorEmail !== null && actorEmail !== name && <> · {actorEmail}</>}
      {actorId !== null && <Id value={actorId} label="Copy the actor’s ID" />}
      {actorId !== null && (
        <TextLink href={pathWith(logsPath, { actor: actorId })}>Events by this actor</TextLink>
      )}
    </>
  )
}

type TargetProps = Pick<EventFactsProps, 'event' | 'viewer'> & { id: string }

function Target({ event: { targetKind, targetName, targetEmail, role }, id, viewer }: TargetProps) {
  const name = targetName ?? targetEmail
  return (
    <>
      {words(targetKind ?? '')}
      {name !== null && (
        <>
          {': '}
          {role ? (
            <RoleLink id={id} organizationId={role.organizationId} viewer={viewer}>
              {name}
            </RoleLink>
          ) : (
            <SubjectLink kind={targetKind} id={id} viewer={viewer}>
              {name}
            </SubjectLink>
          )}
        </>
      )}
      {targetEmail !== null && targetEmail !== name && <> · {targetEmail}</>}
      <Id value={id} label="Copy the target’s ID" />
      <TextLink href={pathWith(logsPath, { target: id })}>Events about this target</TextLink>
    </>
  )
}

function Id({ value, label }: { value: string; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-sm wrap-anywhere text-muted-foreground">{value}</code>
      <CopyValue value={value} label={label} />
    </span>
  )
}
