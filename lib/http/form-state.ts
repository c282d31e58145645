/**
 * `continued`: the user typed `values` before they had to sign in again. `fields` holds one sentence per field name,
 * `values` what was typed; `undo` is what the form’s undo action is sent to reverse a change; `skipped` says why each of
 * some things was left out, by how it was typed; `rows` is what was read from a file.
 */
export type FormState =
  | { status: 'idle' }
  | { status: 'continued'; values: FormValues }
  | {
      status: 'done'
      message?: string
      undo?: FormValues
      skipped?: Record<string, string>
      rows?: FileRow[]
    }
  | { status: 'review'; review: Review; values: FormValues }
  | {
      status: 'refused'
      message?: string
      code?: string
      fields: Record<string, string>
      values: FormValues
    }

/** A row of a file of people to invite. */
export interface FileRow {
  /** Its line in the file, from 1. */
  row: number
  address: string
  name: string
  role: string
  /** Null if the row names no role. */
  roleId: string | null
  /** Why the address cannot be invited. */
  problem: string | null
}

export type FormValues = Record<string, string | string[]>

export interface Review {
  /** Identifies what was shown; sent back as the field `reviewed` with the second post. */
  reviewed: string
  /** Why it is shown again, if something changed meanwhile. */
  notice?: string
  changes: ReviewedChange[]
  effects: string[]
}

export interface ReviewedChange {
  kind: 'adds' | 'removes' | 'changes'
  text: string
  code?: string
}

export const idle: FormState = { status: 'idle' }

/** Never a secret or a file. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    if (/password|api_key|_secret$/i.test(name) || name.startsWith('$ACTION')) continue
    const typed = form.getAll(name).filter((item) => typeof item === 'string')
    const [only] = typed
    if (only !== undefined) values[name] = typed.length > 1 ? typed : only
  }
  return values
}
