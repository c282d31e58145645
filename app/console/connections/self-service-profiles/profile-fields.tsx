import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { SelfServiceProfile } from '@/lib/domain/self-service-profiles/queries'
import type {
  RequestedAttribute,
  SelfServiceStrategy,
} from '@/lib/domain/self-service-profiles/self-service-settings'
import { knownAttributes, type KnownAttribute } from '@/lib/domain/user-attribute-profiles/known-attributes'
import { attributeFields } from './profile-inputs'

export const strategyLabels: Record<SelfServiceStrategy, string> = {
  okta: 'Okta',
  waad: 'Microsoft Entra ID',
  'google-apps': 'Google Workspace',
  oidc: 'Another OpenID Connect provider, such as Keycloak',
  samlp: 'SAML 2.0',
}

export function NameFields({ values }: { values?: Pick<SelfServiceProfile, 'name' | 'description'> }) {
  return (
    <>
      <Field name="name" label="Name" help="For operators. People who connect a provider don’t see it.">
        <Input defaultValue={values?.name} maxLength={100} autoComplete="off" placeholder="Enterprise" />
      </Field>
      <Field name="description" label="Description (optional)">
        <Input defaultValue={values?.description ?? ''} maxLength={140} autoComplete="off" />
      </Field>
    </>
  )
}

type Offer = Pick<SelfServiceProfile, 'allowedStrategies' | 'userAttributes'>

export function OfferFields({ values }: { values?: Offer }) {
  return (
    <>
      <Field
        name="allowed_strategies"
        label="Identity providers to choose from"
        help="All of them if you choose none."
        group
      >
        <div className="flex flex-col gap-2">
          {Object.entries(strategyLabels).map(([strategy, label]) => (
            <Checkbox
              key={strategy}
              value={strategy}
              label={label}
              defaultChecked={values?.allowedStrategies.some((one) => one === strategy)}
            />
          ))}
        </div>
      </Field>
      <Field name="user_attributes" label="Attributes to ask for" group>
        <div className="flex flex-col gap-4">
          <p className="text-sm text-muted-foreground">
            The page lists them with your notes, so that the provider is set up to send them.
          </p>
          {knownAttributes.map((attribute) => (
            <AttributeFields
              key={attribute.key}
              attribute={attribute}
              asked={values?.userAttributes.find(({ name }) => name === attribute.key)}
            />
          ))}
        </div>
      </Field>
    </>
  )
}

const needs = [
  { value: '', label: 'Not asked for' },
  { value: 'required', label: 'Required' },
  { value: 'optional', label: 'Optional' },
]

interface AttributeFieldsProps {
  attribute: KnownAttribute
  asked: RequestedAttribute | undefined
}

function AttributeFields({ attribute: { key, label }, asked }: AttributeFieldsProps) {
  const fields = attributeFields(key)
  const need = asked && (asked.is_optional ? 'optional' : 'required')
  return (
    <div className="grid gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field name={fields.need} label={label}>
        <Select options={needs} defaultValue={need ?? ''} />
      </Field>
      <Field name={fields.description} label={`Note about the ${label.toLowerCase()} (optional)`}>
        <Input defaultValue={asked?.description ?? ''} maxLength={1000} autoComplete="off" />
      </Field>
    </div>
  )
}
