'use client'

import { useEffect, useId, useRef } from 'react'
import { csvRow } from '@/lib/http/csv'
import { VerdictText } from '../invitee-list'
import { csvLink, fileColumns } from './csv-link'
import type { CheckedRow } from './use-invitee-file'

/** Those that cannot be invited first. */
export function FileRows({ rows }: { rows: CheckedRow[] }) {
  const list = useRef<HTMLUListElement>(null)
  const summaryId = useId()
  // The field that had the focus is gone.
  useEffect(() => list.current?.focus(), [])
  const [bad, good] = [
    rows.filter(({ problem }) => problem !== null),
    rows.filter(({ problem }) => problem === null),
  ]
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span id={summaryId} role="status" className="font-medium">
          {summary(bad.length, good)}
        </span>
        {bad.length > 0 && (
          <a
            href={csvLink(problemsCsv(bad))}
            download="not-invited.csv"
            className="text-sm font-medium underline decoration-input underline-offset-4 hover:decoration-foreground"
          >
            {bad.length === 1 ? 'Download this row' : `Download these ${bad.length} rows`}
          </a>
        )}
      </p>
      <ul
        ref={list}
        tabIndex={0}
        aria-describedby={summaryId}
        aria-label="Rows of the file"
        className="max-h-72 divide-y overflow-y-auto rounded-md border"
      >
        {[...bad, ...good].map((row) => (
          <FileRowItem key={row.row} {...row} />
        ))}
      </ul>
    </div>
  )
}

function summary(bad: number, good: readonly CheckedRow[]): string {
  const sent = good.filter(({ isSent }) => isSent).length
  const rows = bad + good.length === 1 ? '1 row' : `${(bad + good.length).toLocaleString('en')} rows`
  if (sent > 0) return `${sent.toLocaleString('en')} of ${rows} invited`
  return bad === 0 ? rows : `${rows}, ${bad.toLocaleString('en')} cannot be invited`
}

function FileRowItem({ row, address, name, role, problem, isSent }: CheckedRow) {
  return (
    <li className="flex min-w-0 gap-3 px-3 py-1.5">
      <span className="w-8 shrink-0 text-right text-sm text-muted-foreground tabular-nums">
        <span className="sr-only">Row </span>
        {row}
      </span>
      <span className="min-w-0 flex-1">
        <span title={address} className="block truncate font-medium">
          {address === '' ? 'No address' : address}
        </span>
        {(name !== '' || role !== '') && (
          <span className="block truncate text-sm text-muted-foreground">
            {[name, role].filter(Boolean).join(' · ')}
          </span>
        )}
        {isSent ? (
          <span className="text-xs text-success">Invitation sent</span>
        ) : (
          <VerdictText verdict={problem} />
        )}
      </span>
    </li>
  )
}

/** Can be corrected and chosen again. */
function problemsCsv(rows: readonly CheckedRow[]): string {
  const lines = rows.map(({ row, address, name, role, problem }) =>
    csvRow([address, name, role, `Row ${row}: ${problem ?? ''}`]),
  )
  return csvRow([...fileColumns, 'Problem']) + lines.join('')
}
