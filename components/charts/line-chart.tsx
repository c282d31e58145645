import { scaleLinear, scalePoint } from 'd3-scale'
import { area, line } from 'd3-shape'

interface Series {
  label: string
  tone: 'primary' | 'danger' | 'success'
  /** One for each label of the chart. */
  values: readonly number[]
}

export interface LineChartProps {
  title: string
  /** Of the horizontal axis, the first to the last. */
  labels: readonly string[]
  unit: string
  /** The second is dashed, so that color is not the only difference. */
  series: readonly Series[]
}

const width = 440
const height = 190
const edge = { top: 12, right: 12, bottom: 28, left: 52 }

const strokes = { primary: 'stroke-primary', danger: 'stroke-danger', success: 'stroke-success' }

/** Drawn on the server; its numbers are in the table beside it. */
export function LineChart({ title, labels, unit, series }: LineChartProps) {
  const most = Math.max(4, ...series.flatMap(({ values }) => values))
  const x = scalePoint<number>([...labels.keys()], [edge.left, width - edge.right])
  const y = scaleLinear([0, most], [height - edge.bottom, edge.top]).nice(4)
  const xAt = (index: number) => x(index) ?? edge.left
  const lineOf = line<number>()
    .x((_, index) => xAt(index))
    .y((value) => y(value))
  const areaOf = area<number>()
    .x((_, index) => xAt(index))
    .y0(y(0))
    .y1((value) => y(value))
  const [first] = series
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title} className="h-auto w-full max-w-140">
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} className="stroke-border" />
          <text
            x={edge.left - 8}
            y={y(tick)}
            dominantBaseline="middle"
            textAnchor="end"
            className="fill-muted-foreground text-xs tabular-nums max-wide:text-lg"
          >
            {tick.toLocaleString('en')}
          </text>
        </g>
      ))}
      {ticksOf(labels).map((index) => (
        <text
          key={index}
          x={xAt(index)}
          y={height - 8}
          textAnchor={anchorOf(index, labels.length)}
          className="fill-muted-foreground text-xs max-wide:text-lg"
        >
          {labels[index]}
        </text>
      ))}
      {first && <path d={areaOf(first.values) ?? ''} className="fill-primary opacity-10" />}
      {series.map(({ label, tone, values }, index) => (
        <path
          key={label}
          d={lineOf(values) ?? ''}
          fill="none"
          strokeWidth={2}
          strokeLinejoin="round"
          strokeDasharray={index === 0 ? undefined : '5 4'}
          className={strokes[tone]}
        >
          <title>{`${label} (${unit})`}</title>
        </path>
      ))}
    </svg>
  )
}

/** At most four, the first and the last among them. */
function ticksOf(labels: readonly string[]): number[] {
  const last = labels.length - 1
  const count = Math.min(4, labels.length)
  return Array.from({ length: count }, (_, index) => Math.round((index * last) / Math.max(1, count - 1)))
}

function anchorOf(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index === 0) return 'start'
  return index === count - 1 ? 'end' : 'middle'
}
