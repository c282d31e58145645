import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { FullTime } from '@/components/ui/time'
import { may } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import type { Attention } from '@/lib/domain/statistics/read-attention'
import { explainProblem } from '@/lib/email/refusal'
import { SubjectLink } from '../subject-link'

interface AttentionListProps {
  attention: Attention
  viewer: { permissions: ReadonlySet<string> }
}

export function AttentionList({ attention, viewer }: AttentionListProps) {
  const items = itemsOf(attention, viewer)
  if (items.length === 0) return <p className="text-muted-foreground">Nothing needs you right now.</p>
  return (
    <ul className="flex flex-col divide-y rounded-lg border">
      {items.map(({ key, content }) => (
        <li key={key} className="px-4 py-3 wrap-anywhere">
          {content}
        </li>
      ))}
    </ul>
  )
}

interface Item {
  key: string
  content: ReactNode
}

function itemsOf(attention: Attention, viewer: AttentionListProps['viewer']): Item[] {
  const { overdueKeySince, senderProblem, failingConnections, bouncedOwners, withoutOwner } = attention
  return [
    ...(overdueKeySince === null
      ? []
      : [{ key: 'keys', content: <OverdueKey since={overdueKeySince} viewer={viewer} /> }]),
    ...(senderProblem === null
      ? []
      : [{ key: 'sender', content: <SenderProblem problem={senderProblem} viewer={viewer} /> }]),
    ...failingConnections.map(({ id, name, failures }) => ({
      key: id,
      content: (
        <>
          <SubjectLink kind="connection" id={id} viewer={viewer}>
            {name}
          </SubjectLink>
          {`: ${countText(failures, 'failed sign-in')} in the last 7 days.`}
        </>
      ),
    })),
    ...bouncedOwners.map(({ emailId, email, organizationName }) => ({
      key: emailId,
      content: (
        <>
          {`The invitation of ${organizationName}’s owner bounced: `}
          <SubjectLink kind="mail" id={emailId} viewer={viewer}>
            {email}
          </SubjectLink>
        </>
      ),
    })),
    ...withoutOwner.map(({ id, displayName }) => ({
      key: id,
      content: (
        <>
          <SubjectLink kind="organization" id={id} viewer={viewer}>
            {displayName}
          </SubjectLink>
          {' has no owner.'}
        </>
      ),
    })),
  ]
}

function SenderProblem({ problem, viewer }: { problem: string; viewer: AttentionListProps['viewer'] }) {
  return (
    <>
      {'Emails are not sent. '}
      {explainProblem(problem)}{' '}
      {may(viewer, 'read:email_provider') && <TextLink href="/console/settings/email">Email sender</TextLink>}
    </>
  )
}

function OverdueKey({ since, viewer }: { since: Date; viewer: AttentionListProps['viewer'] }) {
  return (
    <>
      {'The '}
      {may(viewer, 'read:signing_keys') ? (
        <TextLink href="/console/settings/signing-keys">signing key</TextLink>
      ) : (
        'signing key'
      )}
      {' has not been rotated since '}
      <FullTime value={since} />
      {'.'}
    </>
  )
}
