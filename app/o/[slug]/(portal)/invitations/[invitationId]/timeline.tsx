import { Time } from '@/components/ui/time'
import type { TimelineEntry } from '@/lib/domain/invitations/get-invitation-timeline'
import { entryWords, type Named } from './entry-words'

interface TimelineProps extends Named {
  entries: TimelineEntry[]
  now: Date
}

export function Timeline({ entries, now, ...named }: TimelineProps) {
  if (entries.length === 0) return <p className="text-muted-foreground">No events are kept any more.</p>
  return (
    <ol aria-label="Timeline" className="flex flex-col">
      {entries.map((entry, index) => (
        <Entry key={index} entry={entry} named={named} now={now} />
      ))}
    </ol>
  )
}

function Entry({ entry, named, now }: { entry: TimelineEntry; named: Named; now: Date }) {
  const { title, note, icon: Icon, tone } = entryWords(entry, named)
  return (
    <li className="group relative flex gap-3 pb-5 last:pb-0">
      <span aria-hidden className="absolute top-8 bottom-1 left-3.5 w-px bg-border group-last:hidden" />
      <span className={`flex size-7 shrink-0 items-center justify-center rounded-full border ${tone}`}>
        <Icon aria-hidden strokeWidth={1.75} className="size-4" />
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-medium">{title}</span>
          <span className="text-sm text-muted-foreground">
            <Time value={entry.at} now={now} />
          </span>
        </p>
        {note && <p className="text-sm wrap-anywhere text-muted-foreground">{note}</p>}
      </div>
    </li>
  )
}
