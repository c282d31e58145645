import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { OwnConnection } from '@/lib/domain/connections/own-connection'
import { obstacleToRequirement } from '@/lib/domain/connections/require-connection'
import { SentenceList } from '../sentence-list'
import { setRequired } from './actions'
import { requirementUse } from './requirement-use'

export interface ProviderProps<P extends OwnConnection = OwnConnection> {
  slug: string
  provider: P
  /** Whether the reader is signed in with it. */
  isOwn: boolean
  mayUpdate: boolean
  /** Whether the reader may see the members. */
  seesMembers: boolean
}

/** Whether people at the verified domains can sign in with it alone. */
export function RequirementSection({ slug, provider, isOwn, mayUpdate, seesMembers }: ProviderProps) {
  const { isRequired, displayName } = provider
  const obstacle = isRequired ? null : obstacleToRequirement(provider)
  const summary = isRequired
    ? `Required: people with addresses at your verified domains can sign in with ${displayName} only. Owners can still use other methods.`
    : `Optional: people with addresses at your verified domains can use any enabled method.`
  return (
    <Section
      title="Required sign-in"
      text="Let people with addresses at your verified domains sign in with this provider only."
    >
      <div className="flex max-w-form flex-col items-start gap-4">
        <p className="wrap-anywhere text-muted-foreground">
          {summary}
          {obstacle !== null && ` To require it: ${obstacle}`}
        </p>
        <AffectedLink slug={slug} provider={provider} seesMembers={seesMembers} />
        {mayUpdate && isRequired && <OptionalForm slug={slug} provider={provider} />}
        {mayUpdate && !isRequired && obstacle === null && (
          <RequireDialog slug={slug} provider={provider} isOwn={isOwn} />
        )}
      </div>
    </Section>
  )
}

function AffectedLink({
  slug,
  provider: { id, hasDomain, isRequired },
  seesMembers,
}: Omit<ProviderProps, 'isOwn' | 'mayUpdate'>) {
  if (!seesMembers || !hasDomain) return null
  return (
    <TextLink href={`/o/${slug}/sign-in-methods/providers/${id}/affected`}>
      See which members {isRequired ? 'it affects' : 'it would affect'}
    </TextLink>
  )
}

function OptionalForm({ slug, provider: { id } }: Pick<ProviderProps, 'slug' | 'provider'>) {
  return (
    <Form
      action={setRequired.bind(null, slug)}
      act="require-provider"
      className="flex flex-col gap-2"
      values={{ id, required: 'off' }}
    >
      <SubmitButton variant="secondary" className="self-start">
        Make optional
      </SubmitButton>
    </Form>
  )
}

function RequireDialog({ slug, provider, isOwn }: Omit<ProviderProps, 'mayUpdate' | 'seesMembers'>) {
  const { id, displayName } = provider
  return (
    <ConfirmDialog
      act="require-provider"
      trigger={<Button variant="secondary">Require for verified domains</Button>}
      title={`Require ${displayName}?`}
      description={<SentenceList sentences={requirementUse(provider, isOwn)} />}
      action={setRequired.bind(null, slug)}
      values={{ id, required: 'on' }}
      submit="Require"
      tone="primary"
    />
  )
}
