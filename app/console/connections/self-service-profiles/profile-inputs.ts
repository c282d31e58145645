import { z } from 'zod'
import { selfServiceSettings } from '@/lib/domain/self-service-profiles/self-service-settings'
import { knownAttributes, type KnownAttribute } from '@/lib/domain/user-attribute-profiles/known-attributes'
import { several } from '@/lib/http/action'

export const profileId = z.string().max(100).default('')

/** The form’s fields for an attribute: whether it is asked for, and a note for the person who sets up the provider. */
export function attributeFields(key: KnownAttribute['key']) {
  return { need: `attribute_${key}`, description: `attribute_${key}_description` }
}

export const profileInput = z.looseObject({
  name: z.string().max(1000).default(''),
  description: z.string().max(1000).default(''),
  allowed_strategies: several(z.string().max(50)),
})

/** @throws ZodError, at the field */
export function settingsIn(input: z.output<typeof profileInput>) {
  const { description, allowed_strategies } = input
  return selfServiceSettings.required().parse({
    description: description.trim() === '' ? null : description,
    allowed_strategies,
    user_attributes: knownAttributes.flatMap(({ key: name }) => attributeIn(input, name)),
  })
}

function attributeIn(input: Readonly<Record<string, unknown>>, name: KnownAttribute['key']) {
  const fields = attributeFields(name)
  const need = input[fields.need]
  if (need !== 'required' && need !== 'optional') return []
  return [{ name, description: input[fields.description] ?? '', is_optional: need === 'optional' }]
}
