import type { ContinuedAct } from './continued-acts'

/**
 * `continued`: the user typed `values` before they had to sign in again; null if that was too long to keep. `fields` holds one sentence per field name,
 * `values` what was typed; `undo` is what the form’s undo action is sent to reverse a change; `skipped` says why each of
 * some things was left out, by how it was typed; `rows` is what was read from a file.
 */
export type FormState =
  | { status: 'idle' }
  | { status: 'continued'; values: FormValues | null }
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

/** What was typed into a form before the user had to sign in again. */
export interface ContinuedForm {
  /** As in the URL. */
  continue: string
  act: ContinuedAct
  /** Where the act is done, if the form itself does not say it. */
  organizationId: string | null
  /** Null if it was too long to keep. */
  values: FormValues | null
  /** The form is submitted by itself, once. */
  goesOn: boolean
}

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

/** Never a file, and of a secret only that it was left empty. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const typed = form.getAll(name).filter((item) => typeof item === 'string')
    if (/(password|api_key|secret)$/i.test(name) && typed.some((text) => text !== '')) continue
    const [only] = typed
    if (only !== undefined) values[name] = typed.length > 1 ? typed : only
  }
  return values
}
