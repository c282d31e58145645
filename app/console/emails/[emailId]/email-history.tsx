import { FullTime } from '@/components/ui/time'
import { causeOf, reportTitles } from '@/lib/email/report-words'
import { statusOf } from '@/lib/email/email-status'
import { explainProblem, noSender } from '@/lib/email/refusal'
import type { EmailDetails } from '@/lib/email/queries'

interface Entry {
  title: string
  at: Date | null
  note: string | null
}

/** The oldest first. */
export function EmailHistory({ email }: { email: EmailDetails }) {
  return (
    <ol className="flex flex-col gap-3">
      {entriesOf(email).map(({ title, at, note }) => (
        <li key={title} className="border-l-2 pl-3">
          <p className="font-medium">{title}</p>
          {note !== null && <p className="wrap-anywhere">{note}</p>}
          {at && (
            <p className="text-sm text-muted-foreground">
              <FullTime value={at} />
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

function entriesOf(email: EmailDetails): Entry[] {
  const { createdAt, firstTriedAt, sentAt, history } = email
  const dated: Entry[] = [
    { title: 'Queued', at: createdAt, note: null },
    ...(firstTriedAt === null ? [] : [{ title: 'First attempt', at: firstTriedAt, note: attemptsOf(email) }]),
    ...(sentAt === null ? [] : [{ title: 'Handed over to the email provider', at: sentAt, note: null }]),
    ...history
      .filter(({ type }) => type !== 'sent')
      .map((report) => ({ title: reportTitles[report.type], at: report.occurredAt, note: causeOf(report) })),
  ]
  return [...dated.toSorted((one, other) => timeOf(one) - timeOf(other)), ...problemOf(email)]
}

function timeOf({ at }: Entry): number {
  return at?.getTime() ?? 0
}

function attemptsOf({ attempts }: EmailDetails): string | null {
  return attempts > 1 ? `${attempts} attempts so far.` : null
}

/** It has no time of its own. */
function problemOf(email: EmailDetails): Entry[] {
  const { state, lastProblem } = email
  if (lastProblem === null || state === 'sent') return []
  if (statusOf(email) === 'outdated')
    return [
      {
        title: 'Not sent',
        at: null,
        note: 'The reason for this email was gone, such as a revoked invitation.',
      },
    ]
  const title = lastProblem === noSender ? 'Not sent' : problems[state]
  return [{ title, at: null, note: explainProblem(lastProblem) }]
}

const problems = {
  queued: 'The last attempt did not succeed; another follows',
  failed: 'The email provider refused it',
  unknown: 'It is not known whether it was sent',
}
