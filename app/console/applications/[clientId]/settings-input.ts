import { z } from 'zod'
import type { ClientInput } from '@/lib/domain/clients/validate-settings'
import { checkbox } from '@/lib/http/action'
import { oneApplication } from './action-input'
import { type SettingField, settingFields } from './settings-fields'

const longestText = 100_000

const text = z.string().max(longestText, 'This is too long.')

/** A setting that is not sent stays as it is, except for a flag: browsers do not send a checkbox that is off. */
const inputs = settingFields.map((field): [string, z.ZodType] => [field.name, inputOf(field)])
export const settingsInput = z
  .object({ ...Object.fromEntries(inputs), ...oneApplication.shape })
  .transform((form) => ({ id: form.client_id, ...settingsOf(form) }))

function inputOf(field: SettingField): z.ZodType {
  switch (field.kind) {
    case 'flag':
      return checkbox
    case 'number':
      return wholeNumber(field).optional()
    case 'choice':
      return z
        .enum(
          field.options.map(({ value }) => value),
          'Choose one of these.',
        )
        .optional()
    case 'lines':
      return text.transform((lines) => lines.split(/\s+/).filter((line) => line !== '')).optional()
    case 'optional_text':
      return text.transform((line) => line.trim() || null).optional()
    case 'text':
      return text.optional()
  }
}

function wholeNumber({ most, unit }: { most: number; unit: string }) {
  const problem = `Enter a whole number of ${unit} from 1 to ${most.toLocaleString('en')}.`
  return z
    .string()
    .max(20, problem)
    .transform((digits) => Number(digits.trim() || 'none'))
    .pipe(z.int(problem).min(1, problem).max(most, problem))
}

function settingsOf(form: Record<string, unknown>): ClientInput
function settingsOf(form: Record<string, unknown>): unknown {
  return Object.fromEntries(settingFields.map(({ key, name }) => [key, form[name]]))
}
