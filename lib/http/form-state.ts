import type { z } from 'zod'
import type { ContinuedAct } from './continued-acts'

/** `values` are what was typed. */
export type FormState =
  | { status: 'idle' }
  /** The user had to sign in again, or Foyer was updated. Null if what they had typed was too long to keep. */
  | { status: 'continued'; values: FormValues | null; isOutdated?: boolean }
  | ({ status: 'done' } & Outcome)
  | { status: 'review'; review: Review; values: FormValues }
  | {
      status: 'refused'
      message?: string
      code?: string
      /** One sentence per field name. */
      fields: Record<string, string>
      values: FormValues
    }

export interface Outcome {
  message?: string
  /** What the form’s undo action is sent to reverse this change. */
  undo?: FormValues
  /** Why some of what was given was left out, by how it was typed. The dialog stays open with it. */
  skipped?: Record<string, string>
  /** What was read from a file. */
  rows?: FileRow[]
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

/** What was typed into a form before. */
export interface KeptForm {
  /** Null if it was too long to keep. */
  values: FormValues | null
}

/** The user had to sign in again. */
export interface ContinuedForm extends KeptForm {
  /** As in the URL. */
  continue: string
  act: ContinuedAct
  /** Where the act is done, if the form itself does not say it. */
  organizationId: string | null
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

/** Names the form of a page. React leaves such fields out of what an action gets. */
export const formIdField = '$ACTION_FORM'

export const idle: FormState = { status: 'idle' }

export function fieldProblems({ issues }: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { path, message } of issues) fields[String(path[0] ?? '')] ??= message
  return fields
}

/** Of the sentence of a limit that was reached before the action began. */
export function isLimit(sentence: string): boolean {
  return sentence.startsWith('Too many attempts.')
}

/** Never a file, and of a secret only that it was left empty. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const typed = form.getAll(name).filter((item) => typeof item === 'string')
    if (/(password|api_key|secret|^code)$/i.test(name) && typed.some((text) => text !== '')) continue
    const [only] = typed
    if (only !== undefined) values[name] = typed.length > 1 ? typed : only
  }
  return values
}
