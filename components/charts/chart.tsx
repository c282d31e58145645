import { ChevronRight } from 'lucide-react'
import { LineChart, type LineChartProps } from './line-chart'

const swatches = { primary: 'border-primary', danger: 'border-danger', success: 'border-success' }

interface ChartProps extends LineChartProps {
  /** False where one person can be in several days. */
  isSummed?: boolean
}

/** A chart with its legend, its sums and its numbers in a table. */
export function Chart({ isSummed = true, ...props }: ChartProps) {
  const { title, series, unit } = props
  return (
    <figure className="flex min-w-0 flex-col gap-3 rounded-lg border p-4">
      <figcaption className="flex flex-col gap-2">
        <h3 className="font-medium">{title}</h3>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted-foreground">
          {series.map(({ label, tone, values }, index) => (
            <li key={label} className="flex items-center gap-2">
              <span
                aria-hidden
                className={`w-5 border-t-2 ${index === 0 ? '' : 'border-dashed'} ${swatches[tone]}`}
              />
              {label}
              {isSummed && (
                <strong className="font-medium text-foreground tabular-nums">{sumOf(values)}</strong>
              )}
            </li>
          ))}
        </ul>
      </figcaption>
      <LineChart {...props} />
      <p className="text-xs text-muted-foreground">Across: days, in UTC. Upwards: {unit}.</p>
      <Numbers {...props} />
    </figure>
  )
}

function Numbers({ title, labels, series }: LineChartProps) {
  return (
    <details className="group text-sm">
      <summary className="flex min-h-6 w-fit list-none items-center gap-2 rounded-sm text-muted-foreground pointer-coarse:min-h-control [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden strokeWidth={1.75} className="size-4 shrink-0 group-open:rotate-90" />
        Numbers
      </summary>
      <div
        className="mt-2 max-h-72 overflow-y-auto"
        tabIndex={0}
        role="region"
        aria-label={`Numbers: ${title}`}
      >
        <table className="w-full text-left tabular-nums">
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr className="border-b">
              <th scope="col" className="py-1 pr-3 font-medium">
                Day
              </th>
              {series.map(({ label }) => (
                <th key={label} scope="col" className="py-1 pl-3 text-right font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((day, index) => (
              <tr key={day} className="border-b">
                <th scope="row" className="py-1 pr-3 font-normal">
                  {day}
                </th>
                {series.map(({ label, values }) => (
                  <td key={label} className="py-1 pl-3 text-right">
                    {(values[index] ?? 0).toLocaleString('en')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function sumOf(values: readonly number[]): string {
  return values.reduce((sum, value) => sum + value, 0).toLocaleString('en')
}
