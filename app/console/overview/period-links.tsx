import { AppLink } from '@/components/ui/app-link'
import { consoleHref } from '../console-pages'

const periods = [7, 30, 90] as const
export type Period = (typeof periods)[number]

const defaultPeriod: Period = 30

export function periodOf(raw: string | string[] | undefined): Period {
  return periods.find((days) => String(days) === raw) ?? defaultPeriod
}

export function PeriodLinks({ period }: { period: Period }) {
  return (
    <nav aria-label="Period">
      <ul className="flex flex-wrap gap-0.5 rounded-md border bg-panel p-0.5">
        {periods.map((days) => (
          <li key={days}>
            <AppLink
              href={days === defaultPeriod ? consoleHref('') : `${consoleHref('')}?days=${days}`}
              aria-current={days === period ? 'true' : undefined}
              className="block rounded-sm px-2.5 py-1 text-sm text-muted-foreground aria-[current]:bg-background aria-[current]:font-medium aria-[current]:text-foreground pointer-coarse:py-3"
            >
              {days} days
            </AppLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
