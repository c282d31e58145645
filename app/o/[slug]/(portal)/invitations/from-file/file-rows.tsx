'use client'

import { useEffect, useId, useRef } from 'react'
import { csvRow } from '@/lib/http/csv'
import { VerdictText } from '../invitee-list'
import { csvLink, fileColumns } from './csv-link'
import { isOverLimit, type CheckedRow } from './use-invitee-file'

/** Those that cannot be invited first, the others in the file’s order. */
export function FileRows({ rows }: { rows: CheckedRow[] }) {
  const list = useRef<HTMLUListElement>(null)
  const summaryId = useId()
  // The field that had the focus is gone.
  useEffect(() => list.current?.focus(), [])
  const bad = rows.filter((row) => row.problem !== null && !isOverLimit(row))
  const good = rows.filter((row) => !bad.includes(row))
  const left = rows.filter(({ problem }) => problem !== null)
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span id={summaryId} role="status" className="font-medium">
          {summary(rows, bad.length)}
        </span>
        {left.length > 0 && (
          <a
            href={csvLink(problemsCsv(left))}
            download="not-invited.csv"
            className="text-sm font-medium underline decoration-input underline-offset-4 hover:decoration-foreground"
          >
            {left.length === 1 ? 'Download this row' : `Download these ${left.length} rows`}
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

function summary(rows: readonly CheckedRow[], bad: number): string {
  const sent = rows.filter(({ isSent }) => isSent).length
  const tomorrow = rows.filter(isOverLimit).length
  const all = rows.length === 1 ? '1 row' : `${count(rows.length)} rows`
  return [
    sent > 0 ? `${count(sent)} of ${all} invited` : all,
    sent === 0 && bad > 0 ? `${count(bad)} cannot be invited` : '',
    sent === 0 && tomorrow > 0 ? `${count(rows.length - bad - tomorrow)} can be sent today` : '',
    tomorrow > 0 ? `${count(tomorrow)} tomorrow` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function count(number: number): string {
  return number.toLocaleString('en')
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

/** A file that can be corrected and chosen again. */
function problemsCsv(rows: readonly CheckedRow[]): string {
  const lines = rows.map(({ row, address, name, role, problem }) =>
    csvRow([address, name, role, `Row ${row}: ${problem ?? ''}`]),
  )
  return csvRow([...fileColumns, 'Problem']) + lines.join('')
}
