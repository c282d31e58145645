'use client'

import { useState } from 'react'
import { bulkLimit, overLimitMessage } from '@/lib/domain/invitations/bulk-limit'
import { idle, type FileRow, type FormState } from '@/lib/http/form-state'
import { checkFile, invitePeople } from '../actions'
import { verdictsIn } from '../refused-addresses'

export interface CheckedRow extends FileRow {
  isSent: boolean
}

interface Progress {
  done: number
  of: number
}

const lost = 'The server couldn’t respond. Send the rest again. No one is invited twice.'

/** A file of people to invite: checked at once, then sent in parts. */
export function useInviteeFile(slug: string) {
  const [rows, setRows] = useState<CheckedRow[]>([])
  const [problem, setProblem] = useState<string>()
  const [isChecking, setChecking] = useState(false)
  const [progress, setProgress] = useState<Progress>()
  const open = rows.filter((row) => (row.problem === null || isOverLimit(row)) && !row.isSent)
  const today = open.filter((row) => !isOverLimit(row))

  async function check(source: { file: File } | { text: string }) {
    const form = new FormData()
    if ('file' in source) form.set('file', source.file)
    else form.set('text', source.text)
    setProblem(undefined)
    setChecking(true)
    const answer = await checkFile(slug, idle, form).catch(() =>
      refused('The server couldn’t respond. Try again.'),
    )
    setChecking(false)
    if (answer.status === 'refused') setProblem(reasonOf(answer))
    if (answer.status === 'done') setRows((answer.rows ?? []).map((row) => ({ ...row, isSent: false })))
  }

  /** Sends all in the file’s order, also rows over the daily limit: the server decides. Sending a part again is safe, since no one is invited twice. */
  async function send(options: FormData, common: readonly string[]) {
    setProblem(undefined)
    for (let done = 0; done < open.length; done += bulkLimit) {
      setProgress({ done, of: open.length })
      const part = open.slice(done, done + bulkLimit)
      const answer = await invitePeople(slug, idle, partOf(part, { options, common })).catch(() =>
        refused(lost),
      )
      const results = resultsIn(answer)
      if (results === null) {
        setProblem(answer.status === 'refused' ? reasonOf(answer) : lost)
        break
      }
      const numbers = new Set(part.map(({ row }) => row))
      setRows((known) => known.map((row) => (numbers.has(row.row) ? withResult(row, results) : row)))
    }
    setProgress(undefined)
  }

  return { rows, open, today, problem, isChecking, progress, check, send, clear: () => setRows([]) }
}

/** Nothing is wrong with such a row: it can be sent tomorrow. */
export function isOverLimit({ problem }: FileRow): boolean {
  return problem === overLimitMessage
}

export type InviteeFile = ReturnType<typeof useInviteeFile>

function partOf(
  rows: readonly CheckedRow[],
  { options, common }: { options: FormData; common: readonly string[] },
): FormData {
  const form = new FormData()
  for (const [name, value] of options) form.append(name, value)
  form.set('over_limit', 'leave')
  const invitees = rows.map(({ address, name, roleId }) => ({
    email: address,
    name,
    roles: roleId === null ? common : [roleId],
  }))
  form.set('invitees', JSON.stringify(invitees))
  return form
}

/** Why addresses were not invited; null if the whole part was refused for another reason. */
function resultsIn(answer: FormState): ReadonlyMap<string, string> | null {
  if (answer.status === 'done') return new Map(Object.entries(answer.skipped ?? {}))
  const verdicts = answer.status === 'refused' ? verdictsIn(answer) : []
  return verdicts.length === 0 ? null : new Map(verdicts)
}

function withResult(row: CheckedRow, results: ReadonlyMap<string, string>): CheckedRow {
  const problem = results.get(row.address) ?? null
  return { ...row, problem, isSent: problem === null }
}

function refused(message: string): Extract<FormState, { status: 'refused' }> {
  return { status: 'refused', message, fields: {}, values: {} }
}

function reasonOf({ message, fields }: Extract<FormState, { status: 'refused' }>): string {
  return message ?? Object.values(fields)[0] ?? lost
}
